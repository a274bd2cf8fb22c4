package io.github.asyncapikafka.kafka.topic;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;

/**
 * How the clusters are reached that have the topics.
 *
 * @param consumers the configuration of an admin client of the cluster that is read
 * @param producers the configuration of an admin client of the cluster that is written
 * to, which {@code spring.kafka} can set apart
 */
public record TopicConnections(Map<String, Object> consumers, Map<String, Object> producers) {

	boolean isOneCluster() {
		return servers(this.consumers).equals(servers(this.producers));
	}

	private static Set<String> servers(Map<String, Object> configuration) {
		@Nullable Object servers = configuration.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
		if (servers instanceof Collection<?> list) {
			return list.stream().map(String::valueOf).collect(Collectors.toSet());
		}
		return Arrays.stream(String.valueOf(servers).split(",")).map(String::strip).collect(Collectors.toSet());
	}

}
