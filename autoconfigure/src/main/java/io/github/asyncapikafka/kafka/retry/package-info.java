/**
 * Retry topics of Spring Kafka: what they get of records of channels, and what the log
 * says of it.
 */
@NullMarked
package io.github.asyncapikafka.kafka.retry;

import org.jspecify.annotations.NullMarked;
