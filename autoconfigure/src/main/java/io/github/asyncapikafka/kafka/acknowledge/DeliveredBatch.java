package io.github.asyncapikafka.kafka.acknowledge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.Acknowledgment;

/**
 * The records of a batch that a listener gets. The container knows all of them, so a
 * position in what the listener has is another one there.
 */
public final class DeliveredBatch {

	private final List<ConsumerRecord<Object, Object>> all;

	private final List<ConsumerRecord<Object, Object>> delivered;

	private SkippedRecords.@Nullable Delivery delivery;

	/** The positions of what is delivered, empty if all is. */
	private final List<Integer> positions = new ArrayList<>();

	/**
	 * Create an instance.
	 * @param all the records of the container
	 * @param skipped tells those that the listener does not get
	 */
	public DeliveredBatch(List<ConsumerRecord<Object, Object>> all, Predicate<ConsumerRecord<?, ?>> skipped) {
		this.all = all;
		if (all.stream().noneMatch(skipped)) {
			this.delivered = all;
			return;
		}
		this.delivered = new ArrayList<>();
		for (int i = 0; i < all.size(); i++) {
			if (!skipped.test(all.get(i))) {
				this.delivered.add(all.get(i));
				this.positions.add(i);
			}
		}
	}

	/**
	 * Return what the container has.
	 * @return all records
	 */
	public List<ConsumerRecord<Object, Object>> all() {
		return this.all;
	}

	/**
	 * Return what the listener gets.
	 * @return the records, possibly none
	 */
	public List<ConsumerRecord<Object, Object>> records() {
		return this.delivered;
	}

	/**
	 * Return the acknowledgment for the listener.
	 * @param acknowledgment the acknowledgment of the container, or {@code null}
	 * @param skipped the records that the listener does not get
	 * @return the acknowledgment, or {@code null} if there is none
	 */
	public @Nullable Acknowledgment acknowledgment(@Nullable Acknowledgment acknowledgment, SkippedRecords skipped) {
		if (acknowledgment == null) {
			return null;
		}
		this.delivery = skipped.deliver(this.all, acknowledgment);
		return new BatchAcknowledgment(acknowledgment, this.delivery);
	}

	/**
	 * Called when the listener has failed.
	 */
	public void failed() {
		if (this.delivery != null) {
			this.delivery.returned();
		}
	}

	/**
	 * Return an exception of the listener with the record instead of its position.
	 * @param failure the exception
	 * @return the same exception if it names no position
	 */
	public RuntimeException located(RuntimeException failure) {
		if (this.delivered == this.all) {
			return failure;
		}
		BatchListenerFailedException failed = find(failure);
		if (failed == null || failed.getRecord() != null || failed.getIndex() < 0
				|| failed.getIndex() >= this.delivered.size()) {
			return failure;
		}
		return new BatchListenerFailedException("The listener failed",
				(failed.getCause() != null) ? failed.getCause() : failed, this.delivered.get(failed.getIndex()));
	}

	/**
	 * Return the record from which on the batch comes again.
	 * @param failure the exception of the listener
	 * @return the record that the exception names, or the first one
	 */
	public ConsumerRecord<?, ?> failedRecord(RuntimeException failure) {
		BatchListenerFailedException failed = find(failure);
		if (failed == null) {
			return this.all.get(0);
		}
		ConsumerRecord<?, ?> record = failed.getRecord();
		if (record != null) {
			return record;
		}
		boolean known = failed.getIndex() >= 0 && failed.getIndex() < this.delivered.size();
		return known ? this.delivered.get(failed.getIndex()) : this.all.get(0);
	}

	private static @Nullable BatchListenerFailedException find(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof BatchListenerFailedException)) {
			cause = cause.getCause();
		}
		return (BatchListenerFailedException) cause;
	}

	/**
	 * Translates positions.
	 */
	private final class BatchAcknowledgment implements Acknowledgment {

		private final Acknowledgment delegate;

		private final SkippedRecords.Delivery delivery;

		/** The last position that was acknowledged alone. */
		private int partial = -1;

		BatchAcknowledgment(Acknowledgment delegate, SkippedRecords.Delivery delivery) {
			this.delegate = delegate;
			this.delivery = delivery;
		}

		@Override
		public void acknowledge() {
			if (this.partial >= 0 && this.partial < DeliveredBatch.this.delivered.size() - 1) {
				// Spring Kafka acknowledges only one more then.
				acknowledge(this.partial + 1);
				return;
			}
			this.delegate.acknowledge();
			this.delivery.acknowledged();
		}

		@Override
		public void acknowledge(int index) {
			boolean last = index == DeliveredBatch.this.delivered.size() - 1;
			this.delegate.acknowledge(last ? DeliveredBatch.this.all.size() - 1 : position(index + 1) - 1);
			this.partial = index;
			if (last) {
				this.delivery.acknowledged();
			}
		}

		@Override
		public void nack(int index, Duration sleep) {
			this.delegate.nack(position(index), sleep);
			this.delivery.returned();
		}

		private int position(int index) {
			return (DeliveredBatch.this.delivered == DeliveredBatch.this.all) ? index
					: DeliveredBatch.this.positions.get(index);
		}

		@Override
		public boolean isOutOfOrderCommit() {
			return this.delegate.isOutOfOrderCommit();
		}

		@Override
		public String toString() {
			return this.delegate.toString();
		}

	}

}
