package io.github.asyncapikafka.binding;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.format.KeyFormats;
import io.github.asyncapikafka.binding.format.PayloadFormats;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.server.RegistryRule;
import io.github.asyncapikafka.binding.setting.ContractSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.MessageSettings;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Decides how messages become bytes, by what configuration says under their ids.
 */
final class MessageResolver {

	private final Set<String> ids;

	private final Map<String, MessageSettings> settings;

	private final RegistryRule registry;

	private final PayloadFormats payloads;

	MessageResolver(AsyncApi asyncApi, ContractSettings settings, Problems configuration) {
		this.ids = ids(asyncApi);
		this.registry = new RegistryRule(asyncApi.servers());
		this.payloads = new PayloadFormats(asyncApi.defaultContentType(), settings.spring());
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
		Value<SerdeChoice> payload = this.payloads.resolve(message, action, own, property, problems);
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

}
