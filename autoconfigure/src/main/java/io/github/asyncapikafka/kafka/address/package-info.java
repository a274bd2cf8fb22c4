/**
 * Addresses with open parameters: what listeners and senders want of them.
 */
@NullMarked
package io.github.asyncapikafka.kafka.address;

import org.jspecify.annotations.NullMarked;
