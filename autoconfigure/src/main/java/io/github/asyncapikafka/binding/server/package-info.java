/**
 * What servers mean for the contract: which of them speak Kafka, and how clients
 * authenticate with one.
 */
@NullMarked
package io.github.asyncapikafka.binding.server;

import org.jspecify.annotations.NullMarked;
