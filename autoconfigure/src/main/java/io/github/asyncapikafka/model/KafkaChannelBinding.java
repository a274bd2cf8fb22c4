package io.github.asyncapikafka.model;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The Kafka channel binding object.
 *
 * @param topic the topic, or {@code null} if it is the channel's address
 * @param partitions the number of partitions, at least 1, or {@code null}
 * @param replicas the number of replicas, at least 1, or {@code null}
 * @param topicConfiguration the topic's configuration as Kafka writes it: lists are
 * comma-separated
 */
public record KafkaChannelBinding(@Nullable Located<String> topic, @Nullable Located<Integer> partitions,
		@Nullable Located<Integer> replicas, Map<String, Located<String>> topicConfiguration) {

	public KafkaChannelBinding {
		topicConfiguration = Copies.of(topicConfiguration);
	}

}
