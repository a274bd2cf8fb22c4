package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.Type;
import java.util.List;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.GenericMessage;

/**
 * Turns a batch into a message that does not print what is in it: Spring Kafka writes it
 * into the log if a listener fails later.
 */
public final class ChannelBatchMessageConverter extends BatchMessagingMessageConverter {

	/**
	 * Create an instance.
	 * @param recordConverter converts the records of the batch
	 */
	public ChannelBatchMessageConverter(ChannelMessageConverter recordConverter) {
		super(recordConverter);
	}

	@Override
	public Message<?> toMessage(List<ConsumerRecord<?, ?>> records, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer, Type type) {
		Message<?> message = super.toMessage(records, acknowledgment, consumer, type);
		ConsumerRecord<?, ?> first = records.get(0);
		return new BatchMessage(message.getPayload(), message.getHeaders(), records.size() + " records from "
				+ first.topic() + "-" + first.partition() + "@" + first.offset() + " on");
	}

	/**
	 * A batch that prints where its records are.
	 */
	private static final class BatchMessage extends GenericMessage<Object> {

		private final String description;

		BatchMessage(Object payload, MessageHeaders headers, String description) {
			super(payload, headers);
			this.description = description;
		}

		@Override
		public String toString() {
			return this.description;
		}

	}

}
