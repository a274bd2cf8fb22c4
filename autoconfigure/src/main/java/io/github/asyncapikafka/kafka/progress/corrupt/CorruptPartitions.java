package io.github.asyncapikafka.kafka.progress.corrupt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;

import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import org.springframework.core.NestedExceptionUtils;

/**
 * The partitions of one consumer that cannot be read because records are corrupted in the
 * broker's log. Kafka's consumer would fail at each poll, for all of its partitions. Here
 * such a partition waits, longer each time, and is then fetched again: another replica
 * may have become its leader. The others go on, and what others pause stays paused.
 */
public final class CorruptPartitions {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final Consumer<Object, Object> consumer;

	private final String operation;

	private final CorruptRecords mode;

	private final LongConsumer onSkipped;

	private final Map<TopicPartition, CorruptPartition> partitions = new LinkedHashMap<>();

	/** What others have paused, whether it waits here or not. */
	private final Set<TopicPartition> paused = new HashSet<>();

	/** Whether it is this that pauses, resumes and seeks. */
	private boolean own;

	/**
	 * Create an instance.
	 * @param consumer the consumer
	 * @param operation the id of the operation
	 * @param mode what happens at corrupted records
	 * @param onSkipped is told how many offsets were skipped
	 */
	public CorruptPartitions(Consumer<Object, Object> consumer, String operation, CorruptRecords mode,
			LongConsumer onSkipped) {
		this.consumer = consumer;
		this.operation = operation;
		this.mode = mode;
		this.onSkipped = onSkipped;
	}

	/**
	 * Return where partitions wait.
	 * @return the positions, empty if all can be read
	 */
	public List<CorruptPosition> positions() {
		return this.partitions.values().stream().map(CorruptPartition::position).toList();
	}

	/**
	 * Poll what can be read.
	 * @param timeout how long to wait for records
	 * @param poll polls
	 * @return what was polled
	 */
	public ConsumerRecords<Object, Object> poll(Duration timeout,
			Function<Duration, ConsumerRecords<Object, Object>> poll) {
		if (this.partitions.isEmpty()) {
			try {
				return poll.apply(timeout);
			}
			catch (KafkaException ex) {
				return held(ex);
			}
		}
		own(() -> this.partitions.forEach((partition, corrupt) -> {
			if (!this.paused.contains(partition)) {
				corrupt.discardIfDue(this.consumer);
			}
		}));
		try {
			return read(poll.apply(timeout));
		}
		catch (KafkaException ex) {
			return held(ex);
		}
		finally {
			// A rebalance within the poll has made this forget what was revoked.
			own(() -> this.partitions.values().forEach((partition) -> partition.fetchAgain(this.consumer)));
		}
	}

	/**
	 * Return whether nothing of a partition has been given to anybody.
	 * @param partition the partition
	 * @return {@code true} if it waits, or is about to be fetched again
	 */
	public boolean isHeld(TopicPartition partition) {
		return this.partitions.containsKey(partition);
	}

	/**
	 * Forget partitions that the consumer gives away. Those that it gets back begin anew,
	 * even if they do so within the same poll.
	 * @param revoked the partitions
	 */
	public void forget(Collection<TopicPartition> revoked) {
		this.partitions.keySet().removeAll(revoked);
		this.paused.removeAll(revoked);
	}

	/**
	 * Note what others pause.
	 * @param partitions the partitions
	 */
	public void paused(Collection<TopicPartition> partitions) {
		if (!this.own) {
			this.paused.addAll(partitions);
		}
	}

	/**
	 * Note what others resume.
	 * @param partitions the partitions
	 * @return what of it does not wait here
	 */
	public Collection<TopicPartition> resumed(Collection<TopicPartition> partitions) {
		if (this.own) {
			return partitions;
		}
		this.paused.removeAll(partitions);
		return partitions.stream().filter((partition) -> !isWaiting(partition)).toList();
	}

	/**
	 * Return what is paused in the eyes of others: they are not to resume what waits
	 * here.
	 * @param partitions what the consumer has paused
	 * @return what others have paused
	 */
	public Set<TopicPartition> pausedByOthers(Set<TopicPartition> partitions) {
		Set<TopicPartition> pausedByOthers = new HashSet<>(partitions);
		pausedByOthers.removeIf((partition) -> isWaiting(partition) && !this.paused.contains(partition));
		return pausedByOthers;
	}

	/**
	 * Let a partition go where others want it to.
	 * @param partition the partition
	 */
	public void sought(TopicPartition partition) {
		CorruptPartition corrupt = this.own ? null : this.partitions.remove(partition);
		if (corrupt != null && corrupt.isWaiting() && !this.paused.contains(partition)) {
			own(() -> this.consumer.resume(List.of(partition)));
		}
	}

	private boolean isWaiting(TopicPartition partition) {
		CorruptPartition corrupt = this.partitions.get(partition);
		return corrupt != null && corrupt.isWaiting();
	}

	private void own(Runnable action) {
		this.own = true;
		try {
			action.run();
		}
		finally {
			this.own = false;
		}
	}

	/**
	 * Return what was polled, without what came only because a partition was to be
	 * fetched again.
	 */
	private ConsumerRecords<Object, Object> read(ConsumerRecords<Object, Object> polled) {
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> records = new LinkedHashMap<>();
		Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>(polled.nextOffsets());
		for (TopicPartition partition : polled.partitions()) {
			CorruptPartition corrupt = this.partitions.get(partition);
			if (corrupt != null && corrupt.isDiscarding()) {
				nextOffsets.remove(partition);
			}
			else {
				records.put(partition, polled.records(partition));
			}
		}
		new ArrayList<>(this.partitions.entrySet()).forEach((entry) -> {
			List<ConsumerRecord<Object, Object>> read = records.get(entry.getKey());
			Long end = (read != null) ? Long.valueOf(read.get(0).offset()) : entry.getValue().end(this.consumer);
			if (end != null) {
				this.partitions.remove(entry.getKey());
				released(entry.getKey(), entry.getValue(), end);
			}
		});
		return new ConsumerRecords<>(records, nextOffsets);
	}

	private void released(TopicPartition partition, CorruptPartition corrupt, long next) {
		if (!corrupt.isSkipping()) {
			logger.info(corrupt.position().coordinates() + " of the operation " + Printable.quote(this.operation)
					+ " can be read");
			return;
		}
		long count = next - corrupt.first();
		logger.warn("Skipped " + partition + "@" + corrupt.first() + " to @" + (next - 1) + " (" + count
				+ " offsets) of the operation " + Printable.quote(this.operation)
				+ ", which are corrupted in the broker's log: " + corrupt.position().reason());
		this.onSkipped.accept(count);
	}

	/**
	 * Let the partition wait that an exception is about, or skip what cannot be read.
	 * @throws KafkaException if it is about something else
	 */
	private ConsumerRecords<Object, Object> held(KafkaException failure) {
		TopicPartition partition = CorruptFailure.partition(failure, this.consumer.assignment());
		if (partition == null) {
			throw failure;
		}
		CorruptPartition corrupt = this.partitions.computeIfAbsent(partition, CorruptPartition::new);
		if (!corrupt.isDiscarding()) {
			own(() -> held(partition, corrupt, failure));
		}
		return ConsumerRecords.empty();
	}

	private void held(TopicPartition partition, CorruptPartition corrupt, KafkaException failure) {
		if (this.mode == CorruptRecords.SKIP && corrupt.isConfirmed() && CorruptFailure.isCorrupt(failure)) {
			corrupt.skip(this.consumer);
			return;
		}
		if (corrupt.isSkipping()) {
			released(partition, corrupt, this.consumer.position(partition));
		}
		String reason = Printable
			.escape(String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage()));
		Duration delay = corrupt.hold(this.consumer, reason);
		logger.warn("Cannot read " + corrupt.position().coordinates() + " of the operation "
				+ Printable.quote(this.operation) + "; the partition waits " + delay.toSeconds() + " s: " + reason);
	}

}
