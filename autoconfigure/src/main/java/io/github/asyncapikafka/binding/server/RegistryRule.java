package io.github.asyncapikafka.binding.server;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.KafkaMessageBinding;
import io.github.asyncapikafka.model.KafkaServerBinding;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Server;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages that need a schema registry of which nobody tells the address (Kafka
 * binding: {@code schemaRegistryVendor}, {@code schemaId...} and
 * {@code schemaLookupStrategy} need a {@code schemaRegistryUrl}).
 */
public final class RegistryRule {

	private static final String REMEDY = "Add 'schemaRegistryUrl' to the Kafka binding of the server.";

	private final ChannelServers servers;

	/**
	 * Create an instance.
	 * @param servers the servers of the document by name
	 */
	public RegistryRule(Map<String, Server> servers) {
		this.servers = new ChannelServers(servers);
	}

	/**
	 * Report what of a message needs a registry.
	 * @param channel the channel of the message
	 * @param message the message
	 * @param problems where everything is added that needs one
	 */
	public void check(Channel channel, Message message, Problems problems) {
		List<Server> kafka = this.servers.kafka(channel);
		List<KafkaServerBinding> bindings = kafka.stream().map(Server::kafka).filter(Objects::nonNull).toList();
		if (kafka.isEmpty() || bindings.stream().anyMatch((binding) -> binding.schemaRegistryUrl() != null)) {
			return;
		}
		bindings.stream()
			.map(KafkaServerBinding::schemaRegistryVendor)
			.filter(Objects::nonNull)
			.forEach((vendor) -> problems.add(vendor.location(),
					"The schema registry of the vendor " + Printable.quote(vendor.value()) + " has no address.",
					REMEDY));
		KafkaMessageBinding binding = message.kafka();
		if (binding != null) {
			check(message, "schemaIdLocation", binding.schemaIdLocation(), problems);
			check(message, "schemaIdPayloadEncoding", binding.schemaIdPayloadEncoding(), problems);
			check(message, "schemaLookupStrategy", binding.schemaLookupStrategy(), problems);
		}
	}

	private static void check(Message message, String name, @Nullable Located<String> stated, Problems problems) {
		if (stated != null) {
			problems.add(stated.location(), "The message " + Printable.quote(message.id()) + " states '" + name
					+ "', but no server of its channel has a schema registry.", REMEDY);
		}
	}

}
