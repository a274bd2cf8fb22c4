package io.github.asyncapikafka.kafka.progress;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the commits of one consumer.
 */
public final class Commits {

	/** Up to where the consumer has committed, by partition. */
	private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();

	private volatile @Nullable Failure failure;

	/** Whether a commit has failed since the last poll began, or while it polls. */
	private boolean failed;

	Commits() {
	}

	/**
	 * Commit.
	 * @param offsets what is committed
	 * @param commit commits
	 */
	public void commit(Map<TopicPartition, OffsetAndMetadata> offsets, Runnable commit) {
		try {
			commit.run();
			done(offsets, null);
		}
		catch (WakeupException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			done(offsets, ex);
			throw ex;
		}
	}

	/**
	 * Return a callback that notes what comes of a commit, too.
	 * @param callback called otherwise, or {@code null}
	 * @return the callback to commit with
	 */
	public OffsetCommitCallback callback(@Nullable OffsetCommitCallback callback) {
		return (offsets, failure) -> {
			done(offsets, failure);
			if (callback != null) {
				callback.onComplete(offsets, failure);
			}
		};
	}

	private void done(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
		this.failed = failure != null;
		this.failure = (failure != null) ? Failure.of(failure, this.failure) : null;
		if (failure == null) {
			offsets.forEach((partition, offset) -> this.committed.put(partition, offset.offset()));
		}
	}

	/**
	 * Return up to where the consumer has committed.
	 * @param partition the partition
	 * @return the offset of the next record, or 0 if it has committed nothing yet
	 */
	public long committed(TopicPartition partition) {
		return this.committed.getOrDefault(partition, 0L);
	}

	void pollStarts() {
		this.failed = false;
	}

	/**
	 * Forget failures if nothing has come: then nothing is being handled, and there is
	 * nothing to commit.
	 */
	void pollReturns(boolean empty, Set<TopicPartition> assignment) {
		this.committed.keySet().retainAll(assignment);
		if (empty && !this.failed) {
			this.failure = null;
		}
	}

	@Nullable Failure failure() {
		return this.failure;
	}

}
