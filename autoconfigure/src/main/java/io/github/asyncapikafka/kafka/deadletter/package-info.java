/**
 * Keeps what cannot be handled: records that break the contract or whose listener failed
 * go, byte for byte, to a dead-letter topic.
 */
@NullMarked
package io.github.asyncapikafka.kafka.deadletter;

import org.jspecify.annotations.NullMarked;
