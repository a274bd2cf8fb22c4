package io.github.asyncapikafka.document.reference;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.Pointers;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entry of a map that a Reference Object means: the one that it points at, or
 * one that refers to the same object.
 */
public final class Entries {

	private final References references;

	private final Map<Node, List<String>> keys = new IdentityHashMap<>();

	/**
	 * Create an instance.
	 * @param nodes the entries by key, possibly Reference Objects themselves
	 * @param references what follows them
	 */
	public Entries(Map<String, Node> nodes, References references) {
		this.references = references;
		nodes.forEach((key, node) -> {
			Node target = references.resolve(node);
			if (target != null) {
				this.keys.computeIfAbsent(target, (any) -> new ArrayList<>()).add(key);
			}
		});
	}

	/**
	 * Return the key of the entry.
	 * @param reference a Reference Object
	 * @return the key, or {@code null} if no entry, or none of several, is meant
	 */
	public @Nullable String keyOf(Node reference) {
		Node target = this.references.resolve(reference);
		List<String> candidates = (target != null) ? this.keys.getOrDefault(target, List.of()) : List.of();
		if (candidates.size() > 1 && reference instanceof Node.Mapping mapping && mapping.reference() != null) {
			String last = Pointers.lastToken(mapping.reference());
			return candidates.contains(last) ? last : null;
		}
		return candidates.isEmpty() ? null : candidates.get(0);
	}

}
