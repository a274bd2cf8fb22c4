package io.github.asyncapikafka.model;

import org.jspecify.annotations.Nullable;

/**
 * The Kafka operation binding object.
 *
 * @param groupId the schema of the consumer group, or {@code null}; a plain string of the
 * document arrives as a schema with this {@code default}
 * @param clientId the schema of the client id, or {@code null}; as {@code groupId}
 */
public record KafkaOperationBinding(@Nullable Schema groupId, @Nullable Schema clientId) {

}
