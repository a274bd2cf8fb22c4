package io.github.asyncapikafka.kafka.producer;

import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.messaging.MessageHeaders;
import org.springframework.util.MimeType;

/**
 * Writes header values as text, without the type headers of Spring Kafka's mappers.
 */
final class RecordHeaderValues {

	private static final Set<String> FRAMEWORK_HEADERS = Set.of(MessageHeaders.ID, MessageHeaders.TIMESTAMP,
			MessageHeaders.REPLY_CHANNEL, MessageHeaders.ERROR_CHANNEL, "spring_json_header_types", "__TypeId__",
			"__KeyTypeId__", "__ContentTypeId__", "__KeyContentTypeId__");

	private RecordHeaderValues() {
	}

	/**
	 * Return whether a header of a {@link org.springframework.messaging.Message} is sent.
	 */
	static boolean isSent(String name) {
		return !FRAMEWORK_HEADERS.contains(name) && !name.startsWith("kafka_")
				&& !name.startsWith("springDeserializerException");
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
		boolean text = value instanceof CharSequence || value instanceof Number || value instanceof Boolean
				|| value instanceof UUID || value instanceof TemporalAccessor || value instanceof MimeType;
		if (!text) {
			throw new IllegalArgumentException("The " + what + " '" + name + "' cannot be sent as text: its value is a "
					+ value.getClass().getName());
		}
		return value.toString();
	}

}
