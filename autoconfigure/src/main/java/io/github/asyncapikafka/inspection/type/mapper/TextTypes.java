package io.github.asyncapikafka.inspection.type.mapper;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Types that plain text is read as and written from, without JSON: enums by the names of
 * their constants, the rest as its own class parses it.
 */
public final class TextTypes {

	private static final Map<Class<?>, Function<String, ?>> PARSERS = Map.of(UUID.class, UUID::fromString, int.class,
			Integer::valueOf, Integer.class, Integer::valueOf, long.class, Long::valueOf, Long.class, Long::valueOf,
			double.class, Double::valueOf, Double.class, Double::valueOf, BigDecimal.class, BigDecimal::new);

	private TextTypes() {
	}

	/**
	 * Return a type as it is read from text, or {@code null} if it takes any text or it
	 * is not known what it takes.
	 */
	public static @Nullable JavaPart<ValueDeserializer<?>> read(JavaType type) {
		Function<String, ?> parser = type.isEnumType() ? (text) -> constant(type, text)
				: PARSERS.get(type.getRawClass());
		return (parser != null) ? new JavaPart<>(type, new TextDeserializer(type, parser), null, JavaPart.name(type))
				: null;
	}

	/**
	 * Return a type as it is written as text.
	 */
	public static JavaPart<ValueSerializer<?>> written(JavaType type) {
		return new JavaPart<>(type, new TextSerializer(), null, JavaPart.name(type));
	}

	/**
	 * Return whether a type is read or written as text, so that annotations for JSON do
	 * not count.
	 */
	public static boolean isText(JavaPart<?> part) {
		return part.handler() instanceof TextDeserializer || part.handler() instanceof TextSerializer;
	}

	private static Object constant(JavaType type, String text) {
		for (Object constant : WritingSamples.constants(type)) {
			if (((Enum<?>) constant).name().equals(text)) {
				return constant;
			}
		}
		throw new IllegalArgumentException("No constant");
	}

	private static final class TextDeserializer extends ValueDeserializer<Object> {

		private final JavaType type;

		private final Function<String, ?> parser;

		TextDeserializer(JavaType type, Function<String, ?> parser) {
			this.type = type;
			this.parser = parser;
		}

		@Override
		public Object deserialize(JsonParser json, DeserializationContext context) {
			return this.parser.apply(json.getString());
		}

		@Override
		public LogicalType logicalType() {
			Class<?> raw = this.type.getRawClass();
			if (raw == UUID.class) {
				return LogicalType.OtherScalar;
			}
			return this.type.isEnumType() ? LogicalType.Enum
					: (raw.getSimpleName().toLowerCase(Locale.ROOT).matches("int|integer|long") ? LogicalType.Integer
							: LogicalType.Float);
		}

	}

	private static final class TextSerializer extends ValueSerializer<Object> {

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			generator.writeString((value instanceof Enum<?> constant) ? constant.name() : value.toString());
		}

	}

}
