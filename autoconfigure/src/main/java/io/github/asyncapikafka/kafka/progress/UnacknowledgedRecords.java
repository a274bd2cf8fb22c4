package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.asyncapikafka.kafka.progress.ConsumerProgress.Position;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.Acknowledgment;

/**
 * The records that a listener has not acknowledged although it has returned. If it can
 * acknowledge in any order, its container pauses everything until it has acknowledged
 * all. Several threads can acknowledge.
 */
final class UnacknowledgedRecords {

	private final Duration patience;

	private final Map<ConsumerRecord<?, ?>, Position> open = new ConcurrentHashMap<>();

	private volatile boolean outOfOrder;

	/** Since when the container waits, or when it last got an acknowledgment. */
	private volatile @Nullable Long waiting;

	UnacknowledgedRecords(Duration patience) {
		this.patience = patience;
	}

	/**
	 * Return an acknowledgment that is noted.
	 * @param records the records that it is for
	 * @param acknowledgment the acknowledgment of the container
	 */
	Acknowledgment watched(List<? extends ConsumerRecord<?, ?>> records, Acknowledgment acknowledgment) {
		if (!acknowledgment.isOutOfOrderCommit()) {
			return acknowledgment;
		}
		this.outOfOrder = true;
		long now = System.nanoTime();
		records.forEach((record) -> this.open.put(record,
				new Position(new TopicPartition(record.topic(), record.partition()), record.offset(), now)));
		return new WatchedAcknowledgment(acknowledgment, () -> acknowledged(records));
	}

	private void acknowledged(List<? extends ConsumerRecord<?, ?>> records) {
		records.forEach(this.open::remove);
		if (this.waiting != null) {
			this.waiting = System.nanoTime();
		}
	}

	/**
	 * Note that the consumer polls.
	 * @param paused whether the container has paused everything, and nobody else
	 */
	void polling(boolean paused) {
		if (!paused || !this.outOfOrder) {
			this.waiting = null;
			this.open.clear();
		}
		else if (this.waiting == null) {
			this.waiting = System.nanoTime();
		}
	}

	Optional<Stall> stall(String operation) {
		Long since = this.waiting;
		if (since == null || System.nanoTime() - since <= this.patience.toNanos()) {
			return Optional.empty();
		}
		String oldest = this.open.values()
			.stream()
			.min((one, other) -> (one.since() != other.since()) ? Long.compare(one.since(), other.since())
					: Long.compare(one.offset(), other.offset()))
			.map(Position::coordinates)
			.orElse(null);
		return Optional.of(new Stall(operation, oldest, "the listener has not acknowledged this record",
				Duration.ofNanos(System.nanoTime() - since)));
	}

	/**
	 * Notes that it is used.
	 *
	 * @param delegate acknowledges
	 * @param onAcknowledged is called then
	 */
	private record WatchedAcknowledgment(Acknowledgment delegate, Runnable onAcknowledged) implements Acknowledgment {

		@Override
		public void acknowledge() {
			this.delegate.acknowledge();
			this.onAcknowledged.run();
		}

		@Override
		public void acknowledge(int index) {
			this.delegate.acknowledge(index);
		}

		@Override
		public void nack(Duration sleep) {
			this.delegate.nack(sleep);
		}

		@Override
		public void nack(int index, Duration sleep) {
			this.delegate.nack(index, sleep);
		}

		@Override
		public boolean isOutOfOrderCommit() {
			return this.delegate.isOutOfOrderCommit();
		}

		@Override
		public String toString() {
			return this.delegate.toString();
		}

	}

}
