package io.github.asyncapikafka.model;

import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * A channel (Channel Object; Channel Item Object in 2.x).
 *
 * @param id the channel's key in the document
 * @param address the address, possibly with <code>{parameters}</code>, or {@code null} if
 * it is not known; in 2.x the channel's name
 * @param parameters the parameters of the address by name
 * @param messages the messages by id, in document order
 * @param description its description, or {@code null}
 * @param servers the names of the servers that have the channel, empty for all
 * @param kafka the Kafka binding, or {@code null}
 * @param location the place of the channel
 */
public record Channel(String id, @Nullable Located<String> address, Map<String, Parameter> parameters,
		Map<String, Message> messages, @Nullable String description, List<String> servers,
		@Nullable KafkaChannelBinding kafka, Location location) {

	public Channel {
		parameters = Copies.of(parameters);
		messages = Copies.of(messages);
		servers = List.copyOf(servers);
	}

}
