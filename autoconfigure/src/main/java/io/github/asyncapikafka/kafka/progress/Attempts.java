package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.asyncapikafka.kafka.progress.ConsumerProgress.Position;
import org.apache.kafka.common.TopicPartition;

/**
 * The records at which a consumer has failed and to which it went back, and how often.
 */
final class Attempts {

	/** A retry topic gives each record back once, until it is due. */
	private static final int USUAL = 2;

	private final Duration patience;

	private final Map<TopicPartition, Attempt> attempts = new ConcurrentHashMap<>();

	/** The records that may have failed since the last poll. */
	private final Map<TopicPartition, Position> suspects = new HashMap<>();

	Attempts(Duration patience) {
		this.patience = patience;
	}

	/**
	 * Note a record that may have failed. Whether it comes again shows at the next poll.
	 */
	void suspect(Position position) {
		this.suspects.put(position.partition(), position);
	}

	/**
	 * Count what comes again, and forget what does not.
	 * @param positions where the consumer goes on
	 */
	void count(Map<TopicPartition, Long> positions) {
		long now = System.nanoTime();
		this.attempts.entrySet()
			.removeIf((entry) -> positions.getOrDefault(entry.getKey(), Long.MAX_VALUE) > entry.getValue().offset());
		this.suspects.forEach((partition, position) -> {
			if (positions.getOrDefault(partition, Long.MAX_VALUE) == position.offset()) {
				this.attempts.compute(partition,
						(key, before) -> (before != null && before.offset() == position.offset()) ? again(before, now)
								: new Attempt(position.offset(), position.since(), now, 1));
			}
		});
		this.suspects.clear();
	}

	/**
	 * Count on, unless somebody let the record wait for so long that it was on purpose.
	 */
	private Attempt again(Attempt before, long now) {
		boolean waited = now - before.last() > this.patience.toNanos();
		return waited ? new Attempt(before.offset(), now, now, 1)
				: new Attempt(before.offset(), before.since(), now, before.count() + 1);
	}

	void retainAll(Set<TopicPartition> assignment) {
		this.attempts.keySet().retainAll(assignment);
	}

	/**
	 * Return the record that has failed for the longest time, if that is too long.
	 */
	Optional<Stall> stall(String operation) {
		return this.attempts.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().count() > USUAL)
			.map((entry) -> new Stall(operation, entry.getKey() + "@" + entry.getValue().offset(),
					"the record has come " + entry.getValue().count() + " times, and is not done",
					entry.getValue().age()))
			.filter((stall) -> stall.since().compareTo(this.patience) > 0)
			.max(Comparator.comparing(Stall::since));
	}

	/**
	 * A record that comes again.
	 *
	 * @param offset its offset
	 * @param since since when the listener was at it first
	 * @param last when it failed last
	 * @param count how often it has failed
	 */
	private record Attempt(long offset, long since, long last, int count) {

		Duration age() {
			return Duration.ofNanos(System.nanoTime() - this.since);
		}

	}

}
