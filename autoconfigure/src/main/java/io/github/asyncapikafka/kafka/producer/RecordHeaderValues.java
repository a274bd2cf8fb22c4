package io.github.asyncapikafka.kafka.producer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import io.github.asyncapikafka.kafka.header.StatedHeaders;
import io.github.asyncapikafka.serde.NumberText;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessageHeaders;
import org.springframework.util.MimeType;

/**
 * Writes header values as text, without the type headers of Spring Kafka's mappers.
 */
final class RecordHeaderValues {

	/** Headers that every message has, or that are no values. */
	private static final Set<String> MESSAGE_HEADERS = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP,
			MessageHeaders.REPLY_CHANNEL, MessageHeaders.ERROR_CHANNEL);

	private static final Set<String> FRAMEWORK_HEADERS = Set.of("spring_json_header_types", "__TypeId__",
			"__KeyTypeId__", "__ContentTypeId__", "__KeyContentTypeId__");

	/**
	 * How times are written whose {@code toString()} leaves out zero seconds, or is not
	 * what RFC 3339 knows.
	 */
	private static final Map<Class<?>, Function<TemporalAccessor, String>> TEMPORAL = Map.of(OffsetDateTime.class,
			DateTimeFormatter.ISO_OFFSET_DATE_TIME::format, ZonedDateTime.class,
			DateTimeFormatter.ISO_OFFSET_DATE_TIME::format, LocalDateTime.class,
			DateTimeFormatter.ISO_LOCAL_DATE_TIME::format, OffsetTime.class, DateTimeFormatter.ISO_OFFSET_TIME::format,
			LocalTime.class, DateTimeFormatter.ISO_LOCAL_TIME::format);

	private RecordHeaderValues() {
	}

	/**
	 * Return whether a header of a {@link org.springframework.messaging.Message} is sent:
	 * those of the framework only if the contract states them.
	 */
	static boolean isSent(String name, StatedHeaders stated) {
		boolean ofFramework = FRAMEWORK_HEADERS.contains(name) || name.startsWith("kafka_")
				|| name.startsWith("springDeserializerException");
		return !MESSAGE_HEADERS.contains(name) && (!ofFramework || stated.states(name));
	}

	static byte @Nullable [] write(String name, @Nullable Object value) {
		if (value == null || value instanceof byte[]) {
			return (byte[]) value;
		}
		return text("header", name, value).getBytes(StandardCharsets.UTF_8);
	}

	static @Nullable String read(byte @Nullable [] value) {
		return (value != null) ? new String(value, StandardCharsets.UTF_8) : null;
	}

	/**
	 * Return a value as text.
	 * @param what what it is a value of
	 * @param name the name of that
	 * @throws IllegalArgumentException if it has no text form that everybody expects
	 */
	static String text(String what, String name, Object value) {
		if (value instanceof Enum<?> constant) {
			return constant.name();
		}
		if (value instanceof TemporalAccessor temporal) {
			return TEMPORAL.getOrDefault(value.getClass(), Object::toString).apply(temporal);
		}
		if (value instanceof Number number) {
			return NumberText.of(number);
		}
		boolean text = value instanceof CharSequence || value instanceof Boolean || value instanceof UUID
				|| value instanceof TemporalAmount || value instanceof URI || value instanceof MimeType;
		if (!text) {
			throw new IllegalArgumentException("The " + what + " '" + name + "' cannot be sent as text: its value is a "
					+ value.getClass().getName());
		}
		return value.toString();
	}

}
