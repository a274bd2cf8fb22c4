package io.github.asyncapikafka.kafka.listener;

import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.adapter.AbstractDelegatingMessageListenerAdapter;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Keeps records that cannot be decoded away from a batch listener. {@link PolledBatch}
 * has made each of them a batch of its own, which goes to the error handler.
 */
final class DecodedBatchListener extends AbstractDelegatingMessageListenerAdapter<BatchMessageListener<Object, Object>>
		implements BatchAcknowledgingConsumerAwareMessageListener<Object, Object> {

	@SuppressWarnings("unchecked")
	DecodedBatchListener(BatchMessageListener<?, ?> delegate) {
		super((BatchMessageListener<Object, Object>) delegate);
	}

	@Override
	public boolean wantsPollResult() {
		return this.delegate.wantsPollResult();
	}

	@Override
	public void onMessage(ConsumerRecords<Object, Object> records, @Nullable Acknowledgment acknowledgment,
			Consumer<Object, Object> consumer) {
		records.forEach(DecodedBatchListener::refuseFailed);
		this.delegate.onMessage(records, acknowledgment, consumer);
	}

	@Override
	public void onMessage(List<ConsumerRecord<Object, Object>> records, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		records.forEach(DecodedBatchListener::refuseFailed);
		switch (this.delegateType) {
			case ACKNOWLEDGING_CONSUMER_AWARE -> this.delegate.onMessage(records, acknowledgment, consumer);
			case ACKNOWLEDGING -> this.delegate.onMessage(records, acknowledgment);
			case CONSUMER_AWARE -> this.delegate.onMessage(records, consumer);
			case SIMPLE -> this.delegate.onMessage(records);
		}
	}

	private static void refuseFailed(ConsumerRecord<Object, Object> record) {
		if (record instanceof ReceivedRecord received && received.isFailed()) {
			throw new BatchListenerFailedException("A record cannot be read", DecodingFailures.of(received), record);
		}
	}

}
