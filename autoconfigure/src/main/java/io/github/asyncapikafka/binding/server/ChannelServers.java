package io.github.asyncapikafka.binding.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Server;

/**
 * The servers that channels are available on (Channel Object: none listed means all).
 */
public final class ChannelServers {

	private static final Set<String> KAFKA = Set.of("kafka", "kafka-secure");

	private final Map<String, Server> servers;

	/**
	 * Create an instance.
	 * @param servers the servers of the document by name
	 */
	public ChannelServers(Map<String, Server> servers) {
		this.servers = servers;
	}

	static boolean isKafka(Server server) {
		return KAFKA.contains(server.protocol().toLowerCase(Locale.ROOT));
	}

	/**
	 * Return the Kafka servers that have a channel.
	 */
	List<Server> kafka(Channel channel) {
		return this.servers.values()
			.stream()
			.filter((server) -> channel.servers().isEmpty() || channel.servers().contains(server.name()))
			.filter(ChannelServers::isKafka)
			.toList();
	}

	/**
	 * Return whether a channel lists servers, all of them of other protocols.
	 * @param channel the channel
	 * @return {@code false} if it is on a Kafka server
	 */
	public boolean isElsewhere(Channel channel) {
		return !channel.servers().isEmpty() && this.servers.keySet().containsAll(channel.servers())
				&& kafka(channel).isEmpty();
	}

}
