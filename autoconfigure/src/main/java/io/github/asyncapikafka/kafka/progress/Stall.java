package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What keeps a consumer from getting on.
 *
 * @param operation the id of the operation, in printable form
 * @param at the record or position, as {@code topic-partition@offset}, or {@code null} if
 * it is about all partitions
 * @param cause what is in the way, in printable form
 * @param since for how long
 */
public record Stall(String operation, @Nullable String at, String cause, Duration since) {

}
