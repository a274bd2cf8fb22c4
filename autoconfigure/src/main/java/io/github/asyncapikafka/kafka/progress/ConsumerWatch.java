package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.github.asyncapikafka.kafka.progress.client.AuthorizedPolls;
import io.github.asyncapikafka.kafka.progress.client.PollBrake;
import io.github.asyncapikafka.kafka.progress.client.RevocationListener;
import io.github.asyncapikafka.kafka.progress.corrupt.CorruptPartitions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.WakeupException;

import org.springframework.kafka.support.Acknowledgment;

/**
 * Polls for a consumer, and notes what comes of it. All but {@link #wakeup()} is called
 * by the consumer's thread.
 */
public final class ConsumerWatch {

	private final Consumer<Object, Object> consumer;

	private final ConsumerProgress progress;

	private final CorruptPartitions corrupt;

	private final PauseRequests requests;

	private final java.util.function.Consumer<Collection<TopicPartition>> onRevoked;

	private final Runnable onClose;

	private final AuthorizedPolls polls;

	private final PollBrake brake = new PollBrake();

	private ConsumerRecords<Object, Object> polled = ConsumerRecords.empty();

	ConsumerWatch(Consumer<Object, Object> consumer, ConsumerProgress progress, CorruptPartitions corrupt,
			PauseRequests requests, java.util.function.Consumer<Collection<TopicPartition>> onRevoked,
			Runnable onClose) {
		this.consumer = consumer;
		this.progress = progress;
		this.corrupt = corrupt;
		this.polls = new AuthorizedPolls(consumer, corrupt);
		this.requests = requests;
		this.onRevoked = onRevoked;
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
		Set<TopicPartition> paused = this.consumer.paused();
		this.progress.pollStarts(isAside(timeout, paused));
		this.progress.unacknowledged().polling(this.requests.isHeldBack(this.consumer.assignment(), paused));
		this.polled = ConsumerRecords.empty();
		try {
			ConsumerRecords<Object, Object> records = this.polls.poll(timeout,
					(wait) -> this.polled = poll.apply(wait));
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

	/**
	 * Return whether a poll is only to stay in the group: the container still has the
	 * record at which the listener has failed, and gives it to the listener again.
	 */
	private boolean isAside(Duration timeout, Set<TopicPartition> paused) {
		if (paused.isEmpty()) {
			return false;
		}
		// An error handler that retries a batch polls like that, and ignores what comes.
		TopicPartition failed = this.progress.atHand().failedPartition();
		return timeout.isZero() || (failed != null && paused.contains(failed) && this.requests.isKept(failed));
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
	 * Return a rebalance listener that lets what was known of revoked partitions be
	 * forgotten, too.
	 * @param listener listens otherwise
	 * @return the listener to subscribe with
	 */
	public ConsumerRebalanceListener listener(ConsumerRebalanceListener listener) {
		return new RevocationListener((partitions) -> {
			this.corrupt.forget(partitions);
			this.onRevoked.accept(partitions);
		}, listener);
	}

	/**
	 * Note that the listener is called.
	 * @param record the record, or the first one of a batch
	 */
	public void listenerBegins(ConsumerRecord<?, ?> record) {
		this.progress.atHand().begins(record);
	}

	/**
	 * Note that the listener has failed: the container then takes all other records to
	 * give them back, and is at none of them.
	 * @param record the record that is to blame, or the first one of a batch
	 */
	public void listenerFailed(ConsumerRecord<?, ?> record) {
		this.progress.atHand().failed(record);
	}

	/**
	 * Return what the listener acknowledges with.
	 * @param records the records that the listener gets
	 * @param acknowledgment the acknowledgment of the container
	 * @return an acknowledgment that is noted if it may come later
	 */
	public Acknowledgment acknowledgment(List<? extends ConsumerRecord<?, ?>> records, Acknowledgment acknowledgment) {
		return this.progress.unacknowledged().watched(records, acknowledgment);
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
	 * Note that the consumer goes on at the beginning or the end, wherever that is.
	 * @param partitions the partitions
	 */
	public void sought(Collection<TopicPartition> partitions) {
		partitions.forEach((partition) -> {
			this.progress.sought(partition);
			this.corrupt.sought(partition);
		});
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
	 * Return what becomes of commits.
	 * @return commits
	 */
	public Commits commits() {
		return this.progress.commits();
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
