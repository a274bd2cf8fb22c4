/**
 * Fills {@code @ChannelListener} in from the contract, and sets its containers up.
 */
@NullMarked
package io.github.asyncapikafka.kafka.listener;

import org.jspecify.annotations.NullMarked;
