package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
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

	private TextFormat() {
	}

	static byte @Nullable [] write(@Nullable Object data) {
		if (data == null || data instanceof byte[]) {
			return (byte[]) data;
		}
		if (data instanceof CharSequence || data instanceof Number || data instanceof Boolean || data instanceof UUID) {
			return data.toString().getBytes(StandardCharsets.UTF_8);
		}
		if (data instanceof Enum<?> constant) {
			return constant.name().getBytes(StandardCharsets.UTF_8);
		}
		throw new SerializationException(data.getClass().getName() + " cannot be written as text");
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
		if (type instanceof Class<?> textType && textType.isAssignableFrom(String.class)) {
			return TextFormat::text;
		}
		throw new IllegalArgumentException("text cannot be read as " + type.getTypeName());
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
