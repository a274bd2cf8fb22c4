package io.github.asyncapikafka.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.model.Located;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the members of an object. What is of another type than asked for is
 * reported and counts as absent. Members that are references are followed.
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
		if (node instanceof Node.Sequence sequence) {
			return sequence.items();
		}
		wrongType(name, node, "a list");
		return List.of();
	}

	List<String> texts(String name) {
		List<String> result = new ArrayList<>();
		for (Node item : list(name)) {
			String text = text(name, item);
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
		String text = (node != null) ? text(name, node) : null;
		return (node != null && text != null) ? new Located<>(text, node.location()) : null;
	}

	@Nullable Located<String> requiredText(String name) {
		if (raw(name) == null) {
			required(name);
			return null;
		}
		return located(name);
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
		if (number == null) {
			wrongType(name, node, "an integer");
			return null;
		}
		if (number.signum() <= 0 || number.bitLength() > 31) {
			String bound = (number.signum() <= 0) ? "at least 1" : "at most " + Integer.MAX_VALUE;
			this.reading.problem(node.location(), "'" + name + "' must be " + bound + ", but is " + number + ".",
					"Correct the number, or remove it to leave the value to Kafka.");
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

	/**
	 * Report every member that is neither known nor an extension.
	 * @param object what the object is called
	 * @param known the members that the specification knows
	 */
	void allow(String object, Set<String> known) {
		this.mapping.members().forEach((name, value) -> {
			if (!known.contains(name) && !name.startsWith(EXTENSION_PREFIX)) {
				this.reading.violation(value.location(),
						"The " + object + " has no member " + Printable.quote(name) + ".",
						Suggestions.didYouMean(name, known) + "Known are "
								+ String.join(", ", known.stream().sorted().toList())
								+ ", and extensions that start with 'x-'.");
			}
		});
	}

	void required(String name) {
		this.reading.problem(location(), "'" + name + "' is missing.", "Add it: the specification requires it.");
	}

	private @Nullable String text(String name, Node node) {
		if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
			return text;
		}
		if (node instanceof Node.Scalar scalar && scalar.value() instanceof Number number) {
			this.reading.warning(node.location(), "'" + name + "' must be a string, but is the number " + number + ".",
					"Put it in quotes.");
			return (number instanceof BigDecimal decimal) ? decimal.toPlainString() : number.toString();
		}
		wrongType(name, node, "a string");
		return null;
	}

	private void wrongType(String name, Node node, String expected) {
		this.reading.problem(node.location(), "'" + name + "' must be " + expected + ", but is " + node.kind() + ".",
				"Correct its type.");
	}

}
