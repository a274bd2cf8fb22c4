package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Plain text in UTF-8.
 */
final class TextFormat {

	private static final Map<Type, Function<String, Object>> NUMBERS = Map.of(int.class, Integer::valueOf,
			Integer.class, Integer::valueOf, long.class, Long::valueOf, Long.class, Long::valueOf, double.class,
			TextFormat::finite, Double.class, TextFormat::finite, BigDecimal.class, BigDecimal::new);

	private TextFormat() {
	}

	static byte @Nullable [] write(@Nullable Object data) {
		if (data == null || data instanceof byte[]) {
			return (byte[]) data;
		}
		if (data instanceof Number number) {
			return utf8(NumberText.of(number));
		}
		if (data instanceof CharSequence || data instanceof Boolean || data instanceof UUID) {
			return utf8(data.toString());
		}
		if (data instanceof Enum<?> constant) {
			return constant.name().getBytes(StandardCharsets.UTF_8);
		}
		throw new SerializationException(data.getClass().getName() + " cannot be written as text");
	}

	/**
	 * Return text in UTF-8.
	 * @throws SerializationException if it has half a character: Java would write a
	 * question mark
	 */
	static byte[] utf8(String text) {
		if (text.codePoints().anyMatch(TextFormat::isHalf)) {
			throw new SerializationException("The text has half of a surrogate pair, which UTF-8 cannot write");
		}
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isHalf(int codePoint) {
		return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
	}

	static Function<byte[], Object> reader(Type type) {
		if (type == byte[].class) {
			return (data) -> data;
		}
		if (type == UUID.class) {
			return (data) -> uuid(text(data));
		}
		if (type instanceof Class<?> enumType && enumType.isEnum()) {
			Map<String, Object> constants = Arrays.stream(enumType.getEnumConstants())
				.collect(Collectors.toMap((constant) -> ((Enum<?>) constant).name(), Function.identity()));
			return (data) -> Optional.ofNullable(constants.get(text(data)))
				.orElseThrow(() -> new SerializationException("The text is no constant of " + enumType.getName()));
		}
		Function<String, Object> number = NUMBERS.get(type);
		if (number != null) {
			return (data) -> number(text(data), number);
		}
		if (type instanceof Class<?> textType && textType.isAssignableFrom(String.class)) {
			return TextFormat::text;
		}
		throw new IllegalArgumentException("text cannot be read as " + type.getTypeName());
	}

	private static Object number(String text, Function<String, Object> number) {
		try {
			return number.apply(text);
		}
		catch (NumberFormatException ex) {
			throw new SerializationException("The text is no number of this type", ex);
		}
	}

	/**
	 * Return a number that a {@code double} can hold. It would become infinite otherwise.
	 */
	private static Double finite(String text) {
		Double number = Double.valueOf(text);
		if (number.isInfinite()) {
			throw new NumberFormatException("The number is too large");
		}
		return number;
	}

	private static UUID uuid(String text) {
		try {
			return UUID.fromString(text);
		}
		catch (IllegalArgumentException ex) {
			throw new SerializationException("The text is no UUID", ex);
		}
	}

	private static String text(byte[] data) {
		return new String(data, StandardCharsets.UTF_8);
	}

}
