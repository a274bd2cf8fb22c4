package io.github.asyncapikafka.document.check.type;

import java.util.HashMap;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * A list of values of one type.
 *
 * @param item what the items have to be
 * @param minimum how many items there are at least
 * @param unique whether no value may be there twice
 */
public record ListType(Type item, int minimum, boolean unique) implements Type {

	public static Type list(Type item) {
		return new ListType(item, 0, false);
	}

	public static Type nonEmptyList(Type item) {
		return new ListType(item, 1, false);
	}

	public static Type uniqueList(Type item) {
		return new ListType(item, 0, true);
	}

	@Override
	public void check(Node node, String name, Walk walk) {
		if (node instanceof Node.Mapping mapping && mapping.reference() != null) {
			ReferenceType.inPlaceOf(node, this, name, "items", walk);
			return;
		}
		if (!(node instanceof Node.Sequence sequence)) {
			walk.wrongType(node, name, "a list");
			return;
		}
		if (sequence.items().size() < this.minimum) {
			walk.violation(node.location(), Printable.quote(name) + " must not be empty.",
					"Add an item, or remove the list.");
		}
		Map<Object, Node> first = new HashMap<>();
		int index = 0;
		for (Node item : sequence.items()) {
			Object value = this.unique ? value(item) : null;
			if (value != null) {
				twice(first.putIfAbsent(value, item), item, value, name, walk);
			}
			walk.visit(item, this.item, name + "[" + index++ + "]");
		}
	}

	private static @Nullable Object value(Node item) {
		return (item instanceof Node.Mapping mapping) ? mapping.reference()
				: (item instanceof Node.Scalar scalar) ? scalar.value() : null;
	}

	private static void twice(@Nullable Node first, Node item, Object value, String name, Walk walk) {
		if (first != null) {
			walk.violation(item.location(), "The value " + Printable.quote(String.valueOf(value)) + " is twice in '"
					+ Printable.escape(name) + "', first at " + first.location() + ".", "Remove one of them.");
		}
	}

}
