package io.github.asyncapikafka.validation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The types that a text can spell: that of a header, or of a key or payload which is
 * plain text. Without any it is a string.
 */
public final class TextType {

	/** The text of an integer: only one for each, but for minus zero. */
	private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9][0-9]*)");

	/** As JSON writes numbers (RFC 8259, section 6). */
	private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

	private static final int MAX_NUMBER = 1000;

	private final Set<String> names = new HashSet<>();

	private boolean binary;

	/**
	 * Return what the text of a key or a payload can spell. That there is none is no
	 * matter of text.
	 * @param schema the schema of the key or payload
	 * @return the types that it names itself
	 */
	public static TextType of(Schema schema) {
		TextType type = new TextType();
		if (schema.definition() instanceof Map<?, ?> members) {
			type.add(members);
		}
		type.names.remove("null");
		return type;
	}

	/**
	 * Add what a schema says.
	 * @param schema the members of the schema
	 */
	public void add(Map<?, ?> schema) {
		Object type = schema.get("type");
		if (type instanceof List<?> types) {
			types.stream()
				.filter((name) -> !"integer".equals(name) || !types.contains("number"))
				.forEach((name) -> this.names.add(String.valueOf(name)));
		}
		else if (type != null) {
			this.names.add(type.toString());
		}
		else if (schema.containsKey("const")) {
			this.names.add(name(schema.get("const")));
		}
		else if (schema.get("enum") instanceof List<?> values) {
			values.forEach((value) -> this.names.add(name(value)));
		}
		if (Boolean.TRUE.equals(schema.get("nullable"))) {
			this.names.add("null");
		}
		this.binary = this.binary || "binary".equals(schema.get("format"));
	}

	private static String name(@Nullable Object value) {
		if (value == null) {
			return "null";
		}
		if (value instanceof Number) {
			boolean integer = value instanceof Integer || value instanceof Long || value instanceof BigInteger;
			return integer ? "integer" : "number";
		}
		if (value instanceof Boolean) {
			return "boolean";
		}
		return (value instanceof Map<?, ?>) ? "object" : (value instanceof List<?>) ? "array" : "string";
	}

	/**
	 * Return whether the bytes are no text.
	 * @return {@code true} if a schema says so
	 */
	public boolean isBinary() {
		return this.binary;
	}

	/**
	 * Return whether a text that spells another type can be a string as well.
	 * @return {@code true} if a string is one of the types
	 */
	public boolean isString() {
		return this.names.isEmpty() || this.names.contains("string");
	}

	/**
	 * Return whether a text spells a number, a boolean or {@code null}, and can be one.
	 * @param text the text
	 * @return {@code true} if it is the JSON text of such a value
	 */
	public boolean isScalar(String text) {
		return switch (text) {
			case "true", "false" -> this.names.contains("boolean");
			case "null" -> this.names.contains("null");
			default -> isNumber(text);
		};
	}

	/**
	 * An integer has one text, which everybody can read and which makes equal keys equal
	 * bytes. So {@code 1.0} is a number, but none where integers are asked for.
	 */
	private boolean isNumber(String text) {
		boolean integer = this.names.contains("integer");
		boolean number = this.names.contains("number");
		if (!(integer || number) || text.length() > MAX_NUMBER) {
			return false;
		}
		return INTEGER.matcher(text).matches()
				|| (number && NUMBER.matcher(text).matches() && !(integer && isIntegral(text)));
	}

	private static boolean isIntegral(String number) {
		try {
			return new BigDecimal(number).stripTrailingZeros().scale() <= 0;
		}
		catch (NumberFormatException | ArithmeticException ex) {
			// Nobody can calculate with such an exponent.
			return false;
		}
	}

	/**
	 * Return whether a text can only be read as the JSON of an object or an array.
	 * @param text the text
	 * @return {@code true} if it begins as such JSON
	 */
	public boolean isStructure(String text) {
		if (!hasStructure()) {
			return false;
		}
		String start = text.stripLeading();
		return start.startsWith("{") ? this.names.contains("object")
				: start.startsWith("[") && this.names.contains("array");
	}

	/**
	 * Return whether a text can be the JSON of an object or an array.
	 * @return {@code true} if it can
	 */
	public boolean hasStructure() {
		return this.names.contains("object") || this.names.contains("array");
	}

}
