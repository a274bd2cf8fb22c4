/**
 * Explains what Kafka and Spring Kafka throw at start-up without a word about where the
 * mistake is.
 */
@NullMarked
package io.github.asyncapikafka.autoconfigure.failure;

import org.jspecify.annotations.NullMarked;
