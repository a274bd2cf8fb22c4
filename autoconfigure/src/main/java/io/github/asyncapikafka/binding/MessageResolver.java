package io.github.asyncapikafka.binding;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.ContractSettings.KeyEncoding;
import io.github.asyncapikafka.binding.ContractSettings.MessageSettings;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Decides how keys and payloads become bytes.
 */
final class MessageResolver {

	private static final String AVRO = "avro";

	private static final String PROTOBUF = "protobuf";

	/** The formats whose bytes nobody checks here. */
	private static final Set<SerdeFormat> OPAQUE = Set.of(SerdeFormat.SPRING, SerdeFormat.BEAN);

	private final @Nullable Located<String> defaultContentType;

	private final Map<String, String> spring;

	private final Set<String> ids;

	private final Map<String, MessageSettings> settings;

	private final RegistryRule registry;

	MessageResolver(AsyncApi asyncApi, ContractSettings settings, Problems configuration) {
		this.defaultContentType = asyncApi.defaultContentType();
		this.spring = settings.spring();
		this.ids = ids(asyncApi);
		this.registry = new RegistryRule(asyncApi.servers());
		this.settings = PropertyKeys.byId("messages", settings.messages(), this.ids, configuration);
	}

	/**
	 * Return the ids by which configuration can name messages: the key in the channel, or
	 * {@code channel/id} where the key means different messages. The name of a message is
	 * taken where only one has it, and no other has it as id.
	 */
	private static Set<String> ids(AsyncApi asyncApi) {
		Map<String, Set<Location>> places = new LinkedHashMap<>();
		Set<String> qualified = new LinkedHashSet<>();
		for (Channel channel : asyncApi.channels().values()) {
			channel.messages().values().forEach((message) -> {
				places.computeIfAbsent(message.id(), (id) -> new LinkedHashSet<>()).add(message.location());
				qualified.add(channel.id() + "/" + message.id());
			});
		}
		Set<String> ids = new LinkedHashSet<>();
		places.forEach((id, locations) -> {
			if (locations.size() == 1) {
				ids.add(id);
			}
		});
		ids.addAll(qualified);
		names(asyncApi).forEach((name, locations) -> {
			if (locations.size() == 1 && !places.containsKey(name)) {
				ids.add(name);
			}
		});
		return ids;
	}

	private static Map<String, Set<Location>> names(AsyncApi asyncApi) {
		Map<String, Set<Location>> names = new LinkedHashMap<>();
		asyncApi.channels().values().forEach((channel) -> channel.messages().values().forEach((message) -> {
			if (message.name() != null) {
				names.computeIfAbsent(message.name(), (name) -> new LinkedHashSet<>()).add(message.location());
			}
		}));
		return names;
	}

	/**
	 * Return by what configuration names a message: what it has settings for, or else the
	 * shortest id.
	 */
	private String settingsId(Channel channel, Message message) {
		String qualified = channel.id() + "/" + message.id();
		String id = this.ids.contains(message.id()) ? message.id() : qualified;
		String name = (message.name() != null && this.ids.contains(message.name())) ? message.name() : id;
		return Stream.of(qualified, id, name).filter(this.settings::containsKey).findFirst().orElse(id);
	}

	KafkaMessage resolve(Channel channel, Message message, Action action, Enforcement enforcement) {
		String id = settingsId(channel, message);
		MessageSettings own = this.settings.getOrDefault(id, MessageSettings.NONE);
		String property = PropertyKeys.PREFIX + "messages." + PropertyKeys.segment(id);
		Problems problems = new Problems();
		this.registry.check(channel, message, problems);
		Value<SerdeChoice> payload = (own.serde() != null)
				? new Value<>(new SerdeChoice(SerdeFormat.BEAN, own.serde()), Source.property(property + ".serde"))
				: payload(message, action, property, problems);
		Value<SerdeChoice> key = (own.keySerde() != null)
				? new Value<>(new SerdeChoice(SerdeFormat.BEAN, own.keySerde()),
						Source.property(property + ".key-serde"))
				: encoded(own.keyEncoding(), key(message, property, problems), property);
		if (enforcement != Enforcement.OFF && payload != null && !OPAQUE.contains(payload.value().format())) {
			missing(message, "payload", message.payload(), problems);
		}
		Schema keySchema = (message.kafka() != null) ? message.kafka().key() : null;
		if (key.value().format() != SerdeFormat.BEAN && (enforcement != Enforcement.OFF || own.keyEncoding() == null)) {
			missing(message, "key", keySchema, problems);
		}
		return new KafkaMessage(message, key, payload, problems.toList());
	}

	/**
	 * Report a schema that is needed although it is not fetched.
	 */
	private static void missing(Message message, String part, @Nullable Schema schema, Problems problems) {
		Located<String> elsewhere = (schema != null) ? schema.elsewhere() : null;
		if (elsewhere != null) {
			problems.add(elsewhere.location(),
					"The schema of the " + part + " of the message " + Printable.quote(message.id())
							+ " is not fetched: " + Printable.quote(elsewhere.value()) + ".",
					"Serve its address from local files with 'asyncapi-kafka.references.mappings', or name its host in "
							+ "'asyncapi-kafka.references.allowed-hosts'.");
		}
	}

	private @Nullable Value<SerdeChoice> payload(Message message, Action action, String property, Problems problems) {
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
		String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
		if (isBinaryFormat(mediaType)) {
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

	private Value<SerdeChoice> key(Message message, String property, Problems problems) {
		Schema key = (message.kafka() != null) ? message.kafka().key() : null;
		if (key == null) {
			return new Value<>(new SerdeChoice(SerdeFormat.SPRING), Source.byDefault("spring.kafka"));
		}
		SerdeFormat format = keyFormat(key);
		if (format == null) {
			problems.add(key.location(),
					"The key of the message " + Printable.quote(message.id()) + " has a schema of an unknown type.",
					"Set '" + property + ".key-serde' to the name of a Serde bean.");
			format = SerdeFormat.BINARY;
		}
		return new Value<>(new SerdeChoice(format), Source.document(key.location()));
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

	private static @Nullable SerdeFormat keyFormat(Schema key) {
		Object type = key.get("type");
		Object format = key.get("format");
		if (type == null) {
			return impliedKeyFormat(key);
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

	private static @Nullable SerdeFormat impliedKeyFormat(Schema key) {
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

	private static Problem unsupported(Message message, String what, Located<String> stated, String property) {
		return new Problem(stated.location(),
				"The " + what + " " + Printable.quote(stated.value()) + " of the message "
						+ Printable.quote(message.id()) + " has no serializer here.",
				"Set '" + property + ".serde' to the name of a Serde bean.");
	}

}
