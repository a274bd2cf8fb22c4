package io.github.asyncapikafka.model;

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
 * @param kafka the Kafka binding, or {@code null}
 * @param location the place of the message
 */
public record Message(String id, @Nullable String name, @Nullable Located<String> contentType, @Nullable Schema payload,
		@Nullable Schema headers, @Nullable RuntimeExpression correlationId, @Nullable KafkaMessageBinding kafka,
		Location location) {

}
