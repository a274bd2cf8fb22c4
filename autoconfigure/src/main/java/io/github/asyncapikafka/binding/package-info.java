/**
 * Turns model and environment into the effective Kafka contract: every value is decided
 * once, and knows where it came from.
 */
@NullMarked
package io.github.asyncapikafka.binding;

import org.jspecify.annotations.NullMarked;
