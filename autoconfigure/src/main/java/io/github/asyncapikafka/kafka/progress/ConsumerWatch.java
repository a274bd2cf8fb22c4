package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.function.Function;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Polls for a consumer, and notes what comes of it. All but {@link #wakeup()} is called
 * by the consumer's thread.
 */
public final class ConsumerWatch {

	private final Consumer<Object, Object> consumer;

	private final ConsumerProgress progress;

	private final CorruptPartitions corrupt;

	private final Runnable onClose;

	private final PollBrake brake = new PollBrake();

	ConsumerWatch(Consumer<Object, Object> consumer, ConsumerProgress progress, CorruptPartitions corrupt,
			Runnable onClose) {
		this.consumer = consumer;
		this.progress = progress;
		this.corrupt = corrupt;
		this.onClose = onClose;
	}

	/**
	 * Poll.
	 * @param timeout how long to wait for records
	 * @param poll polls
	 * @return what was polled, without what is corrupted
	 */
	public ConsumerRecords<Object, Object> poll(Duration timeout,
			Function<Duration, ConsumerRecords<Object, Object>> poll) {
		this.progress.pollStarts();
		try {
			ConsumerRecords<Object, Object> records = authorized(timeout, poll);
			this.progress.pollReturns(records, this.consumer);
			this.progress.corrupt(this.corrupt.positions());
			return records;
		}
		catch (WakeupException ex) {
			this.progress.pollReturns(ConsumerRecords.empty(), this.consumer);
			throw ex;
		}
		catch (RuntimeException ex) {
			failed(ex);
			throw ex;
		}
	}

	/**
	 * Poll, and if a right is missing, take everything that tells so: a consumer keeps an
	 * answer for each partition, and its container waits some time after each of them.
	 */
	private ConsumerRecords<Object, Object> authorized(Duration timeout,
			Function<Duration, ConsumerRecords<Object, Object>> poll) {
		try {
			return this.corrupt.poll(timeout, poll);
		}
		catch (TopicAuthorizationException ex) {
			for (int more = this.consumer.assignment().size(); more > 0; more--) {
				try {
					ConsumerRecords<Object, Object> records = this.corrupt.poll(Duration.ZERO, poll);
					if (!records.isEmpty()) {
						return records;
					}
				}
				catch (TopicAuthorizationException again) {
					// One more of the same kind.
				}
			}
			throw ex;
		}
	}

	/**
	 * Let nothing be lost of what could not be delivered after it was polled.
	 * @param records what was polled
	 * @param failure why it could not be delivered
	 */
	public void undelivered(ConsumerRecords<?, ?> records, Throwable failure) {
		records.partitions()
			.forEach((partition) -> this.consumer.seek(partition, records.records(partition).get(0).offset()));
		failed(failure);
	}

	/**
	 * Return what was polled as records that note which of them the listener is at.
	 * @param records what was polled, decoded
	 */
	public ConsumerRecords<Object, Object> delivered(ConsumerRecords<Object, Object> records) {
		return this.progress.delivered(records);
	}

	private void failed(Throwable failure) {
		this.progress.pollFailed(failure);
		boolean handled = failure instanceof AuthenticationException || failure instanceof AuthorizationException
				|| failure instanceof FencedInstanceIdException || failure instanceof NoOffsetForPartitionException;
		if (!handled) {
			this.brake.hold();
		}
	}

	/**
	 * Note where the consumer goes on.
	 * @param partition the partition
	 * @param offset the offset
	 */
	public void sought(TopicPartition partition, long offset) {
		this.progress.sought(partition, offset);
	}

	/**
	 * Commit.
	 * @param commit commits
	 */
	public void commit(Runnable commit) {
		try {
			commit.run();
			this.progress.committed();
		}
		catch (WakeupException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			this.progress.commitFailed(ex);
			throw ex;
		}
	}

	/**
	 * Wait no longer.
	 */
	public void wakeup() {
		this.brake.release();
	}

	/**
	 * Forget the consumer.
	 */
	public void close() {
		this.onClose.run();
	}

}
