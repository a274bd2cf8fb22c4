package io.github.asyncapikafka.inspection.type.mapper;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.github.asyncapikafka.inspection.type.schema.JsonType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.ClassUtil;

/**
 * Types that plain text is read as and written from, without JSON: enums by the names of
 * their constants, the rest as its own class parses it.
 */
public final class TextTypes {

	private static final Map<Class<?>, Function<String, ?>> PARSERS = Map.of(UUID.class, UUID::fromString, int.class,
			Integer::valueOf, Integer.class, Integer::valueOf, long.class, Long::valueOf, Long.class, Long::valueOf,
			double.class, Double::valueOf, Double.class, Double::valueOf, BigDecimal.class, BigDecimal::new);

	/** What only headers are read as, and how deserializers class the types. */
	private static final Map<Class<?>, LogicalType> OF_HEADERS = Map.ofEntries(
			Map.entry(Boolean.class, LogicalType.Boolean), Map.entry(Byte.class, LogicalType.Integer),
			Map.entry(Short.class, LogicalType.Integer), Map.entry(BigInteger.class, LogicalType.Integer),
			Map.entry(Float.class, LogicalType.Float), Map.entry(LocalDate.class, LogicalType.DateTime),
			Map.entry(LocalTime.class, LogicalType.DateTime), Map.entry(LocalDateTime.class, LogicalType.DateTime),
			Map.entry(OffsetTime.class, LogicalType.DateTime), Map.entry(OffsetDateTime.class, LogicalType.DateTime),
			Map.entry(ZonedDateTime.class, LogicalType.DateTime), Map.entry(Instant.class, LogicalType.DateTime),
			Map.entry(Date.class, LogicalType.DateTime), Map.entry(Duration.class, LogicalType.DateTime),
			Map.entry(Period.class, LogicalType.DateTime));

	private TextTypes() {
	}

	/**
	 * Return a type as it is read from text, or {@code null} if it takes any text or it
	 * is not known what it takes.
	 * @param type the type
	 * @param headers how headers are read, or {@code null} if that is not known
	 */
	public static @Nullable JavaPart<ValueDeserializer<?>> read(JavaType type, @Nullable TextReader headers) {
		Function<String, ? extends @Nullable Object> parser = type.isEnumType() ? (text) -> constant(type, text)
				: PARSERS.get(type.getRawClass());
		if (parser == null && headers != null && OF_HEADERS.containsKey(boxed(type))) {
			parser = (text) -> headers.read(text, type.getRawClass());
		}
		return (parser != null) ? new JavaPart<>(type, new TextDeserializer(type, parser), null, JavaPart.name(type))
				: null;
	}

	/**
	 * Return a type as it is written as text.
	 * @param type the type
	 * @param wanted what the text is to be: a string, or what looks like something else
	 */
	public static JavaPart<ValueSerializer<?>> written(JavaType type, JsonType wanted) {
		return new JavaPart<>(type, new TextSerializer(wanted == JsonType.STRING), null, JavaPart.name(type));
	}

	/**
	 * Return whether a type is read or written as text, so that annotations for JSON do
	 * not count.
	 */
	public static boolean isText(JavaPart<?> part) {
		return part.handler() instanceof TextDeserializer || part.handler() instanceof TextSerializer;
	}

	private static Class<?> boxed(JavaType type) {
		Class<?> raw = type.getRawClass();
		return raw.isPrimitive() ? ClassUtil.wrapperType(raw) : raw;
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

		private final Function<String, ? extends @Nullable Object> parser;

		TextDeserializer(JavaType type, Function<String, ? extends @Nullable Object> parser) {
			this.type = type;
			this.parser = parser;
		}

		@Override
		public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
			return this.parser.apply(json.getString());
		}

		@Override
		public LogicalType logicalType() {
			Class<?> raw = this.type.getRawClass();
			LogicalType ofHeader = OF_HEADERS.get(boxed(this.type));
			if (ofHeader != null) {
				return ofHeader;
			}
			if (raw == UUID.class) {
				return LogicalType.OtherScalar;
			}
			return this.type.isEnumType() ? LogicalType.Enum
					: (raw.getSimpleName().toLowerCase(Locale.ROOT).matches("int|integer|long") ? LogicalType.Integer
							: LogicalType.Float);
		}

	}

	private static final class TextSerializer extends ValueSerializer<Object> {

		private final boolean string;

		TextSerializer(boolean string) {
			this.string = string;
		}

		@Override
		public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
			if (!this.string && value instanceof Number number) {
				generator.writeNumber(number.toString());
			}
			else if (!this.string && value instanceof Boolean bool) {
				generator.writeBoolean(bool);
			}
			else {
				generator.writeString((value instanceof Enum<?> constant) ? constant.name() : value.toString());
			}
		}

	}

}
