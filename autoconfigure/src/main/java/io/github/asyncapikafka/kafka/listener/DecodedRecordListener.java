package io.github.asyncapikafka.kafka.listener;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.adapter.AbstractDelegatingMessageListenerAdapter;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * Keeps refused records away from a listener whose container has transactions, and
 * recovers them within the transaction: after a rollback, dead letter and offset would
 * not be one.
 */
final class DecodedRecordListener extends AbstractDelegatingMessageListenerAdapter<MessageListener<Object, Object>>
		implements AcknowledgingConsumerAwareMessageListener<Object, Object> {

	private final ConsumerAwareRecordRecoverer recoverer;

	@SuppressWarnings("unchecked")
	DecodedRecordListener(MessageListener<?, ?> delegate, ConsumerAwareRecordRecoverer recoverer) {
		super((MessageListener<Object, Object>) delegate);
		this.recoverer = recoverer;
	}

	@Override
	public void onMessage(ConsumerRecord<Object, Object> record, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		DeserializationException failure = (record instanceof ReceivedRecord received) ? received.failure() : null;
		if (failure != null) {
			this.recoverer.accept(record, consumer,
					new ListenerExecutionFailedException("The record was refused", failure));
			if (acknowledgment != null) {
				acknowledgment.acknowledge();
			}
			return;
		}
		switch (this.delegateType) {
			case ACKNOWLEDGING_CONSUMER_AWARE -> this.delegate.onMessage(record, acknowledgment, consumer);
			case ACKNOWLEDGING -> this.delegate.onMessage(record, acknowledgment);
			case CONSUMER_AWARE -> this.delegate.onMessage(record, consumer);
			case SIMPLE -> this.delegate.onMessage(record);
		}
	}

}
