package io.github.asyncapikafka.model;

import org.jspecify.annotations.Nullable;

/**
 * The Kafka server binding object.
 *
 * @param schemaRegistryUrl the address of the schema registry, or {@code null}
 * @param schemaRegistryVendor the vendor of the schema registry, or {@code null}
 */
public record KafkaServerBinding(@Nullable Located<String> schemaRegistryUrl,
		@Nullable Located<String> schemaRegistryVendor) {

}
