package io.github.asyncapikafka.kafka.address;

import io.github.asyncapikafka.binding.address.KafkaDestination;

/**
 * A listener as one that reads topics.
 *
 * @param element the name of its method or class
 * @param destination what it subscribes to
 * @param groupId its consumer group
 * @param retryTopics whether Spring Kafka's retry topics take what it cannot handle
 */
public record Reader(String element, KafkaDestination destination, String groupId, boolean retryTopics) {

}
