package io.github.asyncapikafka.binding.format;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.binding.setting.ContractSettings.KeyEncoding;
import io.github.asyncapikafka.binding.setting.ContractSettings.MessageSettings;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Decides how keys become bytes (Kafka binding: {@code key} of a message).
 */
public final class KeyFormats {

	private KeyFormats() {
	}

	/**
	 * Return how the key of a message becomes bytes.
	 * @param message the message
	 * @param settings what configuration says about the message
	 * @param property what its properties begin with
	 * @param problems where everything is added that prevents its use
	 * @return the choice
	 */
	public static Value<SerdeChoice> resolve(Message message, MessageSettings settings, String property,
			Problems problems) {
		if (settings.keySerde() != null && settings.keyEncoding() != null) {
			problems.add(message.location(), "The properties '" + property + ".key-serde' and '" + property
					+ ".key-encoding' contradict each other.", "Remove one of them.");
		}
		if (settings.keySerde() != null) {
			return new Value<>(new SerdeChoice(SerdeFormat.BEAN, settings.keySerde()),
					Source.property(property + ".key-serde"));
		}
		Schema key = (message.kafka() != null) ? message.kafka().key() : null;
		if (key == null) {
			return encoded(settings.keyEncoding(),
					new Value<>(new SerdeChoice(SerdeFormat.SPRING), Source.byDefault("spring.kafka")), property);
		}
		SerdeFormat format = key.isAvro() ? null : format(key);
		if (settings.passThrough() && (format == null || key.elsewhere() != null)) {
			return new Value<>(new SerdeChoice(SerdeFormat.PASS_THROUGH), Source.property(property + ".pass-through"));
		}
		if (format == null && settings.keyEncoding() != null && !key.isAvro()) {
			return new Value<>(
					new SerdeChoice(
							(settings.keyEncoding() == KeyEncoding.TEXT) ? SerdeFormat.TEXT : SerdeFormat.BINARY),
					Source.property(property + ".key-encoding"));
		}
		if (format == null) {
			problems.add(unknown(message, key, property));
			format = SerdeFormat.BINARY;
		}
		return encoded(settings.keyEncoding(), new Value<>(new SerdeChoice(format), Source.document(key.location())),
				property);
	}

	private static Problem unknown(Message message, Schema key, String property) {
		return new Problem(key.location(),
				"The key of the message " + Printable.quote(message.id())
						+ (key.isAvro() ? " has an Avro schema, for which there is no serializer here."
								: " has a schema of an unknown type."),
				"Set '" + property + ".key-serde' to the name of a Serde bean, or '" + property
						+ ".pass-through' to 'true' to take the bytes as they are"
						+ (key.isAvro() ? "." : ", or '" + property + ".key-encoding' to 'text'."));
	}

	/**
	 * Let configuration say what the binding cannot: whether a number is text, and
	 * whether a key has a form at all. JSON is text.
	 */
	private static Value<SerdeChoice> encoded(@Nullable KeyEncoding encoding, Value<SerdeChoice> key, String property) {
		SerdeFormat format = key.value().format();
		SerdeFormat wanted = format;
		if (encoding == KeyEncoding.TEXT && format != SerdeFormat.JSON) {
			wanted = SerdeFormat.TEXT;
		}
		else if (encoding == KeyEncoding.BINARY) {
			wanted = SerdeFormat.BINARY;
		}
		return (wanted == format) ? key
				: new Value<>(new SerdeChoice(wanted), Source.property(property + ".key-encoding"));
	}

	private static @Nullable SerdeFormat format(Schema key) {
		Object type = key.get("type");
		Object format = key.get("format");
		if (type == null) {
			return implied(key);
		}
		if (type instanceof List<?> types) {
			List<?> others = types.stream().filter((entry) -> !"null".equals(entry)).toList();
			type = (others.size() == 1) ? others.get(0) : null;
		}
		return switch (String.valueOf(type)) {
			case "string" -> "binary".equals(format) ? SerdeFormat.BINARY : SerdeFormat.TEXT;
			case "integer" -> "int32".equals(format) ? SerdeFormat.INT32 : SerdeFormat.INT64;
			case "number" -> "float".equals(format) ? SerdeFormat.FLOAT : SerdeFormat.DOUBLE;
			case "boolean" -> SerdeFormat.BOOLEAN;
			case "object", "array" -> SerdeFormat.JSON;
			default -> null;
		};
	}

	private static @Nullable SerdeFormat implied(Schema key) {
		if (key.has("properties") || key.has("required") || key.has("items")) {
			return SerdeFormat.JSON;
		}
		boolean text = isText(key.get("enum")) || isText(key.get("const")) || key.has("pattern") || key.has("minLength")
				|| key.has("maxLength") || (key.has("format") && !key.has("enum") && !key.has("const"));
		boolean anything = Boolean.TRUE.equals(key.definition())
				|| (key.definition() instanceof Map<?, ?> members && members.keySet()
					.stream()
					.allMatch((name) -> Set.of("description", "examples", "title").contains(name)));
		return (text || anything) ? SerdeFormat.TEXT : null;
	}

	private static boolean isText(@Nullable Object value) {
		return value instanceof String || (value instanceof List<?> values
				&& values.stream().allMatch((entry) -> entry == null || entry instanceof String));
	}

}
