package io.github.asyncapikafka.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.RuntimeExpression;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the members of an object. What is of another type than asked for counts
 * as absent; the check reports it. Members that are references are followed.
 */
final class Members {

	private static final String EXTENSION_PREFIX = "x-";

	private final Node.Mapping mapping;

	private final Reading reading;

	Members(Node.Mapping mapping, Reading reading) {
		this.mapping = mapping;
		this.reading = reading;
	}

	Location location() {
		return this.mapping.location();
	}

	boolean has(String name) {
		return this.mapping.get(name) != null;
	}

	/**
	 * Return a member as it stands, without following it.
	 * @param name the member
	 * @return the node, or {@code null} if it is absent or {@code null}
	 */
	@Nullable Node raw(String name) {
		Node node = this.mapping.get(name);
		return (node instanceof Node.Scalar scalar && scalar.value() == null) ? null : node;
	}

	@Nullable Node get(String name) {
		Node node = raw(name);
		return (node != null) ? this.reading.references().resolve(node) : null;
	}

	@Nullable Members object(String name) {
		Node node = get(name);
		if (node == null) {
			return null;
		}
		return this.reading.object(node, name);
	}

	/**
	 * Return the members of a member that is a map from names to objects.
	 * @param name the member
	 * @return the values as they stand, empty if the member is absent
	 */
	Map<String, Node> map(String name) {
		Members object = object(name);
		if (object == null) {
			return Map.of();
		}
		Map<String, Node> result = new LinkedHashMap<>();
		if (!this.reading.repeat(object.mapping.members().size())) {
			return result;
		}
		object.mapping.members().forEach((key, value) -> {
			if (!key.startsWith(EXTENSION_PREFIX)) {
				result.put(key, value);
			}
		});
		return result;
	}

	List<Node> list(String name) {
		Node node = get(name);
		if (node == null) {
			return List.of();
		}
		if (node instanceof Node.Sequence sequence && this.reading.repeat(sequence.items().size())) {
			return sequence.items();
		}
		return List.of();
	}

	List<String> texts(String name) {
		List<String> result = new ArrayList<>();
		for (Node item : list(name)) {
			String text = text(item);
			if (text != null) {
				result.add(text);
			}
		}
		return result;
	}

	@Nullable String text(String name) {
		Located<String> located = located(name);
		return (located != null) ? located.value() : null;
	}

	@Nullable Located<String> located(String name) {
		Node node = get(name);
		String text = (node != null) ? text(node) : null;
		return (node != null && text != null) ? new Located<>(text, node.location()) : null;
	}

	/**
	 * Return a member that says where a message has a value.
	 * @param name the member
	 * @return the expression, or {@code null} if it is absent or states no location
	 */
	@Nullable RuntimeExpression expression(String name) {
		Members object = object(name);
		Located<String> location = (object != null) ? object.located("location") : null;
		return (object != null && location != null)
				? new RuntimeExpression(location.value(), object.text("description"), object.location()) : null;
	}

	/**
	 * Return a member that has to be a positive integer.
	 * @param name the member
	 * @return the number, or {@code null} if it is absent or refused
	 */
	@Nullable Located<Integer> positiveInteger(String name) {
		Node node = get(name);
		if (node == null) {
			return null;
		}
		BigInteger number = (node instanceof Node.Scalar scalar) ? asInteger(scalar.value()) : null;
		if (number == null || number.signum() <= 0 || number.bitLength() > 31) {
			return null;
		}
		return new Located<>(number.intValue(), node.location());
	}

	private static @Nullable BigInteger asInteger(@Nullable Object value) {
		if (value instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() <= 0) {
			return decimal.toBigInteger();
		}
		return (value instanceof BigInteger integer) ? integer : null;
	}

	private static @Nullable String text(Node node) {
		if (!(node instanceof Node.Scalar scalar)) {
			return null;
		}
		return (scalar.value() instanceof BigDecimal decimal) ? decimal.toPlainString()
				: (scalar.value() instanceof String || scalar.value() instanceof Number) ? scalar.value().toString()
						: null;
	}

}
