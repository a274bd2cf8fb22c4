package io.github.asyncapikafka.document.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Composes the tree from tokens. Jackson's own YAML tree reader turns an alias into text
 * and ignores merge keys; this one resolves both within bounds and refuses duplicate
 * keys.
 */
final class NodeComposer {

	private static final String MERGE_KEY = "<<";

	private final Tokens tokens;

	private final Bounds bounds;

	private final Problems problems;

	private final Map<String, Node> anchors = new HashMap<>();

	private final Map<Node, Bounds.Size> sizes = new IdentityHashMap<>();

	NodeComposer(Tokens tokens, Bounds bounds, Problems problems) {
		this.tokens = tokens;
		this.bounds = bounds;
		this.problems = problems;
	}

	/**
	 * Read the document where the parser fails to tell its syntax error, which happens
	 * when a character beside it takes two places.
	 */
	@Nullable Node document() {
		try {
			return onlyDocument();
		}
		catch (IndexOutOfBoundsException ex) {
			throw new RefusedException(this.tokens.here(""),
					"The document cannot be parsed: there is an error after this place.", "Correct the syntax.");
		}
	}

	private @Nullable Node onlyDocument() {
		JsonToken token = this.tokens.next();
		if (token == null) {
			return null;
		}
		Node node = value(token, "", this.tokens.here(""), 1);
		if (this.tokens.next() != null) {
			throw new RefusedException(this.tokens.here(""), "The file holds more than one document.",
					"Keep one document in each file.");
		}
		return node;
	}

	private Node value(JsonToken token, String pointer, Location location, int depth) {
		this.bounds.refuseDepth(depth, location);
		this.tokens.refuseTag(pointer);
		String alias = this.tokens.alias();
		if (alias != null) {
			return alias(alias, pointer, depth);
		}
		String anchor = this.tokens.anchor(token);
		int nodes = this.bounds.nodes();
		long characters = this.bounds.characters();
		this.bounds.addNodes(1, location);
		Node node = switch (token) {
			case START_OBJECT -> mapping(pointer, location, depth);
			case START_ARRAY -> sequence(pointer, location, depth);
			default -> new Node.Scalar(this.tokens.here(pointer), this.tokens.scalar(token, pointer));
		};
		if (anchor != null) {
			this.anchors.put(anchor, node);
			this.sizes.put(node, new Bounds.Size(this.bounds.nodes() - nodes, this.bounds.characters() - characters));
		}
		return node;
	}

	private Node alias(String name, String pointer, int depth) {
		Location location = this.tokens.here(pointer);
		Node node = this.anchors.get(name);
		if (node == null) {
			throw new RefusedException(location, "There is no anchor " + Printable.quote(name) + " before this alias.",
					"Define the anchor first; an anchor cannot hold itself.");
		}
		Bounds.Size size = this.sizes.get(node);
		if (size != null) {
			this.bounds.addRepeated(size, location);
		}
		this.bounds.refuseDepth(depth + height(node), location);
		return node;
	}

	private static int height(Node node) {
		Collection<Node> children = (node instanceof Node.Mapping mapping) ? mapping.members().values()
				: (node instanceof Node.Sequence sequence) ? sequence.items() : List.of();
		return children.stream().mapToInt((child) -> 1 + height(child)).max().orElse(0);
	}

	private Node mapping(String pointer, Location location, int depth) {
		Map<String, Node> members = new LinkedHashMap<>();
		Map<String, Location> keys = new HashMap<>();
		List<Node> merges = new ArrayList<>();
		while (this.tokens.nextWithin() != JsonToken.END_OBJECT) {
			String name = this.tokens.name();
			String childPointer = Pointers.append(pointer, name);
			Location key = this.tokens.here(childPointer);
			this.bounds.addKey(name, key);
			Node child = value(this.tokens.nextWithin(), childPointer, key, depth + 1);
			if (MERGE_KEY.equals(name) && this.tokens.isYaml()) {
				merges.add(child);
				continue;
			}
			Location first = keys.putIfAbsent(name, key);
			if (first != null) {
				this.problems.add(key, "The key " + Printable.quote(name) + " is there twice, first at " + first + ".",
						"Remove one of them.");
				continue;
			}
			members.put(name, child);
		}
		merges.forEach((merge) -> merge(merge, members));
		return new Node.Mapping(location, members);
	}

	private void merge(Node merge, Map<String, Node> members) {
		if (merge instanceof Node.Mapping mapping) {
			this.bounds.addNodes(mapping.members().size(), mapping.location());
			mapping.members().forEach(members::putIfAbsent);
		}
		else if (merge instanceof Node.Sequence sequence) {
			sequence.items().forEach((item) -> merge(item, members));
		}
		else {
			this.problems.add(merge.location(), "A merge key needs an object, but has " + merge.kind() + ".",
					"Merge an alias of an object.");
		}
	}

	private Node sequence(String pointer, Location location, int depth) {
		List<Node> items = new ArrayList<>();
		JsonToken token;
		while ((token = this.tokens.nextWithin()) != JsonToken.END_ARRAY) {
			String childPointer = pointer + "/" + items.size();
			items.add(value(token, childPointer, this.tokens.here(childPointer), depth + 1));
		}
		return new Node.Sequence(location, items);
	}

}
