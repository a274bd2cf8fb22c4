package io.github.asyncapikafka.inspection.type;

import io.github.asyncapikafka.inspection.type.mapper.JavaPart;
import io.github.asyncapikafka.inspection.type.mapper.TextTypes;
import io.github.asyncapikafka.inspection.type.schema.JsonType;

/**
 * What to do about a mismatch, where that depends on the schema alone.
 */
final class Remedies {

	private Remedies() {
	}

	static String category(JsonType type) {
		return switch (type) {
			case OBJECT -> "Use a class with the properties of the schema, or a Map.";
			case ARRAY -> "Use a List or an array.";
			default -> values(type);
		};
	}

	static String values(JsonType type) {
		return switch (type) {
			case STRING -> "Use String, or a type that is a string in JSON.";
			case INTEGER -> "Use int, long or BigInteger.";
			case NUMBER -> "Use double or BigDecimal.";
			case BOOLEAN -> "Use boolean.";
			default -> category(type);
		};
	}

	static String format(Object format) {
		return switch (String.valueOf(format)) {
			case "date" -> "Use LocalDate, or correct the format.";
			case "date-time" -> "Use Instant or OffsetDateTime, or correct the format.";
			case "time" -> "Use OffsetTime or LocalTime, or correct the format.";
			case "duration" -> "Use Duration or Period, or correct the format.";
			case "uuid" -> "Use UUID, or correct the format.";
			case "byte" -> "Use byte[], or correct the format.";
			case "uri", "uri-reference", "iri", "iri-reference" -> "Use URI, or correct the format.";
			default -> "Use String, or correct the format.";
		};
	}

	static String missingConstants(JavaPart<?> part) {
		return TextTypes.isText(part) ? "Add the constants." : "Add the constants, or name them with @JsonProperty.";
	}

	static String foreignConstants(JavaPart<?> part) {
		return TextTypes.isText(part) ? "Remove or rename the constants, or add the values to the contract."
				: "Remove the constants, or name them with @JsonProperty as the contract does.";
	}

}
