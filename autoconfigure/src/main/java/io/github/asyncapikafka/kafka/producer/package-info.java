/**
 * Sends messages by the contract: templates of channels, and the proxies of producer
 * interfaces.
 */
@NullMarked
package io.github.asyncapikafka.kafka.producer;

import org.jspecify.annotations.NullMarked;
