package io.github.asyncapikafka.kafka.topic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it should be.
 *
 * @param name the name
 * @param partitions the number of partitions, or {@code null} for the broker's default
 * @param replicas the number of replicas, or {@code null} for the broker's default
 * @param configuration the configuration
 */
record WantedTopic(String name, @Nullable Integer partitions, @Nullable Integer replicas,
		Map<String, String> configuration) {

	static WantedTopic of(String name, KafkaChannel channel, @Nullable Integer maxReplicas) {
		Map<String, String> configuration = new LinkedHashMap<>();
		channel.configuration().forEach((key, value) -> configuration.put(key, value.value()));
		return new WantedTopic(name, Optional.ofNullable(channel.partitions()).map(Value::value).orElse(null),
				replicas(channel, maxReplicas), configuration);
	}

	static @Nullable Integer replicas(KafkaChannel channel, @Nullable Integer maxReplicas) {
		Integer stated = (channel.replicas() != null) ? channel.replicas().value() : null;
		return (stated != null && maxReplicas != null) ? Integer.valueOf(Math.min(stated, maxReplicas)) : stated;
	}

	NewTopic toNewTopic() {
		return new NewTopic(this.name, Optional.ofNullable(this.partitions),
				Optional.ofNullable(this.replicas).map(Integer::shortValue))
			.configs(this.configuration);
	}

	/**
	 * Return what somebody else has to create.
	 */
	@Override
	public String toString() {
		return Printable.quote(this.name) + " with " + number(this.partitions, "partition") + ", "
				+ number(this.replicas, "replica")
				+ (this.configuration.isEmpty() ? "" : " and " + Printable.escape(this.configuration.toString()));
	}

	private static String number(@Nullable Integer count, String noun) {
		return ((count != null) ? count : "the broker's default of") + " " + noun
				+ ((count != null && count == 1) ? "" : "s");
	}

}
