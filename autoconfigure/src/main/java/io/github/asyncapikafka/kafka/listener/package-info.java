/**
 * Fills {@code @ChannelListener} in from the contract, and decodes what its consumers
 * read.
 */
@NullMarked
package io.github.asyncapikafka.kafka.listener;

import org.jspecify.annotations.NullMarked;
