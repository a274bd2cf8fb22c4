package io.github.asyncapikafka.kafka.listener;

import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.kafka.support.converter.MessagingMessageConverter;

/**
 * Turns a decoded record into a message. Headers stay bytes: Spring Kafka's JSON mapper
 * would believe the types that a record states.
 */
public final class ChannelMessageConverter extends MessagingMessageConverter {

	/**
	 * Create an instance.
	 */
	public ChannelMessageConverter() {
		setHeaderMapper(new SimpleKafkaHeaderMapper());
	}

}
