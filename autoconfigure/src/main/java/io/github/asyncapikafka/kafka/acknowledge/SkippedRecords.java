package io.github.asyncapikafka.kafka.acknowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.Acknowledgment;

/**
 * Acknowledges records that a listener does not get, but not before the listener has
 * acknowledged what it got before: the offset of a record includes all in front of it.
 * Several threads can use it.
 */
public final class SkippedRecords {

	/** The last offset that the listener has and did not acknowledge, by partition. */
	private final Map<TopicPartition, Long> open = new HashMap<>();

	/** What is acknowledged as soon as nothing is open, by partition. */
	private final Map<TopicPartition, Waiting> waiting = new HashMap<>();

	/**
	 * Called with records that the listener does not get.
	 * @param records the records
	 * @param acknowledgment acknowledges them, or {@code null} if the container does
	 */
	public void skip(Collection<? extends ConsumerRecord<?, ?>> records, @Nullable Acknowledgment acknowledgment) {
		if (acknowledgment != null && (acknowledgment.isOutOfOrderCommit()
				|| !waits(new Waiting(lastOffsets(records).keySet(), acknowledgment)))) {
			acknowledgment.acknowledge();
		}
	}

	private synchronized boolean waits(Waiting waiting) {
		drop(waiting.partitions());
		if (waiting.partitions().stream().noneMatch(this.open::containsKey)) {
			return false;
		}
		waiting.partitions().forEach((partition) -> this.waiting.put(partition, waiting));
		return true;
	}

	/**
	 * Called with records that the listener gets.
	 * @param records the records
	 * @param acknowledgment acknowledges them
	 * @return what becomes of them
	 */
	synchronized Delivery deliver(Collection<? extends ConsumerRecord<?, ?>> records, Acknowledgment acknowledgment) {
		Delivery delivery = new Delivery(acknowledgment.isOutOfOrderCommit() ? Map.of() : lastOffsets(records));
		drop(delivery.last.keySet());
		delivery.last.forEach((partition, offset) -> {
			Long before = this.open.put(partition, offset);
			if (before != null) {
				delivery.before.put(partition, before);
			}
		});
		return delivery;
	}

	/**
	 * Called when partitions go to another consumer.
	 * @param partitions the partitions
	 */
	public synchronized void forget(Collection<TopicPartition> partitions) {
		this.open.keySet().removeAll(partitions);
		drop(partitions);
	}

	/**
	 * Let go of what waits in some partitions. It would be acknowledged after what comes
	 * behind it there, and take its offset back; in other partitions it is acknowledged
	 * with the next record.
	 */
	private void drop(Collection<TopicPartition> partitions) {
		for (TopicPartition partition : partitions) {
			Waiting waiting = this.waiting.get(partition);
			if (waiting != null) {
				this.waiting.keySet().removeAll(waiting.partitions());
			}
		}
	}

	/**
	 * Return what need not wait any more.
	 */
	private synchronized List<Waiting> acknowledged(Map<TopicPartition, Long> last) {
		last.forEach((partition, offset) -> this.open.computeIfPresent(partition,
				(key, open) -> (open <= offset) ? null : open));
		List<Waiting> done = new ArrayList<>();
		last.keySet().forEach((partition) -> {
			Waiting waiting = this.waiting.get(partition);
			if (waiting != null && waiting.partitions().stream().noneMatch(this.open::containsKey)) {
				waiting.partitions().forEach((other) -> this.waiting.remove(other, waiting));
				done.add(waiting);
			}
		});
		return done;
	}

	private static Map<TopicPartition, Long> lastOffsets(Collection<? extends ConsumerRecord<?, ?>> records) {
		Map<TopicPartition, Long> last = new HashMap<>();
		records.forEach((record) -> last.put(new TopicPartition(record.topic(), record.partition()), record.offset()));
		return last;
	}

	/**
	 * Records that the listener has.
	 */
	final class Delivery {

		private final Map<TopicPartition, Long> last;

		/** What was open before. */
		private final Map<TopicPartition, Long> before = new HashMap<>();

		private Delivery(Map<TopicPartition, Long> last) {
			this.last = last;
		}

		/**
		 * Called when the listener has acknowledged them. Acknowledging can wait for the
		 * broker, which other consumers need not do.
		 */
		void acknowledged() {
			SkippedRecords.this.acknowledged(this.last).forEach((waiting) -> waiting.acknowledgment().acknowledge());
		}

		/**
		 * Called when the listener has given them back: they come again, or the container
		 * acknowledges them.
		 */
		void returned() {
			synchronized (SkippedRecords.this) {
				this.last.forEach((partition, offset) -> SkippedRecords.this.open.computeIfPresent(partition,
						(key, open) -> open.equals(offset) ? this.before.get(partition) : open));
			}
		}

	}

	/**
	 * Skipped records that are not acknowledged yet.
	 *
	 * @param partitions their partitions
	 * @param acknowledgment acknowledges them
	 */
	private record Waiting(Set<TopicPartition> partitions, Acknowledgment acknowledgment) {

	}

}
