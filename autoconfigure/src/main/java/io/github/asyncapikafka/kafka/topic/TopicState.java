package io.github.asyncapikafka.kafka.topic;

import java.util.Map;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.jspecify.annotations.Nullable;

/**
 * A topic as it is on the broker.
 *
 * @param partitions the number of partitions
 * @param replicas the number of replicas
 * @param writable whether this application may write to it, or {@code null} if the broker
 * does not tell
 * @param configuration the effective configuration, or {@code null} if it may not be seen
 */
record TopicState(int partitions, int replicas, @Nullable Boolean writable, @Nullable Config configuration) {

	/** Kafka's own default. */
	private static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

	static TopicState of(int partitions, int replicas, Map<String, String> configuration) {
		return new TopicState(partitions, replicas, null,
				new Config(configuration.entrySet()
					.stream()
					.map((entry) -> new ConfigEntry(entry.getKey(), entry.getValue()))
					.toList()));
	}

	/**
	 * Return the value of a setting.
	 * @return the value, or {@code null} if there is none or if it may not be seen
	 */
	@Nullable String value(String key) {
		ConfigEntry entry = (this.configuration != null) ? this.configuration.get(key) : null;
		return (entry != null) ? entry.value() : null;
	}

	int maxMessageBytes() {
		String value = value("max.message.bytes");
		return (value != null) ? Integer.parseInt(value) : DEFAULT_MAX_MESSAGE_BYTES;
	}

}
