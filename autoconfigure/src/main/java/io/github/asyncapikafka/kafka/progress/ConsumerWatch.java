package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

	private ConsumerRecords<Object, Object> polled = ConsumerRecords.empty();

	ConsumerWatch(Consumer<Object, Object> consumer, ConsumerProgress progress, CorruptPartitions corrupt,
			Runnable onClose) {
		this.consumer = consumer;
		this.progress = progress;
		this.corrupt = corrupt;
		this.onClose = onClose;
	}

	/**
	 * Poll. Whatever fails after that, nothing is lost of what was polled.
	 * @param timeout how long to wait for records
	 * @param poll polls
	 * @param decode decodes what was polled, if that is anything
	 * @return what was polled, decoded, without what is corrupted, as records that note
	 * which of them the listener is at
	 */
	public ConsumerRecords<Object, Object> poll(Duration timeout,
			Function<Duration, ConsumerRecords<Object, Object>> poll,
			UnaryOperator<ConsumerRecords<Object, Object>> decode) {
		// An error handler that retries a batch polls like that, and ignores what comes.
		this.progress.pollStarts(timeout.isZero() && !this.consumer.paused().isEmpty());
		this.polled = ConsumerRecords.empty();
		try {
			ConsumerRecords<Object, Object> records = authorized(timeout, (wait) -> this.polled = poll.apply(wait));
			this.progress.pollReturns(records, this.consumer);
			this.progress.corrupt(this.corrupt.positions());
			return records.isEmpty() ? records : this.progress.atHand().watched(decode.apply(records));
		}
		catch (WakeupException ex) {
			seekBack();
			this.progress.pollReturns(ConsumerRecords.empty(), this.consumer);
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			seekBack();
			failed(ex);
			throw ex;
		}
	}

	private void seekBack() {
		Set<TopicPartition> assignment = this.consumer.assignment();
		for (TopicPartition partition : this.polled.partitions()) {
			if (assignment.contains(partition) && !this.corrupt.isHeld(partition)) {
				this.consumer.seek(partition, this.polled.records(partition).get(0).offset());
			}
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
	 * Return a rebalance listener that lets what was known of revoked partitions be
	 * forgotten, too.
	 * @param listener listens otherwise
	 * @return the listener to subscribe with
	 */
	public ConsumerRebalanceListener listener(ConsumerRebalanceListener listener) {
		return new RevocationListener(this.corrupt::forget, listener);
	}

	/**
	 * Note that the listener is called.
	 * @param record the record
	 */
	public void listenerBegins(ConsumerRecord<?, ?> record) {
		this.progress.atHand().begins(record);
	}

	/**
	 * Note that the listener has failed: the container then takes all other records to
	 * give them back, and is at none of them.
	 */
	public void listenerFailed() {
		this.progress.atHand().failed();
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
		this.corrupt.sought(partition);
	}

	/**
	 * Note what is paused.
	 * @param partitions the partitions
	 */
	public void paused(Collection<TopicPartition> partitions) {
		this.corrupt.paused(partitions);
	}

	/**
	 * Note what is to be resumed.
	 * @param partitions the partitions
	 * @return those that do not have to wait for anything else
	 */
	public Collection<TopicPartition> resumed(Collection<TopicPartition> partitions) {
		return this.corrupt.resumed(partitions);
	}

	/**
	 * Return what was noted as paused.
	 * @param partitions what the consumer has paused
	 * @return those that do not wait for something else alone
	 */
	public Set<TopicPartition> pausedByOthers(Set<TopicPartition> partitions) {
		return this.corrupt.pausedByOthers(partitions);
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
