package io.github.asyncapikafka.kafka.retry;

import java.util.Objects;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.KafkaBackoffException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

/**
 * Lets the error handler of Spring Kafka's retry topics take a refused record while the
 * listener still has others, without that the container commits past those.
 */
public final class RetryTopicRecoverer implements ConsumerAwareRecordRecoverer {

	private final AbstractMessageListenerContainer<?, ?> container;

	/**
	 * Create an instance.
	 * @param container a container that gets its error handler later on
	 */
	public RetryTopicRecoverer(AbstractMessageListenerContainer<?, ?> container) {
		this.container = container;
	}

	@Override
	public void accept(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer, @Nullable Exception exception) {
		boolean recovered = Objects.requireNonNull(this.container.getCommonErrorHandler())
			.handleOne(Objects.requireNonNull(exception), record, Objects.requireNonNull(consumer), this.container);
		if (!recovered) {
			// For this, the error handler lets the record come again and does not try at
			// once.
			throw new ListenerExecutionFailedException("The record was refused",
					new KafkaBackoffException("The dead letter cannot be written",
							new TopicPartition(record.topic(), record.partition()), this.container.getListenerId(),
							System.currentTimeMillis()));
		}
	}

}
