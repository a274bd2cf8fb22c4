package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A partition that waits because a dead letter cannot be written, or because its next
 * record cannot be read now.
 *
 * @param operation the id of the operation
 * @param record the record that cannot be written or read, as
 * {@code topic-partition@offset}
 * @param destination the dead-letter topic, or {@code null} if the record cannot be read
 * @param cause why it cannot be written or read
 * @param attempts how often it was tried
 * @param delay how long the partition waits now
 * @param until until when it waits
 */
public record HeldPartition(String operation, String record, @Nullable String destination, String cause, int attempts,
		Duration delay, Instant until) {

	/**
	 * Completes what is known of a partition.
	 */
	@FunctionalInterface
	interface Builder {

		HeldPartition build(int attempts, Duration delay, Instant until);

	}

}
