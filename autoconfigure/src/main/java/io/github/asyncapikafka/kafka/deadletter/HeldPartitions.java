package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * The partitions that wait because a dead letter cannot be written. The consumer goes on
 * polling its other partitions, and stays a member of its group.
 */
final class HeldPartitions {

	private static final Duration MAX_DELAY = Duration.ofSeconds(30);

	/** For how long after its delay a partition may be silent before it is forgotten. */
	private static final Duration SILENCE = Duration.ofMinutes(2);

	private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, (runnable) -> {
		Thread thread = new Thread(runnable, "asyncapi-kafka-dead-letters");
		thread.setDaemon(true);
		return thread;
	});

	private final Map<Key, HeldPartition> partitions = new ConcurrentHashMap<>();

	/** Those that are not resumed yet. */
	private final Set<Key> waiting = ConcurrentHashMap.newKeySet();

	/**
	 * Let a partition wait, longer each time.
	 * @return how long it waits
	 */
	Duration hold(MessageListenerContainer container, TopicPartition partition, HeldPartition.Builder builder) {
		Key key = Key.of(container, partition);
		HeldPartition held = this.partitions.compute(key, (same, before) -> {
			int attempts = (before != null) ? before.attempts() + 1 : 1;
			Duration delay = Duration.ofSeconds(1L << Math.min(attempts - 1, 5));
			delay = (delay.compareTo(MAX_DELAY) > 0) ? MAX_DELAY : delay;
			return builder.build(attempts, delay, Instant.now().plus(delay));
		});
		this.waiting.add(key);
		container.pausePartition(partition);
		this.scheduler.schedule(() -> {
			this.waiting.remove(key);
			container.resumePartition(partition);
		}, held.delay().toMillis(), TimeUnit.MILLISECONDS);
		return held.delay();
	}

	/**
	 * Return a partition whose record is not to be tried again yet, or {@code null}.
	 */
	@Nullable HeldPartition waiting(MessageListenerContainer container, TopicPartition partition) {
		if (this.waiting.isEmpty()) {
			return null;
		}
		Key key = Key.of(container, partition);
		return this.waiting.contains(key) ? this.partitions.get(key) : null;
	}

	void release(MessageListenerContainer container, TopicPartition partition) {
		if (!this.partitions.isEmpty()) {
			this.partitions.remove(Key.of(container, partition));
		}
	}

	/**
	 * Return the partitions that wait. Those that another instance has taken over are not
	 * among them.
	 */
	List<HeldPartition> all() {
		Instant limit = Instant.now().minus(SILENCE);
		this.partitions.values().removeIf((held) -> held.until().isBefore(limit));
		return List.copyOf(this.partitions.values());
	}

	void close() {
		this.scheduler.shutdownNow();
	}

	/**
	 * A partition of a container.
	 *
	 * @param container the id of the container
	 * @param partition the partition
	 */
	private record Key(String container, TopicPartition partition) {

		static Key of(MessageListenerContainer container, TopicPartition partition) {
			return new Key(container.getListenerId(), partition);
		}

	}

}
