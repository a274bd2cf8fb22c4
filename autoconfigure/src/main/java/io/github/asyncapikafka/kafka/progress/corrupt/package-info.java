/**
 * Partitions that the broker itself cannot give back, and what happens to them.
 */
@NullMarked
package io.github.asyncapikafka.kafka.progress.corrupt;

import org.jspecify.annotations.NullMarked;
