package io.github.asyncapikafka.kafka.topic;

import java.util.Map;

import io.github.asyncapikafka.kafka.connection.BootstrapServers;

/**
 * How the clusters are reached that have the topics.
 *
 * @param consumers the configuration of an admin client of the cluster that is read
 * @param producers the configuration of an admin client of the cluster that is written
 * to, which {@code spring.kafka} can set apart
 */
public record TopicConnections(Map<String, Object> consumers, Map<String, Object> producers) {

	boolean isOneCluster() {
		return BootstrapServers.of(this.consumers).equals(BootstrapServers.of(this.producers));
	}

}
