package io.github.asyncapikafka.kafka.acknowledge;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that are dead letters already but come again: refused ones, because the
 * listener has not acknowledged an earlier one, and those of a batch with another one
 * whose dead letter cannot be written. They need no second dead letter.
 */
public final class RecoveredRecords {

	/** More than consumers have in flight. */
	private static final int MAX_RECORDS = 10_000;

	private final Map<TopicPartition, Set<Coordinates>> records = new ConcurrentHashMap<>();

	/**
	 * Return whether a record was recovered.
	 * @param record the record
	 * @return {@code true} if it comes again
	 */
	public boolean contain(ConsumerRecord<?, ?> record) {
		Set<Coordinates> known = this.records.get(partition(record));
		return known != null && known.contains(Coordinates.of(record));
	}

	/**
	 * Called when a record was recovered.
	 * @param record the record
	 */
	public void add(ConsumerRecord<?, ?> record) {
		Set<Coordinates> known = this.records.computeIfAbsent(partition(record), (key) -> new LinkedHashSet<>());
		known.add(Coordinates.of(record));
		if (known.size() > MAX_RECORDS) {
			known.remove(known.iterator().next());
		}
	}

	/**
	 * Forget the records of a partition that do not come again, because what is behind
	 * them is committed.
	 * @param partition the partition
	 * @param committed the first offset that may come again
	 */
	public void forget(TopicPartition partition, long committed) {
		Set<Coordinates> known = this.records.getOrDefault(partition, Set.of());
		Iterator<Coordinates> oldest = known.iterator();
		while (oldest.hasNext() && oldest.next().offset() < committed) {
			oldest.remove();
		}
	}

	/**
	 * Add records that are recovered as well.
	 * @param others the records
	 */
	public void addAll(RecoveredRecords others) {
		others.records.forEach((partition,
				more) -> this.records.computeIfAbsent(partition, (key) -> new LinkedHashSet<>()).addAll(more));
	}

	/**
	 * Forget a record that does not come again, or is recovered anew then.
	 * @param record the record
	 * @return whether it was recovered
	 */
	public boolean remove(ConsumerRecord<?, ?> record) {
		Set<Coordinates> known = this.records.isEmpty() ? null : this.records.get(partition(record));
		return known != null && known.remove(Coordinates.of(record));
	}

	/**
	 * Called when partitions go to another consumer.
	 * @param partitions the partitions
	 */
	public void forget(Collection<TopicPartition> partitions) {
		this.records.keySet().removeAll(partitions);
	}

	private static TopicPartition partition(ConsumerRecord<?, ?> record) {
		return new TopicPartition(record.topic(), record.partition());
	}

	/**
	 * What tells the records of a partition apart, also if its topic was created again.
	 */
	private record Coordinates(long offset, long timestamp) {

		static Coordinates of(ConsumerRecord<?, ?> record) {
			return new Coordinates(record.offset(), record.timestamp());
		}

	}

}
