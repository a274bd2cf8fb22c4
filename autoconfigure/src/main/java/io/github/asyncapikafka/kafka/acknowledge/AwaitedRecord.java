package io.github.asyncapikafka.kafka.acknowledge;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.support.Acknowledgment;

/**
 * The acknowledgment of a record whose listener answers with a future. Spring Kafka would
 * acknowledge the record also if the future fails, before it tries again, and would hand
 * the failure to one of the container's threads, whoever has the partition.
 */
public final class AwaitedRecord implements Acknowledgment {

	private final @Nullable Acknowledgment delegate;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	/**
	 * Create an instance.
	 * @param delegate the acknowledgment of the container, or {@code null} if the
	 * container acknowledges
	 */
	public AwaitedRecord(@Nullable Acknowledgment delegate) {
		this.delegate = delegate;
	}

	/**
	 * Acknowledge the record, unless that is done or the listener has failed.
	 */
	@Override
	public void acknowledge() {
		if (this.done.isDone()) {
			return;
		}
		try {
			if (this.delegate != null) {
				this.delegate.acknowledge();
			}
			this.done.complete(null);
		}
		catch (RuntimeException ex) {
			this.done.completeExceptionally(ex);
			throw ex;
		}
	}

	/**
	 * Called when the listener, or its future, has failed.
	 * @return whether the record has not been acknowledged before
	 */
	boolean failed(ListenerExecutionFailedException failure) {
		return this.done.completeExceptionally(failure);
	}

	/**
	 * Wait until the listener is done with the record.
	 * @throws ListenerExecutionFailedException if it has failed
	 */
	public void await() {
		try {
			this.done.get();
		}
		catch (ExecutionException ex) {
			throw (RuntimeException) ex.getCause();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException("Interrupted while waiting for the listener", ex);
		}
	}

	/**
	 * Return that the record is acknowledged later, which Spring Kafka wants to know of a
	 * listener that answers with futures.
	 */
	@Override
	public boolean isOutOfOrderCommit() {
		return true;
	}

	@Override
	public String toString() {
		return String.valueOf(this.delegate);
	}

}
