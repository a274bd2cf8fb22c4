package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.asyncapikafka.kafka.progress.corrupt.CorruptPosition;
import org.apache.kafka.clients.consumer.Consumer;
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

	/** Whatever topic matches. */
	static final String ANY = "";

	private final String operation;

	/** For how long nothing may move. */
	private final Duration patience;

	/** For how long a poll may take. */
	private final Duration pollPatience;

	private final GroupContact group;

	private final RecordsAtHand atHand;

	private final Commits commits = new Commits();

	private final UnacknowledgedRecords unacknowledged;

	/** Where the consumer goes on, by partition. */
	private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

	/** The positions behind which there are records that do not come. */
	private final Map<TopicPartition, Position> behind = new ConcurrentHashMap<>();

	/** Since when the consumer has no partition of a topic that it subscribes to. */
	private final Map<String, Long> unassigned = new ConcurrentHashMap<>();

	private volatile List<CorruptPosition> corrupt = List.of();

	private volatile @Nullable Failure pollFailure;

	private volatile boolean polling;

	/** When polling began or ended. */
	private volatile long since = System.nanoTime();

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
		this.atHand = new RecordsAtHand(batch, patience);
		this.unacknowledged = new UnacknowledgedRecords(patience);
	}

	/**
	 * Note that polling begins.
	 * @param aside whether it is only to stay in the group, and who polls still has
	 * records to handle
	 */
	void pollStarts(boolean aside) {
		this.since = System.nanoTime();
		this.polling = true;
		this.commits.pollStarts();
		if (aside) {
			return;
		}
		this.atHand.release(this.positions);
	}

	void pollReturns(ConsumerRecords<?, ?> records, Consumer<?, ?> consumer) {
		Set<TopicPartition> assignment = consumer.assignment();
		this.positions.keySet().retainAll(assignment);
		this.behind.keySet().retainAll(assignment);
		long now = System.nanoTime();
		this.atHand.polled(records, assignment);
		this.behind.keySet().removeAll(records.partitions());
		records.nextOffsets().forEach((partition, next) -> this.positions.put(partition, next.offset()));
		this.commits.pollReturns(records.isEmpty(), assignment);
		if (records.isEmpty()) {
			lookBehind(assignment, consumer, now);
			lookForTopics(assignment, consumer, now);
		}
		this.pollFailure = null;
		this.since = now;
		this.polling = false;
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

	private void lookForTopics(Set<TopicPartition> assignment, Consumer<?, ?> consumer, long now) {
		Set<String> topics = new HashSet<>(consumer.subscription());
		if (topics.isEmpty()) {
			topics.add(ANY);
		}
		assignment.forEach((partition) -> topics.remove(partition.topic()));
		this.unassigned.keySet().retainAll(topics);
		topics.forEach((topic) -> this.unassigned.putIfAbsent(topic, now));
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

	void sought(TopicPartition partition) {
		this.positions.remove(partition);
	}

	void sought(TopicPartition partition, long offset) {
		this.positions.put(partition, offset);
	}

	void corrupt(List<CorruptPosition> corrupt) {
		this.corrupt = corrupt;
	}

	RecordsAtHand atHand() {
		return this.atHand;
	}

	Commits commits() {
		return this.commits;
	}

	UnacknowledgedRecords unacknowledged() {
		return this.unacknowledged;
	}

	/**
	 * Return how far the consumer has come.
	 */
	List<String> positions() {
		Map<TopicPartition, Long> reached = new LinkedHashMap<>(this.positions);
		reached.putAll(this.atHand.offsets());
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
		add(stalls, this.commits.failure(), "offsets cannot be committed");
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

	/**
	 * Return the topics of which the consumer, a member of its group, has no partition.
	 * @return for how long, by the name of the topic, or {@link #ANY} while no topic
	 * matches a pattern
	 */
	Map<String, Duration> unassigned() {
		Map<String, Duration> ages = new HashMap<>();
		if (this.group.isMember()) {
			this.unassigned.forEach((topic, since) -> ages.put(topic, age(since)));
		}
		return ages;
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
		this.atHand.stall(this.operation).or(() -> this.unacknowledged.stall(this.operation)).ifPresent(stalls::add);
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
	record Position(TopicPartition partition, long offset, long since) {

		String coordinates() {
			return this.partition + "@" + this.offset;
		}

		Duration age() {
			return ConsumerProgress.age(this.since);
		}

	}

}
