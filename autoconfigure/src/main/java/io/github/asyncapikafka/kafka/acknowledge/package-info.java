/**
 * Acknowledges the records that a listener does not get together with their neighbours,
 * if the listener acknowledges by itself.
 */
@NullMarked
package io.github.asyncapikafka.kafka.acknowledge;

import org.jspecify.annotations.NullMarked;
