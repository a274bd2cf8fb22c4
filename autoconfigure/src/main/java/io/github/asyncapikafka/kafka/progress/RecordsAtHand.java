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
	private final Map<TopicPartition, Delivery> deliveries = new ConcurrentHashMap<>();

	/** The record that the listener is at, or the first one of a batch. */
	private volatile @Nullable Position current;

	/**
	 * Whether the container is to do something about {@link #current}. It then takes all
	 * other records to give them back, and is at none of them.
	 */
	private boolean failed;

	RecordsAtHand(boolean batch, Duration patience) {
		this.batch = batch;
		this.patience = patience;
	}

	/**
	 * Forget what has been handled.
	 * @param positions where the consumer goes on
	 */
	void release(Map<TopicPartition, Long> positions) {
		this.current = null;
		this.failed = false;
		this.deliveries.entrySet()
			.removeIf((delivery) -> positions.getOrDefault(delivery.getKey(), Long.MAX_VALUE) > delivery.getValue()
				.offset());
	}

	void polled(ConsumerRecords<?, ?> records, Set<TopicPartition> assignment, long now) {
		this.deliveries.keySet().retainAll(assignment);
		for (TopicPartition partition : records.partitions()) {
			long first = records.records(partition).get(0).offset();
			this.deliveries.compute(partition, (key, before) -> (before != null && before.offset() == first)
					? again(before, now) : new Delivery(first, now, now, 1));
		}
	}

	/**
	 * Count on, unless somebody let the record wait for so long that it was on purpose.
	 */
	private Delivery again(Delivery before, long now) {
		boolean waited = now - before.last() > this.patience.toNanos();
		return waited ? new Delivery(before.offset(), now, now, 1)
				: new Delivery(before.offset(), before.since(), now, before.count() + 1);
	}

	/**
	 * Return records that note which of them is taken.
	 */
	ConsumerRecords<Object, Object> watched(ConsumerRecords<Object, Object> records) {
		this.failed = false;
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

	private void taken(TopicPartition partition, ConsumerRecord<?, ?> record) {
		if (!this.failed) {
			at(partition, record);
			this.failed = record instanceof ReceivedRecord received && received.isFailed();
		}
	}

	/**
	 * Note that the listener is called.
	 */
	void begins(ConsumerRecord<?, ?> record) {
		this.failed = false;
		Position current = this.current;
		boolean taken = current != null && current.offset() == record.offset()
				&& current.partition().partition() == record.partition()
				&& current.partition().topic().equals(record.topic());
		if (!taken) {
			at(new TopicPartition(record.topic(), record.partition()), record);
		}
	}

	/**
	 * Note that the listener has failed.
	 */
	void failed() {
		this.failed = true;
	}

	private void at(TopicPartition partition, ConsumerRecord<?, ?> record) {
		this.current = new Position(partition, record.offset(), System.nanoTime());
	}

	Map<TopicPartition, Long> offsets() {
		Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
		this.deliveries.forEach((partition, delivery) -> offsets.put(partition, delivery.offset()));
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
		// A retry topic gives each record back once, until it is due.
		return this.deliveries.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().count() > 2)
			.map((entry) -> new Stall(operation, entry.getKey() + "@" + entry.getValue().offset(),
					"the record has come " + entry.getValue().count() + " times, and is not done",
					entry.getValue().age()))
			.filter((stall) -> stall.since().compareTo(this.patience) > 0)
			.findFirst();
	}

	/**
	 * The first record of a partition in a poll.
	 *
	 * @param offset its offset
	 * @param since when it came first
	 * @param last when it came last
	 * @param count how often it has come
	 */
	private record Delivery(long offset, long since, long last, int count) {

		Duration age() {
			return Duration.ofNanos(System.nanoTime() - this.since);
		}

	}

}
