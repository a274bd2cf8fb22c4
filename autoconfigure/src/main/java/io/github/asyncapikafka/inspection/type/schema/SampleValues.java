package io.github.asyncapikafka.inspection.type.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values that a schema of scalars allows, to see whether a type can hold them.
 */
public final class SampleValues {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final int MAX_LENGTH = 200;

	private static final int MAX_VALUES = 500;

	private static final List<Object> TEXT = List.of("text");

	/** What to try for each format; all of them are values of it. */
	private static final Map<String, List<Object>> FORMATS = Map.ofEntries(Map.entry("date", List.of("2024-02-29")),
			Map.entry("date-time",
					List.of("2024-02-29T12:30:45Z", "2024-02-29T12:30:45.123Z", "2024-02-29T12:30:45+02:00")),
			Map.entry("time", List.of("12:30:45Z", "12:30:45")),
			Map.entry("duration", List.of("PT1H30M", "P1D", "P1M")),
			Map.entry("uuid", List.of("1b4e28ba-2fa1-11d2-883f-0016d3cca427")),
			Map.entry("uri", List.of("https://example.com/a?b=c")), Map.entry("iri", List.of("https://example.com/a")),
			Map.entry("uri-reference", List.of("/a?b=c")), Map.entry("iri-reference", List.of("/a")),
			Map.entry("email", List.of("jo@example.com")), Map.entry("idn-email", List.of("jo@example.com")),
			Map.entry("hostname", List.of("example.com")), Map.entry("idn-hostname", List.of("example.com")),
			Map.entry("ipv4", List.of("192.0.2.1")), Map.entry("ipv6", List.of("2001:db8::1")),
			Map.entry("byte", List.of("dGV4dA==")), Map.entry("password", TEXT));

	private SampleValues() {
	}

	/**
	 * Return values of a schema of scalars, none if it is not known which are allowed.
	 */
	public static List<Object> of(SchemaNode node, JsonType type) {
		List<?> values = node.values();
		if (values != null) {
			return values.stream()
				.limit(MAX_VALUES)
				.filter((value) -> isOf(value, type))
				.map(Object.class::cast)
				.toList();
		}
		return switch (type) {
			case BOOLEAN -> List.of(true, false);
			case INTEGER -> integers(node);
			case NUMBER -> numbers(node);
			case STRING -> strings(node);
			default -> List.of();
		};
	}

	/**
	 * Return values of a schema of scalars, integers only if they are no 0 and no 1.
	 */
	public static List<Object> ofNoBoolean(SchemaNode node, JsonType type) {
		if (type != JsonType.INTEGER || node.values() != null) {
			return of(node, type);
		}
		NumberRange range = NumberRange.of(node, 1);
		return numbers(range, Stream.of(BigDecimal.valueOf(2), BigDecimal.ONE.negate(), range.max(), range.min())
			.filter((number) -> !BigDecimal.ONE.equals(number) && !BigDecimal.ZERO.equals(number)));
	}

	private static boolean isOf(@Nullable Object value, JsonType type) {
		if (value instanceof Number && NumberRange.number(value) == null) {
			return false;
		}
		JsonType actual = JsonType.ofValue(value);
		return actual == type || (actual == JsonType.INTEGER && type == JsonType.NUMBER);
	}

	private static List<Object> integers(SchemaNode node) {
		NumberRange range = NumberRange.of(node, 1);
		return numbers(range, Stream.of(BigDecimal.ONE, BigDecimal.ZERO, range.min(), range.max()));
	}

	private static List<Object> numbers(SchemaNode node) {
		NumberRange range = NumberRange.of(node, 0);
		BigDecimal half = new BigDecimal("0.5");
		return numbers(range,
				Stream.of(new BigDecimal("1.5"), half, (range.min() != null) ? range.min().add(half) : null,
						(range.max() != null) ? range.max().subtract(half) : null))
			.stream()
			.filter((number) -> ((BigDecimal) number).stripTrailingZeros().scale() > 0)
			.toList();
	}

	private static List<Object> numbers(NumberRange range, Stream<@Nullable BigDecimal> numbers) {
		return numbers.filter((number) -> number != null && range.contains(number))
			.map(Object.class::cast)
			.limit(1)
			.toList();
	}

	private static List<Object> strings(SchemaNode node) {
		String format = format(node);
		List<Object> candidates = (format != null) ? FORMATS.getOrDefault(format, List.of()) : TEXT;
		return candidates.stream()
			.map((candidate) -> (candidates == TEXT) ? fit(node, (String) candidate) : candidate)
			.filter((candidate) -> node.parts().stream().allMatch((part) -> allows(part, (String) candidate)))
			.toList();
	}

	/**
	 * Return the format of a string, or {@code null} if there is none.
	 */
	public static @Nullable String format(SchemaNode node) {
		if ("base64".equals(node.first("contentEncoding"))) {
			return "byte";
		}
		return (node.first("format") instanceof String format) ? format : null;
	}

	/**
	 * Return whether any one sample of a format will do: what a format allows is more
	 * than what documents mean by it.
	 */
	public static boolean isLoose(@Nullable String format) {
		return "time".equals(format) || "duration".equals(format);
	}

	private static String fit(SchemaNode node, String text) {
		int min = (node.first("minLength") instanceof Number number) ? number.intValue() : 0;
		int max = (node.first("maxLength") instanceof Number number) ? number.intValue() : MAX_LENGTH;
		String repeated = text.repeat(1 + Math.max(0, Math.min(min, MAX_LENGTH)) / text.length());
		int wanted = Math.max(text.length(), min);
		return repeated.substring(0, Math.max(0, Math.min(Math.min(wanted, max), repeated.length())));
	}

	private static boolean allows(SchemaPart part, String text) {
		boolean tooShort = part.get("minLength") instanceof Number min && text.length() < min.intValue();
		boolean tooLong = part.get("maxLength") instanceof Number max && text.length() > max.intValue();
		return !tooShort && !tooLong && !(part.get("pattern") instanceof String pattern
				&& !Boolean.TRUE.equals(Patterns.find(pattern, text)));
	}

	public static String toJson(Object value) {
		return (value instanceof BigDecimal number) ? number.toPlainString() : MAPPER.writeValueAsString(value);
	}

}
