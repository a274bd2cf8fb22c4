package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How far one consumer comes. Its thread notes what it does, and others ask what is in
 * its way.
 */
final class ConsumerProgress {

	private final String operation;

	/** For how long nothing may move. */
	private final Duration patience;

	/** For how long a poll may take. */
	private final Duration pollPatience;

	private final GroupContact group;

	private final boolean batch;

	/** Where the consumer goes on, by partition. */
	private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

	/** The first records of the partitions that were polled last. */
	private final Map<TopicPartition, Delivery> deliveries = new ConcurrentHashMap<>();

	/** The positions behind which there are records that do not come. */
	private final Map<TopicPartition, Position> behind = new ConcurrentHashMap<>();

	private volatile List<CorruptPosition> corrupt = List.of();

	private volatile @Nullable Failure pollFailure;

	private volatile @Nullable Failure commitFailure;

	private volatile boolean polling;

	/** When polling began or ended. */
	private volatile long since = System.nanoTime();

	/** The record that the listener is at, or the first one of a batch. */
	private volatile @Nullable Position current;

	/**
	 * Create an instance.
	 * @param operation the id of the operation, in printable form
	 * @param metrics gives the metrics of the consumer
	 * @param batch whether its listener takes batches
	 * @param patience for how long nothing may move
	 * @param pollPatience for how long a poll may take
	 */
	ConsumerProgress(String operation, Supplier<Map<MetricName, ? extends Metric>> metrics, boolean batch,
			Duration patience, Duration pollPatience) {
		this.operation = operation;
		this.patience = patience;
		this.pollPatience = pollPatience;
		this.group = new GroupContact(metrics);
		this.batch = batch;
	}

	/**
	 * Note that polling begins.
	 * @param aside whether it is only to stay in the group, and who polls still has
	 * records to handle
	 */
	void pollStarts(boolean aside) {
		this.since = System.nanoTime();
		this.polling = true;
		if (aside) {
			return;
		}
		this.current = null;
		this.deliveries.entrySet()
			.removeIf((delivery) -> this.positions.getOrDefault(delivery.getKey(), Long.MAX_VALUE) > delivery.getValue()
				.offset());
	}

	void pollReturns(ConsumerRecords<?, ?> records, Consumer<?, ?> consumer) {
		Set<TopicPartition> assignment = consumer.assignment();
		this.positions.keySet().retainAll(assignment);
		this.deliveries.keySet().retainAll(assignment);
		this.behind.keySet().retainAll(assignment);
		long now = System.nanoTime();
		for (TopicPartition partition : records.partitions()) {
			long first = records.records(partition).get(0).offset();
			this.deliveries.compute(partition, (key, before) -> (before != null && before.offset() == first)
					? again(before, now) : new Delivery(first, now, now, 1));
			this.behind.remove(partition);
		}
		records.nextOffsets().forEach((partition, next) -> this.positions.put(partition, next.offset()));
		if (records.isEmpty()) {
			// Nothing is being handled, so nothing is to be committed.
			this.commitFailure = null;
			lookBehind(assignment, consumer, now);
		}
		this.pollFailure = null;
		this.since = now;
		this.polling = false;
	}

	/**
	 * Count on, unless somebody let the record wait for so long that it was on purpose.
	 */
	private Delivery again(Delivery before, long now) {
		return isOld(before.last()) ? new Delivery(before.offset(), now, now, 1)
				: new Delivery(before.offset(), before.since(), now, before.count() + 1);
	}

	private void lookBehind(Set<TopicPartition> assignment, Consumer<?, ?> consumer, long now) {
		Set<TopicPartition> paused = consumer.paused();
		for (TopicPartition partition : assignment) {
			if (!paused.contains(partition) && consumer.currentLag(partition).orElse(0) > 0) {
				this.behind.compute(partition, (key, before) -> behind(key, before, consumer, now));
			}
			else {
				this.behind.remove(partition);
			}
		}
	}

	/**
	 * Begin anew if the consumer has passed something that is no record. Does not wait
	 * for a position: the new leader of a partition may not answer.
	 */
	private static @Nullable Position behind(TopicPartition partition, @Nullable Position before,
			Consumer<?, ?> consumer, long now) {
		try {
			long offset = consumer.position(partition, Duration.ZERO);
			return (before != null && before.offset() == offset) ? before : new Position(partition, offset, now);
		}
		catch (TimeoutException ex) {
			return before;
		}
	}

	void pollFailed(Throwable failure) {
		this.pollFailure = Failure.of(failure, this.pollFailure);
		this.polling = false;
	}

	void commitFailed(RuntimeException failure) {
		this.commitFailure = Failure.of(failure, this.commitFailure);
	}

	void committed() {
		this.commitFailure = null;
	}

	void sought(TopicPartition partition, long offset) {
		this.positions.put(partition, offset);
	}

	void corrupt(List<CorruptPosition> corrupt) {
		this.corrupt = corrupt;
	}

	ConsumerRecords<Object, Object> delivered(ConsumerRecords<Object, Object> records) {
		for (TopicPartition partition : records.partitions()) {
			at(records.records(partition).get(0));
			break;
		}
		if (this.batch) {
			return records;
		}
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> watched = new LinkedHashMap<>();
		records.partitions()
			.forEach((partition) -> watched.put(partition, new WatchedRecords(records.records(partition), this::at)));
		return new ConsumerRecords<>(watched, records.nextOffsets());
	}

	private void at(ConsumerRecord<?, ?> record) {
		this.current = new Position(new TopicPartition(record.topic(), record.partition()), record.offset(),
				System.nanoTime());
	}

	/**
	 * Return how far the consumer has come.
	 */
	List<String> positions() {
		Map<TopicPartition, Long> reached = new LinkedHashMap<>(this.positions);
		this.deliveries.forEach((partition, delivery) -> reached.put(partition, delivery.offset()));
		Position current = this.current;
		if (current != null) {
			reached.put(current.partition(), current.offset());
		}
		return reached.entrySet().stream().map((entry) -> entry.getKey() + "@" + entry.getValue()).sorted().toList();
	}

	/**
	 * Return what is in the way of the consumer.
	 */
	List<Stall> stalls() {
		List<Stall> stalls = new ArrayList<>();
		this.corrupt.forEach((position) -> stalls.add(new Stall(this.operation, position.coordinates(),
				"corrupted in the broker's log: " + position.reason(), age(position.since()))));
		add(stalls, this.pollFailure, "polling fails");
		add(stalls, this.commitFailure, "offsets cannot be committed");
		if (stalls.isEmpty()) {
			addSlow(stalls);
		}
		if (stalls.isEmpty()) {
			this.behind.values().forEach((position) -> add(stalls, position, "there are records, but none comes"));
			this.group.silence(this.patience)
				.ifPresent((silence) -> stalls
					.add(new Stall(this.operation, null, "no contact with the coordinator of its group", silence)));
		}
		return stalls;
	}

	private void add(List<Stall> stalls, @Nullable Failure failure, String what) {
		if (failure != null && (failure.immediate() || isOld(failure.since()))) {
			stalls.add(new Stall(this.operation, null, what + ": " + failure.text(), age(failure.since())));
		}
	}

	private void add(List<Stall> stalls, Position position, String what) {
		if (isOld(position.since())) {
			stalls.add(new Stall(this.operation, position.coordinates(), what, age(position.since())));
		}
	}

	private void addSlow(List<Stall> stalls) {
		Position current = this.current;
		if (current != null) {
			add(stalls, current, this.batch ? "the listener is still at the batch that begins here"
					: "the listener is still at this record");
		}
		this.deliveries.forEach((partition, delivery) -> {
			// A retry topic gives each record back once, until it is due.
			if (delivery.count() > 2 && stalls.isEmpty()) {
				add(stalls, new Position(partition, delivery.offset(), delivery.since()),
						"the record has come " + delivery.count() + " times, and is not done");
			}
		});
		if (stalls.isEmpty() && this.polling && age(this.since).compareTo(this.pollPatience) > 0) {
			stalls.add(new Stall(this.operation, null, "polling does not return", age(this.since)));
		}
	}

	private boolean isOld(long since) {
		return age(since).compareTo(this.patience) > 0;
	}

	private static Duration age(long since) {
		return Duration.ofNanos(System.nanoTime() - since);
	}

	/**
	 * A record or position at which the consumer is.
	 *
	 * @param partition the partition
	 * @param offset the offset
	 * @param since since when
	 */
	private record Position(TopicPartition partition, long offset, long since) {

		String coordinates() {
			return this.partition + "@" + this.offset;
		}

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

	}

}
