package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.Suggestions;
import org.jspecify.annotations.Nullable;

/**
 * Follows Reference Objects within the document.
 */
final class References {

	private static final int MAX_CHAIN = 500;

	private final Node root;

	private final Problems problems;

	/** The targets of the Reference Objects that were followed; {@code null} for none. */
	private final Map<Node, @Nullable Node> targets = new IdentityHashMap<>();

	/** The Reference Objects that are just being followed. */
	private final Set<Node> inProgress = Collections.newSetFromMap(new IdentityHashMap<>());

	References(Node root, Problems problems) {
		this.root = root;
		this.problems = problems;
	}

	/**
	 * Return the node itself, or what it refers to in the end.
	 * @param node a node, possibly a Reference Object
	 * @return the target, or {@code null} if there is none, which has been reported
	 */
	@Nullable Node resolve(Node node) {
		if (!(node instanceof Node.Mapping mapping) || mapping.reference() == null) {
			return node;
		}
		if (!this.targets.containsKey(node)) {
			Set<Node> visited = Collections.newSetFromMap(new IdentityHashMap<>());
			this.targets.put(node, follow(mapping, visited));
			this.inProgress.removeAll(visited);
		}
		return this.targets.get(node);
	}

	private @Nullable Node follow(Node.Mapping start, Set<Node> visited) {
		List<String> path = new ArrayList<>();
		Node current = start;
		while (current instanceof Node.Mapping mapping && mapping.reference() != null) {
			String reference = mapping.reference();
			path.add(reference);
			if (!this.inProgress.add(current)) {
				this.problems.add(start.location(),
						"The reference leads back to itself: " + Printable.escape(String.join(" -> ", path)) + ".",
						"Let one of them hold the object.");
				return null;
			}
			visited.add(current);
			if (this.inProgress.size() > MAX_CHAIN) {
				this.problems.add(start.location(),
						"The reference leads through more than " + MAX_CHAIN + " other references.",
						"Refer to the object itself.");
				return null;
			}
			current = target(reference, mapping.location());
		}
		return current;
	}

	private @Nullable Node target(String reference, Location location) {
		if (!reference.equals("#") && !reference.startsWith("#/")) {
			this.problems.add(location, "The reference " + Printable.quote(reference) + " leaves the document.",
					"Move what it refers to into this document and refer to it with '#/...'.");
			return null;
		}
		Node current = this.root;
		for (String token : Pointers.tokens(reference.substring(1))) {
			Node parent = owner(current, token);
			if (parent == null) {
				return null;
			}
			Node next = child(parent, token);
			if (next == null) {
				this.problems.add(location, "The reference " + Printable.quote(reference)
						+ " leads nowhere: there is no " + Printable.quote(token) + " at " + parent.location() + ".",
						remedy(parent, token));
				return null;
			}
			current = next;
		}
		return current;
	}

	private static String remedy(Node parent, String token) {
		String suggestion = (parent instanceof Node.Mapping mapping)
				? Suggestions.didYouMean(token, mapping.members().keySet()) : "";
		return suggestion + "In a reference '/' within a key is written '~1', and '~' is written '~0'.";
	}

	/**
	 * Return what has the child: the node itself, or what it refers to.
	 */
	private @Nullable Node owner(Node node, String token) {
		return (node instanceof Node.Mapping mapping && mapping.get(token) != null) ? node : resolve(node);
	}

	private static @Nullable Node child(Node parent, String token) {
		if (parent instanceof Node.Mapping mapping) {
			return mapping.get(token);
		}
		if (parent instanceof Node.Sequence sequence && token.matches("\\d{1,6}")) {
			int index = Integer.parseInt(token);
			return (index < sequence.items().size()) ? sequence.items().get(index) : null;
		}
		return null;
	}

}
