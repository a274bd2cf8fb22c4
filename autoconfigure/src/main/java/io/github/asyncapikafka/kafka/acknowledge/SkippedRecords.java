package io.github.asyncapikafka.kafka.acknowledge;

import java.util.Collection;
import java.util.HashMap;
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
	public synchronized void skip(Collection<? extends ConsumerRecord<?, ?>> records,
			@Nullable Acknowledgment acknowledgment) {
		if (acknowledgment == null) {
			return;
		}
		Waiting waiting = new Waiting(lastOffsets(records).keySet(), acknowledgment);
		if (acknowledgment.isOutOfOrderCommit() || waiting.partitions().stream().noneMatch(this.open::containsKey)) {
			acknowledgment.acknowledge();
		}
		else {
			waiting.partitions().forEach((partition) -> this.waiting.put(partition, waiting));
		}
	}

	/**
	 * Called with records that the listener gets.
	 * @param records the records
	 * @param acknowledgment acknowledges them
	 * @return what to call when the listener has acknowledged them
	 */
	synchronized Runnable deliver(Collection<? extends ConsumerRecord<?, ?>> records, Acknowledgment acknowledgment) {
		if (acknowledgment.isOutOfOrderCommit()) {
			return () -> {
			};
		}
		Map<TopicPartition, Long> last = lastOffsets(records);
		last.forEach((partition, offset) -> {
			this.open.put(partition, offset);
			this.waiting.remove(partition);
		});
		return () -> acknowledged(last);
	}

	/**
	 * Called when partitions go to another consumer.
	 * @param partitions the partitions
	 */
	public synchronized void forget(Collection<TopicPartition> partitions) {
		this.open.keySet().removeAll(partitions);
		this.waiting.keySet().removeAll(partitions);
	}

	private synchronized void acknowledged(Map<TopicPartition, Long> last) {
		last.forEach((partition, offset) -> this.open.computeIfPresent(partition,
				(key, open) -> (open <= offset) ? null : open));
		last.keySet().forEach((partition) -> {
			Waiting waiting = this.waiting.get(partition);
			if (waiting != null && waiting.partitions().stream().noneMatch(this.open::containsKey)) {
				waiting.partitions().forEach((other) -> this.waiting.remove(other, waiting));
				waiting.acknowledgment().acknowledge();
			}
		});
	}

	private static Map<TopicPartition, Long> lastOffsets(Collection<? extends ConsumerRecord<?, ?>> records) {
		Map<TopicPartition, Long> last = new HashMap<>();
		records.forEach((record) -> last.put(new TopicPartition(record.topic(), record.partition()), record.offset()));
		return last;
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
