package io.github.asyncapikafka.model;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * The answer to the messages of an operation (Operation Reply Object). There is none in
 * 2.x.
 *
 * @param channel the id of the channel of the answer, or {@code null} if only the request
 * tells it
 * @param messages the ids of the messages, a part of those of the channel
 * @param address where the request has the address of the answer, or {@code null} if the
 * channel has it
 * @param location the place of the reply
 */
public record Reply(@Nullable String channel, List<String> messages, @Nullable RuntimeExpression address,
		Location location) {

	public Reply {
		messages = List.copyOf(messages);
	}

}
