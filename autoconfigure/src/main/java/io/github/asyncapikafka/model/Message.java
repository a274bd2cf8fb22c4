package io.github.asyncapikafka.model;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * A message (Message Object) with its traits applied.
 *
 * @param id the message's key in the channel; in 2.x its {@code messageId}, else its
 * {@code name}, else the last token of its {@code $ref}, else the channel's id
 * @param name its machine-friendly name, or {@code null}
 * @param contentType its media type, or {@code null} if it states none
 * @param payload the schema of the payload, or {@code null} if anything is allowed
 * @param headers the schema of the headers, or {@code null}
 * @param correlationId where the message has its correlation id, or {@code null}
 * @param examples what it may look like, empty if nothing is shown
 * @param kafka the Kafka binding, or {@code null}
 * @param location the place of the message
 */
public record Message(String id, @Nullable String name, @Nullable Located<String> contentType, @Nullable Schema payload,
		@Nullable Schema headers, @Nullable RuntimeExpression correlationId, List<Example> examples,
		@Nullable KafkaMessageBinding kafka, Location location) {

	public Message {
		examples = List.copyOf(examples);
	}

	/**
	 * What a message may look like (Message Example Object).
	 *
	 * @param payload the payload, as a schema's definition is written, or {@code null} if
	 * it is not shown
	 * @param headers the headers, or {@code null} if they are not shown
	 * @param location the place of the example
	 */
	public record Example(@Nullable Object payload, @Nullable Object headers, Location location) {

	}

}
