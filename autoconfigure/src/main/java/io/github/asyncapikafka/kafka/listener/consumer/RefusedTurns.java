package io.github.asyncapikafka.kafka.listener.consumer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decides which polls of a batch listener are for a refused record. While there are
 * others, readable and refused records take turns, so that neither wait for long.
 */
final class RefusedTurns {

	/**
	 * The partitions whose refused records were cut off, those that wait longest first.
	 */
	private final Set<TopicPartition> waiting = new LinkedHashSet<>();

	private boolean lastWasRefused;

	/**
	 * Return the partition whose first record has its turn.
	 * @param polled what was polled, by partition
	 * @return the partition, or {@code null} if readable records have their turn
	 */
	@Nullable TopicPartition next(Map<TopicPartition, List<ReceivedRecord>> polled) {
		Set<TopicPartition> refused = new LinkedHashSet<>();
		polled.forEach((partition, records) -> {
			if (records.get(0).isFailed()) {
				refused.add(partition);
			}
		});
		TopicPartition next = null;
		if (refused.size() == polled.size() || !this.lastWasRefused) {
			next = this.waiting.stream().filter(refused::contains).findFirst().orElse(null);
		}
		if (next == null && refused.size() == polled.size()) {
			next = refused.iterator().next();
		}
		this.waiting.addAll(refused);
		this.waiting.remove(next);
		this.lastWasRefused = next != null;
		return next;
	}

}
