package io.github.asyncapikafka.kafka.topic;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A topic as it is on the broker.
 *
 * @param partitions the number of partitions
 * @param replicas the number of replicas
 * @param writable whether this application may write to it, or {@code null} if the broker
 * does not tell
 * @param configuration the effective configuration, empty if it may not be seen
 */
record TopicState(int partitions, int replicas, @Nullable Boolean writable, Map<String, String> configuration) {

	/** Kafka's own default. */
	private static final int DEFAULT_MAX_MESSAGE_BYTES = 1_048_588;

	int maxMessageBytes() {
		String value = this.configuration.get("max.message.bytes");
		return (value != null) ? Integer.parseInt(value) : DEFAULT_MAX_MESSAGE_BYTES;
	}

}
