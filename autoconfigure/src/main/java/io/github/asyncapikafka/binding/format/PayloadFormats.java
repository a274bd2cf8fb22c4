package io.github.asyncapikafka.binding.format;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.setting.ContractSettings.MessageSettings;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * Decides how payloads become bytes (Message Object: {@code contentType}; Multi Format
 * Schema Object: {@code schemaFormat}).
 */
public final class PayloadFormats {

	private static final String AVRO = "avro";

	private static final String PROTOBUF = "protobuf";

	/** Encodings that are UTF-8, or a part of it. */
	private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");

	private final @Nullable Located<String> defaultContentType;

	private final Map<String, String> spring;

	/**
	 * Create an instance.
	 * @param defaultContentType the content type of messages that state none, or
	 * {@code null}
	 * @param spring the {@code spring.*} properties that are set explicitly, by key
	 */
	public PayloadFormats(@Nullable Located<String> defaultContentType, Map<String, String> spring) {
		this.defaultContentType = defaultContentType;
		this.spring = spring;
	}

	/**
	 * Return how the payload of a message becomes bytes.
	 * @param message the message
	 * @param action what this application does with it
	 * @param own what configuration says about the message
	 * @param property what its properties begin with
	 * @param problems where everything is added that prevents its use
	 * @return the choice, or {@code null} if there is a problem
	 */
	public @Nullable Value<SerdeChoice> resolve(Message message, Action action, MessageSettings own, String property,
			Problems problems) {
		if (own.serde() != null && own.passThrough()) {
			problems.add(message.location(), "The properties '" + property + ".serde' and '" + property
					+ ".pass-through' contradict each other.", "Remove one of them.");
		}
		if (own.serde() != null) {
			return new Value<>(new SerdeChoice(SerdeFormat.BEAN, own.serde()), Source.property(property + ".serde"));
		}
		return own.passThrough()
				? new Value<>(new SerdeChoice(SerdeFormat.PASS_THROUGH), Source.property(property + ".pass-through"))
				: stated(message, action, property, problems);
	}

	private @Nullable Value<SerdeChoice> stated(Message message, Action action, String property, Problems problems) {
		Located<String> format = (message.payload() != null) ? message.payload().format() : null;
		if (format != null && isBinaryFormat(format.value())) {
			problems.add(unsupported(message, "schema format", format, property));
			return null;
		}
		Located<String> contentType = (message.contentType() != null) ? message.contentType() : this.defaultContentType;
		if (contentType == null) {
			return undeclared(message, action);
		}
		SerdeFormat serde = ofContentType(contentType.value());
		if (serde == null) {
			problems.add(unsupported(message, "content type", contentType, property));
			return null;
		}
		return new Value<>(new SerdeChoice(serde), Source.document(contentType.location()));
	}

	private Value<SerdeChoice> undeclared(Message message, Action action) {
		String explicit = (action == Action.RECEIVE) ? "spring.kafka.consumer.value-deserializer"
				: "spring.kafka.producer.value-serializer";
		if (this.spring.containsKey(explicit)) {
			return new Value<>(new SerdeChoice(SerdeFormat.SPRING), Source.property(explicit));
		}
		return new Value<>(new SerdeChoice(SerdeFormat.JSON),
				Source.byDefault("no content type in " + message.location()));
	}

	private static boolean isBinaryFormat(String schemaFormat) {
		String format = schemaFormat.toLowerCase(Locale.ROOT);
		return format.contains(AVRO) || format.contains(PROTOBUF);
	}

	/**
	 * Return the format of a media type (RFC 9110, section 8.3.1).
	 */
	private static @Nullable SerdeFormat ofContentType(String contentType) {
		String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
		String mediaType = parts[0].strip();
		if (isBinaryFormat(mediaType) || !Stream.of(parts).skip(1).allMatch(PayloadFormats::isUtf8)) {
			return null;
		}
		if (mediaType.equals("application/json") || mediaType.equals("text/json") || mediaType.endsWith("+json")) {
			return SerdeFormat.JSON;
		}
		if (mediaType.startsWith("text/")) {
			return SerdeFormat.TEXT;
		}
		boolean binary = mediaType.equals("application/octet-stream") || mediaType.startsWith("image/")
				|| mediaType.startsWith("audio/") || mediaType.startsWith("video/");
		return binary ? SerdeFormat.BINARY : null;
	}

	/**
	 * Return whether a parameter of a media type states no other encoding than UTF-8.
	 */
	private static boolean isUtf8(String parameter) {
		String[] words = parameter.split("=", 2);
		return !words[0].strip().equals("charset") || words.length < 2
				|| UTF_8.contains(words[1].strip().replace("\"", ""));
	}

	private static Problem unsupported(Message message, String what, Located<String> stated, String property) {
		return new Problem(stated.location(),
				"The " + what + " " + Printable.quote(stated.value()) + " of the message "
						+ Printable.quote(message.id()) + " has no serializer here.",
				"Set '" + property + ".serde' to the name of a Serde bean, or '" + property
						+ ".pass-through' to 'true' to take the bytes as they are.");
	}

}
