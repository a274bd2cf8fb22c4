package io.github.asyncapikafka.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.binding.address.AddressResolver;
import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.binding.server.ChannelServers;
import io.github.asyncapikafka.binding.setting.ContractSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.ChannelSettings;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.binding.value.Placeholders;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.KafkaChannelBinding;
import io.github.asyncapikafka.model.KafkaNames;
import io.github.asyncapikafka.model.Located;
import org.jspecify.annotations.Nullable;

/**
 * Decides topic, partitions, replicas and configuration of each channel.
 */
final class ChannelResolver {

	private final ChannelServers servers;

	private final ContractSettings settings;

	private final Map<String, ChannelSettings> channelSettings;

	private final AddressResolver addresses;

	private final Problems configuration;

	ChannelResolver(AsyncApi asyncApi, ContractSettings settings, Problems configuration) {
		this.servers = new ChannelServers(asyncApi.servers());
		this.settings = settings;
		this.configuration = configuration;
		this.channelSettings = PropertyKeys.byId("channels", settings.channels(), asyncApi.channels().keySet(),
				configuration);
		List<String> names = asyncApi.channels()
			.values()
			.stream()
			.flatMap((channel) -> parameterNames(channel).stream())
			.distinct()
			.toList();
		this.addresses = new AddressResolver(settings.topicPrefix(),
				PropertyKeys.byId("parameters", settings.parameters(), names, configuration));
	}

	private static List<String> parameterNames(Channel channel) {
		return (channel.address() != null) ? Placeholders.names(channel.address().value()) : List.of();
	}

	KafkaChannel resolve(Channel channel) {
		ChannelSettings own = this.channelSettings.getOrDefault(channel.id(), ChannelSettings.NONE);
		String property = PropertyKeys.PREFIX + "channels." + PropertyKeys.segment(channel.id());
		Map<String, String> ownParameters = PropertyKeys.byId(
				"channels." + PropertyKeys.segment(channel.id()) + ".parameters", own.parameters(),
				parameterNames(channel), this.configuration);
		KafkaChannelBinding kafka = channel.kafka();
		Problems problems = new Problems();
		boolean stated = own.topic() != null || (kafka != null && kafka.topic() != null);
		KafkaAddress address = stated ? null : this.addresses.resolve(channel, ownParameters, property, problems);
		Value<String> topic = topic(channel, own, address, property, problems);
		boolean parameters = address != null && !address.parameters().isEmpty();
		boolean elsewhere = this.servers.isElsewhere(channel);
		if (elsewhere) {
			problems.add(channel.location(),
					"The channel " + Printable.quote(channel.id()) + " is on no Kafka server, only on "
							+ PropertyKeys.list(channel.servers()) + ".",
					"Add a Kafka server to its 'servers', or do not use it here.");
		}
		return new KafkaChannel(channel.id(), topic, parameters ? address : null, elsewhere,
				number(own.partitions(), property + ".partitions", (kafka != null) ? kafka.partitions() : null),
				number(own.replicas(), property + ".replicas", (kafka != null) ? kafka.replicas() : null),
				configuration(own, kafka, property),
				enforcement(own.enforcement().inbound(), this.settings.enforcement().inbound(), property, "inbound"),
				enforcement(own.enforcement().outbound(), this.settings.enforcement().outbound(), property, "outbound"),
				problems.toList(), channel.location());
	}

	private @Nullable Value<String> topic(Channel channel, ChannelSettings own, @Nullable KafkaAddress address,
			String property, Problems problems) {
		Value<String> topic;
		if (own.topic() != null) {
			topic = new Value<>(own.topic(), Source.property(property + ".topic"));
		}
		else if (channel.kafka() != null && channel.kafka().topic() != null) {
			Located<String> stated = channel.kafka().topic();
			topic = new Value<>(this.addresses.prefix() + stated.value(), prefixed(stated.location()));
		}
		else if (address == null || channel.address() == null) {
			problems.add(channel.location(), "The channel " + Printable.quote(channel.id()) + " has no address.",
					"Give it an 'address' or a Kafka binding with 'topic', or set '" + property + ".topic'.");
			return null;
		}
		else {
			topic = new Value<>(address.toString(), prefixed(channel.address().location()));
		}
		String sample = (address != null && !address.open().isEmpty()) ? address.sample() : null;
		if (!KafkaNames.isLegalTopic((sample != null) ? sample : topic.value())) {
			problems.add((topic.source().location() != null) ? topic.source().location() : channel.location(),
					"Kafka does not allow the topic name " + Printable.quote(topic.value()) + " (" + topic.source()
							+ ").",
					KafkaNames.TOPIC_RULE + " '" + property + ".topic' replaces it.");
			return null;
		}
		return (sample != null) ? null : topic;
	}

	private Source prefixed(Location location) {
		Source document = Source.document(location);
		return this.addresses.prefix().isEmpty() ? document : document.with(PropertyKeys.PREFIX + "topic-prefix");
	}

	private @Nullable Value<Integer> number(@Nullable Integer own, String property, @Nullable Located<Integer> stated) {
		if (own != null && own < 1) {
			this.configuration.add(null, "The property '" + property + "' must be at least 1, but is " + own + ".",
					"Correct the number.");
		}
		if (own != null) {
			return new Value<>(own, Source.property(property));
		}
		return (stated != null) ? new Value<>(stated.value(), Source.document(stated.location())) : null;
	}

	private static Value<Enforcement> enforcement(@Nullable Enforcement own, @Nullable Enforcement general,
			String property, String direction) {
		String key = ".enforcement." + direction;
		if (own != null) {
			return new Value<>(own, Source.property(property + key));
		}
		return (general != null) ? new Value<>(general, Source.property(PropertyKeys.PREFIX + key.substring(1)))
				: new Value<>(Enforcement.REJECT, Source.byDefault("reject by default"));
	}

	private static Map<String, Value<String>> configuration(ChannelSettings own, @Nullable KafkaChannelBinding kafka,
			String property) {
		Map<String, Value<String>> result = new LinkedHashMap<>();
		if (kafka != null) {
			kafka.topicConfiguration()
				.forEach(
						(key, value) -> result.put(key, new Value<>(value.value(), Source.document(value.location()))));
		}
		own.configuration()
			.forEach((key, value) -> result.put(key,
					new Value<>(value, Source.property(property + ".configuration." + PropertyKeys.segment(key)))));
		return result;
	}

}
