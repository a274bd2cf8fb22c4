package io.github.asyncapikafka.document.tree;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * A value of the document with its place. A node that an alias repeats is the same object
 * in both places.
 */
public sealed interface Node {

	/**
	 * Return where the value stands: a scalar itself, otherwise the key that holds it.
	 * @return the place
	 */
	Location location();

	/**
	 * Return what the value is called in a message.
	 * @return a noun with its article
	 */
	String kind();

	/**
	 * A mapping (JSON object).
	 *
	 * @param location its place
	 * @param members its members in document order, not to be changed afterwards
	 */
	record Mapping(Location location, Map<String, Node> members) implements Node {

		public Mapping {
			members = Collections.unmodifiableMap(members);
		}

		public @Nullable Node get(String name) {
			return this.members.get(name);
		}

		/**
		 * Return the text of the {@code $ref}, if this is a Reference Object.
		 * @return the reference, or {@code null}
		 */
		public @Nullable String reference() {
			return (get("$ref") instanceof Scalar scalar && scalar.value() instanceof String text) ? text : null;
		}

		@Override
		public String kind() {
			return "an object";
		}

	}

	/**
	 * A sequence (JSON array).
	 *
	 * @param location its place
	 * @param items its items
	 */
	record Sequence(Location location, List<Node> items) implements Node {

		public Sequence {
			items = List.copyOf(items);
		}

		@Override
		public String kind() {
			return "a list";
		}

	}

	/**
	 * A scalar.
	 *
	 * @param location its place
	 * @param value a {@link String}, {@link Boolean}, {@link java.math.BigInteger},
	 * {@link java.math.BigDecimal} or {@code null}
	 */
	record Scalar(Location location, @Nullable Object value) implements Node {

		@Override
		public String kind() {
			if (this.value == null) {
				return "null";
			}
			return (this.value instanceof String) ? "a string"
					: (this.value instanceof Boolean) ? "a boolean" : "a number";
		}

	}

}
