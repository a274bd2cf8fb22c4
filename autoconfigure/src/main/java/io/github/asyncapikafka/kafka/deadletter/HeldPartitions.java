package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * The partitions that wait because a dead letter cannot be written, or nobody knows yet
 * whether it can. The consumer goes on polling its other partitions, and stays a member
 * of its group.
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

	private final Map<Key, Attempt> attempts = new ConcurrentHashMap<>();

	/** The offsets at which partitions wait that are not resumed yet. */
	private final Map<Key, Long> waiting = new ConcurrentHashMap<>();

	/**
	 * Let a partition wait, longer each time.
	 * @return how long it waits
	 */
	Duration hold(MessageListenerContainer container, TopicPartition partition, long offset,
			HeldPartition.Builder builder) {
		Key key = Key.of(container, partition);
		HeldPartition held = this.partitions.compute(key, (same, before) -> {
			int attempts = (before != null) ? before.attempts() + 1 : 1;
			Duration delay = Duration.ofSeconds(1L << Math.min(attempts - 1, 5));
			delay = (delay.compareTo(MAX_DELAY) > 0) ? MAX_DELAY : delay;
			return builder.build(attempts, delay, Instant.now().plus(delay));
		});
		this.waiting.put(key, offset);
		container.pausePartition(partition);
		this.scheduler.schedule(() -> {
			this.waiting.remove(key);
			container.resumePartition(partition);
		}, held.delay().toMillis(), TimeUnit.MILLISECONDS);
		return held.delay();
	}

	/**
	 * Let a partition wait until an attempt has an end. Its record comes again then.
	 * @param onFailure is called if the attempt has failed
	 */
	void hold(MessageListenerContainer container, TopicPartition partition, Attempt attempt,
			Consumer<Throwable> onFailure) {
		Key key = Key.of(container, partition);
		this.attempts.put(key, attempt);
		this.waiting.put(key, attempt.offset());
		container.pausePartition(partition);
		// Pausing and resuming may wait for a lock, for which nobody else should wait.
		attempt.sent().whenCompleteAsync((result, failure) -> {
			this.waiting.remove(key);
			if (failure == null) {
				container.resumePartition(partition);
			}
			else if (this.attempts.remove(key, attempt)) {
				onFailure.accept(failure);
			}
		}, this.scheduler);
	}

	/**
	 * Return whether a record is not to be tried again yet.
	 */
	boolean isWaiting(MessageListenerContainer container, TopicPartition partition, long offset) {
		return !this.waiting.isEmpty() && Objects.equals(this.waiting.get(Key.of(container, partition)), offset);
	}

	/**
	 * Return the attempt for whose end a record has waited.
	 * @return the attempt, or {@code null} if the record comes for the first time, or
	 * after an attempt has failed
	 */
	@Nullable Attempt attempt(MessageListenerContainer container, TopicPartition partition, long offset) {
		Attempt attempt = this.attempts.isEmpty() ? null : this.attempts.remove(Key.of(container, partition));
		return (attempt != null && attempt.isOf(offset)) ? attempt : null;
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
	 * An attempt to write a dead letter.
	 *
	 * @param offset the offset of its record
	 * @param sent completes when the record can come again
	 * @param since since when it is under way
	 */
	record Attempt(long offset, CompletableFuture<?> sent, Instant since) {

		private boolean isOf(long offset) {
			return this.offset == offset && this.since.isAfter(Instant.now().minus(SILENCE));
		}

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
