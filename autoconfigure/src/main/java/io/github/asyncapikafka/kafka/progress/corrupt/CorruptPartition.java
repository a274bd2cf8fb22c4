package io.github.asyncapikafka.kafka.progress.corrupt;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A partition that cannot be read at its position.
 */
final class CorruptPartition {

	private static final Duration MAX_DELAY = Duration.ofSeconds(30);

	private final TopicPartition partition;

	private final long since = System.nanoTime();

	private long first = -1;

	private long offset;

	private int attempts;

	private long due;

	private boolean discarding;

	private boolean skipping;

	private String reason = "";

	CorruptPartition(TopicPartition partition) {
		this.partition = partition;
	}

	CorruptPosition position() {
		return new CorruptPosition(this.partition + "@" + this.offset, this.reason, this.since);
	}

	/**
	 * Return the first offset that cannot be read.
	 */
	long first() {
		return this.first;
	}

	boolean isSkipping() {
		return this.skipping;
	}

	/**
	 * Return whether it is paused here.
	 */
	boolean isWaiting() {
		return this.due != 0;
	}

	/**
	 * Return whether what comes is of no interest: it is only to be fetched again.
	 */
	boolean isDiscarding() {
		return this.discarding;
	}

	/**
	 * Return whether it was fetched twice, and could not be read again.
	 */
	boolean isConfirmed() {
		return this.attempts > 0;
	}

	/**
	 * Let the partition wait.
	 * @return how long it waits
	 */
	Duration hold(Consumer<?, ?> consumer, String reason) {
		long position = consumer.position(this.partition);
		this.attempts = (position == this.offset) ? this.attempts : 0;
		this.first = position;
		this.skipping = false;
		this.offset = position;
		this.reason = reason;
		Duration delay = Duration.ofSeconds(1L << Math.min(this.attempts, 5));
		delay = (delay.compareTo(MAX_DELAY) > 0) ? MAX_DELAY : delay;
		this.attempts++;
		this.due = System.nanoTime() + delay.toNanos();
		consumer.pause(List.of(this.partition));
		return delay;
	}

	/**
	 * Go on at the next offset. A batch is corrupted as a whole, but only the broker
	 * knows where it ends.
	 */
	void skip(Consumer<?, ?> consumer) {
		this.skipping = true;
		this.due = 0;
		this.offset = consumer.position(this.partition) + 1;
		consumer.seek(this.partition, this.offset);
	}

	/**
	 * Let the consumer forget what it has fetched, which it does only if it is to go on
	 * elsewhere.
	 */
	void discardIfDue(Consumer<?, ?> consumer) {
		if (isWaiting() && System.nanoTime() - this.due > 0) {
			this.due = 0;
			this.discarding = true;
			consumer.resume(List.of(this.partition));
			consumer.seek(this.partition, this.offset + 1);
		}
	}

	void fetchAgain(Consumer<?, ?> consumer) {
		if (this.discarding) {
			this.discarding = false;
			consumer.seek(this.partition, this.offset);
		}
	}

	/**
	 * Return where to go on if there is nothing behind what was skipped.
	 */
	@Nullable Long end(Consumer<?, ?> consumer) {
		boolean atEnd = this.skipping && consumer.currentLag(this.partition).orElse(1) == 0;
		return atEnd ? this.offset : null;
	}

}
