/**
 * Consumers of channels: they read bytes, check and decode whole records by the contract,
 * and report what they refuse.
 */
@NullMarked
package io.github.asyncapikafka.kafka.listener.consumer;

import org.jspecify.annotations.NullMarked;
