package io.github.asyncapikafka.kafka.header;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The types that the text of a header can spell. Without any it is a string.
 */
final class HeaderType {

	/** As JSON writes numbers (RFC 8259, section 6). */
	private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

	private static final int MAX_NUMBER = 1000;

	private final Set<String> names = new HashSet<>();

	private boolean binary;

	/**
	 * Add what a schema says.
	 */
	void add(Map<?, ?> schema) {
		Object type = schema.get("type");
		if (type instanceof List<?> types) {
			types.forEach((name) -> this.names.add(String.valueOf(name)));
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
			return "number";
		}
		if (value instanceof Boolean) {
			return "boolean";
		}
		return (value instanceof Map<?, ?>) ? "object" : (value instanceof List<?>) ? "array" : "string";
	}

	/**
	 * Return whether the bytes of a header are no text.
	 */
	boolean isBinary() {
		return this.binary;
	}

	/**
	 * Return whether a text that spells another type can be a string as well.
	 */
	boolean isString() {
		return this.names.isEmpty() || this.names.contains("string");
	}

	/**
	 * Return whether a text spells a number, a boolean or {@code null}, and can be one.
	 */
	boolean isScalar(String text) {
		return switch (text) {
			case "true", "false" -> this.names.contains("boolean");
			case "null" -> this.names.contains("null");
			default -> (this.names.contains("integer") || this.names.contains("number")) && text.length() <= MAX_NUMBER
					&& NUMBER.matcher(text).matches();
		};
	}

	/**
	 * Return whether a text can only be read as the JSON of an object or an array.
	 */
	boolean isStructure(String text) {
		String start = text.stripLeading();
		return (this.names.contains("object") && start.startsWith("{"))
				|| (this.names.contains("array") && start.startsWith("["));
	}

	/**
	 * Return whether a text can be the JSON of an object or an array.
	 */
	boolean hasStructure() {
		return this.names.contains("object") || this.names.contains("array");
	}

}
