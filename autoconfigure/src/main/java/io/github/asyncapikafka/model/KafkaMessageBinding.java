package io.github.asyncapikafka.model;

import org.jspecify.annotations.Nullable;

/**
 * The Kafka message binding object.
 *
 * @param key the schema of the record's key, or {@code null}
 * @param schemaIdLocation where the schema id is, {@code header} or {@code payload}, or
 * {@code null}
 * @param schemaIdPayloadEncoding how a schema id in the payload is encoded, or
 * {@code null}
 * @param schemaLookupStrategy how the schema is found in the registry, or {@code null}
 */
public record KafkaMessageBinding(@Nullable Schema key, @Nullable Located<String> schemaIdLocation,
		@Nullable Located<String> schemaIdPayloadEncoding, @Nullable Located<String> schemaLookupStrategy) {

}
