package io.github.asyncapikafka.kafka.acknowledge;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.kafka.support.Acknowledgment;

/**
 * The acknowledgment of one record that a listener gets.
 */
public final class DeliveredRecord implements Acknowledgment {

	private final Acknowledgment delegate;

	private final SkippedRecords.Delivery delivery;

	/**
	 * Create an instance.
	 * @param record the record
	 * @param delegate the acknowledgment of the container
	 * @param skipped the records that the listener does not get
	 */
	public DeliveredRecord(ConsumerRecord<?, ?> record, Acknowledgment delegate, SkippedRecords skipped) {
		this.delegate = delegate;
		this.delivery = skipped.deliver(List.of(record), delegate);
	}

	@Override
	public void acknowledge() {
		this.delegate.acknowledge();
		this.delivery.acknowledged();
	}

	@Override
	public void nack(Duration sleep) {
		this.delegate.nack(sleep);
		this.delivery.returned();
	}

	/**
	 * Called when the listener has failed.
	 */
	public void failed() {
		this.delivery.returned();
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
