package io.github.asyncapikafka.inspection.type.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The types of JSON values ({@code type} of a Schema Object), but for {@code null}.
 */
public enum JsonType {

	OBJECT, ARRAY, STRING, NUMBER, INTEGER, BOOLEAN;

	public boolean isScalar() {
		return this != OBJECT && this != ARRAY;
	}

	public boolean isNumeric() {
		return this == NUMBER || this == INTEGER;
	}

	/**
	 * Return the word with its article, as it stands in a sentence.
	 */
	public String described() {
		String name = name().toLowerCase(Locale.ROOT);
		return ((this == OBJECT || this == ARRAY || this == INTEGER) ? "an " : "a ") + name;
	}

	/**
	 * Return the type of a name, or {@code null} if there is none.
	 */
	public static @Nullable JsonType ofName(Object name) {
		for (JsonType type : values()) {
			if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
				return type;
			}
		}
		return null;
	}

	/**
	 * Return the type of a value, or {@code null} for {@code null}.
	 */
	public static @Nullable JsonType ofValue(@Nullable Object value) {
		if (value instanceof Number number) {
			return (new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0) ? INTEGER : NUMBER;
		}
		if (value instanceof Map) {
			return OBJECT;
		}
		if (value instanceof List) {
			return ARRAY;
		}
		if (value instanceof Boolean) {
			return BOOLEAN;
		}
		return (value instanceof String) ? STRING : null;
	}

}
