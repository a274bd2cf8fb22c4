package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
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

	private final Node root;

	private final Problems problems;

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
		Set<Node> visited = Collections.newSetFromMap(new IdentityHashMap<>());
		List<String> path = new ArrayList<>();
		Node current = node;
		while (current instanceof Node.Mapping mapping && mapping.reference() != null) {
			String reference = mapping.reference();
			path.add(reference);
			if (!visited.add(current)) {
				this.problems.add(node.location(),
						"The reference leads back to itself: " + Printable.escape(String.join(" -> ", path)) + ".",
						"Let one of them hold the object.");
				return null;
			}
			current = target(reference, mapping.location());
			if (current == null) {
				return null;
			}
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
			Node next = child(current, token);
			if (next == null) {
				this.problems
					.add(location,
							"The reference " + Printable.quote(reference) + " leads nowhere: there is no "
									+ Printable.quote(token) + " at " + current.location() + ".",
							remedy(current, token));
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

	private @Nullable Node child(Node parent, String token) {
		if (parent instanceof Node.Mapping mapping) {
			Node child = mapping.get(token);
			if (child == null && mapping.reference() != null && resolve(mapping) instanceof Node.Mapping target) {
				child = target.get(token);
			}
			return child;
		}
		if (parent instanceof Node.Sequence sequence && token.matches("\\d{1,6}")) {
			int index = Integer.parseInt(token);
			return (index < sequence.items().size()) ? sequence.items().get(index) : null;
		}
		return null;
	}

}
