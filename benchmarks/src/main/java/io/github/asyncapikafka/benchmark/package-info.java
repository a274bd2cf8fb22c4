/**
 * Compares channels with hand-written Spring Kafka, both in one run.
 */
@NullMarked
package io.github.asyncapikafka.benchmark;

import org.jspecify.annotations.NullMarked;
