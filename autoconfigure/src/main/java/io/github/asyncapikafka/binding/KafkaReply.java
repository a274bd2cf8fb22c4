package io.github.asyncapikafka.binding;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the messages of an operation (Operation Reply Object).
 *
 * @param channel the id of the channel of the answer, or {@code null} if only the request
 * tells it
 * @param messages what the answer can be, empty if anything
 * @param location the place of the reply
 */
public record KafkaReply(@Nullable String channel, List<KafkaMessage> messages, Location location) {

	public KafkaReply {
		messages = List.copyOf(messages);
	}

}
