package io.github.asyncapikafka.binding;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.binding.ContractSettings.KeyEncoding;
import io.github.asyncapikafka.binding.ContractSettings.MessageSettings;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Decides how keys become bytes (Kafka binding: {@code key} of a message).
 */
final class KeyFormats {

	private KeyFormats() {
	}

	static Value<SerdeChoice> resolve(Message message, MessageSettings settings, String property, Problems problems) {
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
		if (format == null) {
			problems.add(key.location(),
					"The key of the message " + Printable.quote(message.id())
							+ (key.isAvro() ? " has an Avro schema, for which there is no serializer here."
									: " has a schema of an unknown type."),
					"Set '" + property + ".key-serde' to the name of a Serde bean, or '" + property
							+ ".pass-through' to 'true' to take the bytes as they are.");
			format = SerdeFormat.BINARY;
		}
		return encoded(settings.keyEncoding(), new Value<>(new SerdeChoice(format), Source.document(key.location())),
				property);
	}

	/**
	 * Let configuration say what the binding cannot: whether a number is text, and
	 * whether a string is text at all.
	 */
	private static Value<SerdeChoice> encoded(@Nullable KeyEncoding encoding, Value<SerdeChoice> key, String property) {
		SerdeFormat format = key.value().format();
		SerdeFormat wanted = format;
		if (encoding == KeyEncoding.TEXT && format != SerdeFormat.JSON) {
			wanted = SerdeFormat.TEXT;
		}
		else if (encoding == KeyEncoding.BINARY && (format == SerdeFormat.TEXT || format == SerdeFormat.SPRING)) {
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
		boolean text = key.has("enum") || key.has("const") || key.has("pattern") || key.has("format")
				|| key.has("minLength") || key.has("maxLength");
		boolean anything = Boolean.TRUE.equals(key.definition())
				|| (key.definition() instanceof Map<?, ?> members && members.keySet()
					.stream()
					.allMatch((name) -> Set.of("description", "examples", "title").contains(name)));
		return (text || anything) ? SerdeFormat.TEXT : null;
	}

}
