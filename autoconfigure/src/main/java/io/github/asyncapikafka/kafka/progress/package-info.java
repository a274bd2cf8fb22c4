/**
 * Watches how far consumers come: what they are at, what is in their way, and records
 * that the broker itself cannot give back.
 */
@NullMarked
package io.github.asyncapikafka.kafka.progress;

import org.jspecify.annotations.NullMarked;
