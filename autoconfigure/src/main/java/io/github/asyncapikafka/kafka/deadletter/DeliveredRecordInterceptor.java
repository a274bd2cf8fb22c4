package io.github.asyncapikafka.kafka.deadletter;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Shows an interceptor of the application only records that the listener gets. The others
 * have neither key nor value.
 */
public final class DeliveredRecordInterceptor implements RecordInterceptor<Object, Object> {

	private final RecordInterceptor<Object, Object> delegate;

	/**
	 * Create an instance.
	 * @param delegate the interceptor of the application
	 */
	public DeliveredRecordInterceptor(RecordInterceptor<Object, Object> delegate) {
		this.delegate = delegate;
	}

	@Override
	public @Nullable ConsumerRecord<Object, Object> intercept(ConsumerRecord<Object, Object> record,
			Consumer<Object, Object> consumer) {
		if (!ReceivedRecord.isDelivered(record)) {
			return record;
		}
		ConsumerRecord<Object, Object> replacement = this.delegate.intercept(record, consumer);
		return (replacement != null) ? ReceivedRecord.replaced(record, replacement) : null;
	}

	@Override
	public void success(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
		if (ReceivedRecord.isDelivered(record)) {
			this.delegate.success(record, consumer);
		}
	}

	@Override
	public void failure(ConsumerRecord<Object, Object> record, Exception exception, Consumer<Object, Object> consumer) {
		if (ReceivedRecord.isDelivered(record)) {
			this.delegate.failure(record, exception, consumer);
		}
	}

	@Override
	public void afterRecord(ConsumerRecord<Object, Object> record, Consumer<Object, Object> consumer) {
		if (ReceivedRecord.isDelivered(record)) {
			this.delegate.afterRecord(record, consumer);
		}
	}

	@Override
	public void setupThreadState(Consumer<?, ?> consumer) {
		this.delegate.setupThreadState(consumer);
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		this.delegate.clearThreadState(consumer);
	}

}
