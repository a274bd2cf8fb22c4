package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.kafka.support.converter.KafkaMessageHeaders;
import org.springframework.kafka.support.converter.MessagingMessageConverter;
import org.springframework.messaging.Message;

/**
 * Turns a decoded record into a message. Headers stay bytes, as Spring Kafka's JSON
 * mapper would believe the types that a record states, or become text where the listener
 * wants a value that the contract says is text.
 */
public final class ChannelMessageConverter extends MessagingMessageConverter {

	/**
	 * Create an instance.
	 */
	public ChannelMessageConverter() {
		setHeaderMapper(new SimpleKafkaHeaderMapper());
	}

	@Override
	public Message<?> toMessage(ConsumerRecord<?, ?> record, @Nullable Object acknowledgment, @Nullable Object consumer,
			@Nullable Type type) {
		Message<?> message = super.toMessage(record, acknowledgment, consumer, type);
		if (record instanceof ReceivedRecord received && message.getHeaders() instanceof KafkaMessageHeaders headers) {
			received.textHeaders()
				.forEach((name) -> headers.getRawHeaders()
					.computeIfPresent(name, (key, value) -> (value instanceof byte[] bytes)
							? new String(bytes, StandardCharsets.UTF_8) : value));
		}
		return message;
	}

}
