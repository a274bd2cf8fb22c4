package io.github.asyncapikafka.model;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

/**
 * What the described application does on a channel (Operation Object).
 *
 * @param id the operation's key in the document; in 2.x its {@code operationId}, or
 * {@code <channel>.publish} and {@code <channel>.subscribe}
 * @param action whether the described application receives or sends
 * @param channel the id of the channel
 * @param messages the ids of the messages, a part of those of the channel
 * @param reply the answer, or {@code null} if there is none
 * @param security the requirements of which one has to be met beside those of the server,
 * empty if none is stated
 * @param kafka the Kafka binding, or {@code null}
 * @param location the place of the operation
 */
public record Operation(String id, Action action, String channel, List<String> messages, @Nullable Reply reply,
		List<SecurityRequirement> security, @Nullable KafkaOperationBinding kafka, Location location) {

	public Operation {
		messages = List.copyOf(messages);
		security = List.copyOf(security);
	}

	/**
	 * What the described application does.
	 */
	public enum Action {

		/**
		 * The application receives messages; {@code publish} in 2.x.
		 */
		RECEIVE,

		/**
		 * The application sends messages; {@code subscribe} in 2.x.
		 */
		SEND;

		/**
		 * Return the action of the other side.
		 * @return the opposite action
		 */
		public Action opposite() {
			return (this == RECEIVE) ? SEND : RECEIVE;
		}

	}

}
