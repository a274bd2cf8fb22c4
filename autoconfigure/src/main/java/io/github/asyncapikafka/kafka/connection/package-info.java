/**
 * Turns the security of the contract into settings of Kafka clients, and finds out at
 * start-up whether the brokers accept them.
 */
@NullMarked
package io.github.asyncapikafka.kafka.connection;

import org.jspecify.annotations.NullMarked;
