package io.github.asyncapikafka.document.check.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.model.KafkaNames;
import org.jspecify.annotations.Nullable;

/**
 * The types of values that hold no others.
 */
public final class Scalars {

	private static final Pattern RUNTIME_EXPRESSION = Pattern.compile("^\\$message\\.(header|payload)#");

	private static final Pattern ADDRESS_OF_MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

	public static final Type ANY = (node, name, walk) -> {
	};

	public static final Type STRING = (node, name, walk) -> text(node, name, walk);

	public static final Type BOOLEAN = typed(Boolean.class, "a boolean");

	public static final Type NUMBER = typed(Number.class, "a number");

	public static final Type STRING_OR_NULL = (node, name, walk) -> {
		if (!isNull(node)) {
			text(node, name, walk);
		}
	};

	public static final Type OBJECT = (node, name, walk) -> {
		if (!(node instanceof Node.Mapping)) {
			walk.wrongType(node, name, "an object");
		}
	};

	public static final Type URL = matching(Scalars::isUrl, "an absolute URL",
			"Write it with its scheme, like 'https://...'.");

	public static final Type EMAIL = matching(ADDRESS_OF_MAIL.asMatchPredicate(), "an e-mail address", "Correct it.");

	public static final Type RUNTIME_LOCATION = matching(RUNTIME_EXPRESSION.asPredicate(), "a runtime expression",
			"Write it like '$message.header#/correlationId'.");

	public static final Type TOPIC = (node, name, walk) -> {
		String topic = text(node, name, walk);
		if (topic != null && !KafkaNames.isLegalTopic(topic)) {
			walk.violation(node.location(), "Kafka does not allow the topic name " + Printable.quote(topic) + ".",
					KafkaNames.TOPIC_RULE);
		}
	};

	/** Many authors write a version without quotes, which YAML reads as a number. */
	public static final Type VERSION_TEXT = (node, name, walk) -> {
		if (node instanceof Node.Scalar scalar && scalar.value() instanceof Number number) {
			walk.warning(node.location(), "'" + name + "' must be a string, but is the number " + number + ".",
					"Put it in quotes.");
		}
		else {
			text(node, name, walk);
		}
	};

	private Scalars() {
	}

	/**
	 * Create a type for a text that is one of several.
	 */
	public static Type oneOf(String... values) {
		List<String> known = List.of(values);
		return (node, name, walk) -> {
			String text = text(node, name, walk);
			if (text != null && !known.contains(text)) {
				walk.violation(node.location(), Printable.quote(name) + " must be " + alternatives(known) + ", but is "
						+ Printable.quote(text) + ".", walk.didYouMean(text, known) + "Correct it.");
			}
		};
	}

	private static String alternatives(List<String> values) {
		List<String> quoted = values.stream().map(Printable::quote).toList();
		int last = quoted.size() - 1;
		return (last == 0) ? quoted.get(0) : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
	}

	/**
	 * Create a type for an integer with bounds.
	 * @param minimum the least value
	 * @param maximum the greatest value
	 * @param action what to do about another value
	 */
	public static Type integer(long minimum, long maximum, String action) {
		return (node, name, walk) -> {
			BigInteger number = (node instanceof Node.Scalar scalar) ? asInteger(scalar.value()) : null;
			if (number == null) {
				walk.wrongType(node, name, "an integer");
			}
			else if (number.compareTo(BigInteger.valueOf(minimum)) < 0) {
				walk.violation(node.location(),
						"'" + name + "' must be at least " + minimum + ", but is " + number + ".", action);
			}
			else if (number.compareTo(BigInteger.valueOf(maximum)) > 0) {
				walk.violation(node.location(),
						"'" + name + "' must be at most " + maximum + ", but is " + number + ".", action);
			}
		};
	}

	private static @Nullable BigInteger asInteger(@Nullable Object value) {
		if (value instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() <= 0) {
			return decimal.toBigInteger();
		}
		return (value instanceof BigInteger integer) ? integer : null;
	}

	private static Type matching(Predicate<String> predicate, String expected, String action) {
		return (node, name, walk) -> {
			String text = text(node, name, walk);
			if (text != null && !predicate.test(text)) {
				walk.violation(node.location(),
						"'" + name + "' must be " + expected + ", but is " + Printable.quote(text) + ".", action);
			}
		};
	}

	private static Type typed(Class<?> type, String expected) {
		return (node, name, walk) -> {
			if (!(node instanceof Node.Scalar scalar && type.isInstance(scalar.value()))) {
				walk.wrongType(node, name, expected);
			}
		};
	}

	private static boolean isUrl(String text) {
		try {
			return new URI(text).isAbsolute();
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	public static boolean isNull(Node node) {
		return node instanceof Node.Scalar scalar && scalar.value() == null;
	}

	private static @Nullable String text(Node node, String name, Walk walk) {
		if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
			return text;
		}
		walk.wrongType(node, name, "a string");
		return null;
	}

	/**
	 * Return a member's text, whatever else is wrong with it.
	 */
	public static @Nullable String textOf(Node.@Nullable Mapping mapping, String member) {
		return (mapping != null && mapping.get(member) instanceof Node.Scalar scalar
				&& scalar.value() instanceof String text) ? text : null;
	}

}
