package io.github.asyncapikafka.binding;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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

	/** Encodings that are UTF-8, or a part of it. */
	private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");

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
		Value<SerdeChoice> payload = payload(message, action, own, property, problems);
		Value<SerdeChoice> key = KeyFormats.resolve(message, own, property, problems);
		if (enforcement != Enforcement.OFF && payload != null && !payload.value().format().isOpaque()) {
			missing(message, "payload", message.payload(), problems);
		}
		Schema keySchema = (message.kafka() != null) ? message.kafka().key() : null;
		boolean readable = !key.value().format().isOpaque() && !(keySchema != null && keySchema.isAvro());
		if (readable && (enforcement != Enforcement.OFF || own.keyEncoding() == null)) {
			missing(message, "key", keySchema, problems);
		}
		Value<String> type = (own.type() != null) ? new Value<>(own.type(), Source.property(property + ".type")) : null;
		return new KafkaMessage(message, key, payload, type, problems.toList());
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

	private @Nullable Value<SerdeChoice> payload(Message message, Action action, MessageSettings own, String property,
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
		if (isBinaryFormat(mediaType) || !Stream.of(parts).skip(1).allMatch(MessageResolver::isUtf8)) {
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
