package io.github.asyncapikafka.document.check.type;

import java.util.HashMap;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;

/**
 * Finds objects of a list that have the same name.
 */
public final class UniqueNames {

	private UniqueNames() {
	}

	/**
	 * Create a type for a list whose objects have different names.
	 * @param list what the list has to be
	 * @param noun what an item is called in a message
	 * @param member the member that has the name
	 */
	public static Type of(Type list, String noun, String member) {
		return (node, name, walk) -> {
			walk.visit(node, list, name);
			if (!(node instanceof Node.Sequence sequence)) {
				return;
			}
			Map<String, Node> first = new HashMap<>();
			for (Node item : sequence.items()) {
				String text = (walk.resolve(item) instanceof Node.Mapping mapping) ? Scalars.textOf(mapping, member)
						: null;
				Node other = (text != null) ? first.putIfAbsent(text, item) : null;
				if (text != null && other != null) {
					walk.violation(item.location(), "The " + noun + " " + Printable.quote(text)
							+ " is there twice, first at " + other.location() + ".", "Remove one of them.");
				}
			}
		};
	}

}
