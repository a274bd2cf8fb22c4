package io.github.asyncapikafka.document.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.Pointers;
import org.jspecify.annotations.Nullable;

/**
 * What of a document has to be there for its operations on Kafka servers. In 3.x these
 * are the operations, in 2.x the channels that hold them; and the servers.
 */
final class NeededNodes {

	private final References references;

	private final Node.Mapping root;

	private final boolean version2;

	private final Set<String> selected;

	private final Map<String, Node> servers;

	/** The Kafka servers, one without a name if the document has no servers. */
	private final Set<String> all = new LinkedHashSet<>();

	/**
	 * Create an instance.
	 * @param references what follows references
	 * @param root the document
	 * @param version2 whether it is of version 2.x
	 * @param selected the servers that matter, empty for all Kafka servers
	 */
	NeededNodes(References references, Node.Mapping root, boolean version2, Set<String> selected) {
		this.references = references;
		this.root = root;
		this.version2 = version2;
		this.selected = selected;
		this.servers = members(root, "servers");
		this.servers.forEach((name, server) -> {
			if (isSelected(name, server)) {
				this.all.add(name);
			}
		});
		if (this.servers.isEmpty()) {
			this.all.add("");
		}
	}

	/**
	 * Return the channels of a 2.x document that are needed, or the operations of a 3.x
	 * document.
	 * @return the nodes, possibly references
	 */
	List<Node> operations() {
		List<Node> needed = new ArrayList<>();
		members(this.root, this.version2 ? "channels" : "operations").forEach((name, node) -> {
			if (!serversOf(node).isEmpty()) {
				needed.add(node);
			}
		});
		return needed;
	}

	/**
	 * Return everything else that is needed: the servers of those operations with their
	 * security, and the objects that hold all of these.
	 * @return the nodes, possibly references
	 */
	List<Node> others() {
		Set<String> names = new LinkedHashSet<>();
		boolean everywhere = false;
		for (Node operation : operations()) {
			Set<String> own = serversOf(operation);
			if (own != this.all) {
				names.addAll(own);
			}
			everywhere |= own == this.all;
		}
		if (everywhere) {
			names.addAll(this.all);
		}
		List<Node> needed = new ArrayList<>();
		for (String name : names) {
			Node server = this.servers.get(name);
			if (server != null) {
				needed.add(server);
				needed.addAll(this.version2 ? securitySchemes(server) : List.of());
			}
		}
		Stream.of("servers", "channels", "operations")
			.map(this.root::get)
			.filter((node) -> node instanceof Node.Mapping mapping && mapping.reference() != null)
			.filter((node) -> this.references.resolve(node) == null)
			.forEach(needed::add);
		return needed;
	}

	/**
	 * Return the Kafka servers that an operation or a 2.x channel is on.
	 */
	private Set<String> serversOf(Node node) {
		Node channel = this.version2 ? node : member(node, "channel");
		Node servers = (channel != null) ? member(channel, "servers") : null;
		if (!(servers instanceof Node.Sequence sequence) || sequence.items().isEmpty()) {
			return this.all;
		}
		Set<String> names = new LinkedHashSet<>();
		sequence.items().forEach((item) -> names.add(name(item)));
		names.removeIf((name) -> this.servers.containsKey(name) && !this.all.contains(name));
		return names;
	}

	private static String name(Node server) {
		if (server instanceof Node.Mapping mapping && mapping.reference() != null) {
			String reference = mapping.reference();
			return Pointers.unescape(reference.substring(reference.lastIndexOf('/') + 1));
		}
		return (server instanceof Node.Scalar scalar) ? String.valueOf(scalar.value()) : "";
	}

	private boolean isSelected(String name, Node server) {
		boolean kafka = !(member(server, "protocol") instanceof Node.Scalar protocol)
				|| Set.of("kafka", "kafka-secure").contains(String.valueOf(protocol.value()));
		return kafka && (this.selected.isEmpty() || this.selected.stream()
			.anyMatch((key) -> Suggestions.canonical(key).equals(Suggestions.canonical(name))));
	}

	private List<Node> securitySchemes(Node server) {
		List<Node> schemes = new ArrayList<>();
		Node components = this.root.get("components");
		if (components != null && member(server, "security") instanceof Node.Sequence requirements) {
			Map<String, Node> known = members(components, "securitySchemes");
			for (Node requirement : requirements.items()) {
				if (this.references.resolve(requirement) instanceof Node.Mapping mapping) {
					mapping.members()
						.keySet()
						.stream()
						.filter(known::containsKey)
						.map(known::get)
						.forEach(schemes::add);
				}
			}
		}
		return schemes;
	}

	private Map<String, Node> members(Node owner, String name) {
		Map<String, Node> result = new LinkedHashMap<>();
		if (member(owner, name) instanceof Node.Mapping mapping) {
			result.putAll(mapping.members());
			result.keySet().removeIf((key) -> key.startsWith("x-"));
		}
		return result;
	}

	/**
	 * Return a member of a node, beside or behind its {@code $ref}.
	 */
	private @Nullable Node member(Node owner, String name) {
		Node own = (owner instanceof Node.Mapping mapping) ? mapping.get(name) : null;
		if (own == null && this.references.resolve(owner) instanceof Node.Mapping target) {
			own = target.get(name);
		}
		return (own != null) ? this.references.resolve(own) : null;
	}

}
