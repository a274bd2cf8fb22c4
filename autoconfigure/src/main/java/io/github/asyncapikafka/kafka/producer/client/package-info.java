/**
 * Producers of channels: they send what is bytes already, one for each client id of the
 * contract.
 */
@NullMarked
package io.github.asyncapikafka.kafka.producer.client;

import org.jspecify.annotations.NullMarked;
