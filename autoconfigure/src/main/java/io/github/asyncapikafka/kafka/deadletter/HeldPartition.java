package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.time.Instant;

/**
 * A partition that waits because a dead letter cannot be written.
 *
 * @param operation the id of the operation
 * @param record the record that cannot be written, as {@code topic-partition@offset}
 * @param destination the dead-letter topic
 * @param cause why it cannot be written
 * @param attempts how often it was tried
 * @param delay how long the partition waits now
 * @param until until when it waits
 */
public record HeldPartition(String operation, String record, String destination, String cause, int attempts,
		Duration delay, Instant until) {

	/**
	 * Completes what is known of a partition.
	 */
	@FunctionalInterface
	interface Builder {

		HeldPartition build(int attempts, Duration delay, Instant until);

	}

}
