package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import io.github.asyncapikafka.kafka.progress.ConsumerProgress.Position;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records that were polled last, and which of them the listener is at.
 */
final class RecordsAtHand {

	private final boolean batch;

	private final Duration patience;

	/** The first records of partitions. */
	private final Map<TopicPartition, Long> first = new ConcurrentHashMap<>();

	private final Attempts attempts;

	/** The record that the listener is at, or the first one of a batch. */
	private volatile @Nullable Position current;

	/** Whether {@link #current} is where it should be: with the listener. */
	private boolean delivered;

	/**
	 * Whether the container is to do something about {@link #current}. It then takes all
	 * other records to give them back, and is at none of them.
	 */
	private boolean failed;

	RecordsAtHand(boolean batch, Duration patience) {
		this.batch = batch;
		this.patience = patience;
		this.attempts = new Attempts(patience);
	}

	/**
	 * Forget what has been handled.
	 * @param positions where the consumer goes on
	 */
	void release(Map<TopicPartition, Long> positions) {
		Position current = this.current;
		if (current != null) {
			this.attempts.suspect(current);
		}
		this.attempts.count(positions);
		this.current = null;
		this.failed = false;
		this.first.clear();
	}

	void polled(ConsumerRecords<?, ?> records, Set<TopicPartition> assignment) {
		this.attempts.retainAll(assignment);
		records.partitions()
			.forEach((partition) -> this.first.put(partition, records.records(partition).get(0).offset()));
	}

	/**
	 * Return records that note which of them is taken.
	 */
	ConsumerRecords<Object, Object> watched(ConsumerRecords<Object, Object> records) {
		this.failed = false;
		this.delivered = true;
		records.partitions()
			.stream()
			.findFirst()
			.ifPresent((partition) -> at(partition, records.records(partition).get(0)));
		if (this.batch) {
			return records;
		}
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> watched = new LinkedHashMap<>();
		records.partitions()
			.forEach((partition) -> watched.put(partition,
					new WatchedRecords(records.records(partition), partition, this::taken)));
		return new ConsumerRecords<>(watched, records.nextOffsets());
	}

	/**
	 * Note that a record is taken. If the one before has not come to the listener,
	 * something in front of it has failed.
	 */
	private void taken(TopicPartition partition, ConsumerRecord<?, ?> record) {
		this.failed = this.failed || !this.delivered;
		if (!this.failed) {
			at(partition, record);
			this.delivered = ReceivedRecord.isSkipped(record);
			this.failed = record instanceof ReceivedRecord received && received.isFailed();
		}
	}

	/**
	 * Note that the listener is called.
	 */
	void begins(ConsumerRecord<?, ?> record) {
		this.failed = false;
		this.delivered = true;
		move(record);
	}

	/**
	 * Note that the listener has failed.
	 * @param record the record that is to blame
	 */
	void failed(ConsumerRecord<?, ?> record) {
		move(record);
		this.failed = true;
		Position current = this.current;
		if (current != null) {
			this.attempts.suspect(current);
		}
	}

	/**
	 * Return the partition of the record at which the listener has failed, or
	 * {@code null} if it has not.
	 */
	@Nullable TopicPartition failedPartition() {
		Position current = this.current;
		return (this.failed && current != null) ? current.partition() : null;
	}

	/**
	 * Go to a record, for which it makes no difference how often it is named.
	 */
	private void move(ConsumerRecord<?, ?> record) {
		Position current = this.current;
		boolean there = current != null && current.offset() == record.offset()
				&& current.partition().partition() == record.partition()
				&& current.partition().topic().equals(record.topic());
		if (!there) {
			at(new TopicPartition(record.topic(), record.partition()), record);
		}
	}

	private void at(TopicPartition partition, ConsumerRecord<?, ?> record) {
		this.current = new Position(partition, record.offset(), System.nanoTime());
	}

	Map<TopicPartition, Long> offsets() {
		Map<TopicPartition, Long> offsets = new LinkedHashMap<>(this.first);
		Position current = this.current;
		if (current != null) {
			offsets.put(current.partition(), current.offset());
		}
		return offsets;
	}

	/**
	 * Return what takes too long.
	 */
	Optional<Stall> stall(String operation) {
		Position current = this.current;
		if (current != null && current.age().compareTo(this.patience) > 0) {
			return Optional.of(new Stall(operation, current.coordinates(), this.batch
					? "the listener is still at the batch that begins here" : "the listener is still at this record",
					current.age()));
		}
		return this.attempts.stall(operation);
	}

}
