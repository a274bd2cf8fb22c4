package io.github.asyncapikafka.kafka.listener;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;

/**
 * Publishes records of channels with the bytes that were received, whatever serializers
 * the application's template has.
 */
final class ReceivedBytesRecoverer extends DeadLetterPublishingRecoverer {

	private final Function<byte[], @Nullable Object> encoding;

	ReceivedBytesRecoverer(
			Function<ProducerRecord<?, ?>, ? extends @Nullable KafkaOperations<?, ?>> applicationTemplates,
			BiFunction<ConsumerRecord<?, ?>, Exception, @Nullable TopicPartition> destinations,
			Supplier<KafkaOperations<?, ?>> bytesTemplate, Function<byte[], @Nullable Object> encoding) {
		super((record) -> (record instanceof ReceivedBytes) ? bytesTemplate.get() : applicationTemplates.apply(record),
				destinations);
		this.encoding = encoding;
	}

	@Override
	protected ProducerRecord<Object, Object> createProducerRecord(ConsumerRecord<?, ?> record,
			TopicPartition topicPartition, Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
		if (record instanceof ReceivedRecord received) {
			return new ReceivedBytes(topicPartition, encoded(received.receivedKey()), encoded(received.receivedValue()),
					headers);
		}
		return super.createProducerRecord(record, topicPartition, headers, key, value);
	}

	private @Nullable Object encoded(byte @Nullable [] bytes) {
		return (bytes != null) ? this.encoding.apply(bytes) : null;
	}

	/**
	 * A record that has bytes as key and value.
	 */
	private static final class ReceivedBytes extends ProducerRecord<Object, Object> {

		ReceivedBytes(TopicPartition destination, @Nullable Object key, @Nullable Object value, Headers headers) {
			super(destination.topic(), (destination.partition() < 0) ? null : destination.partition(), key, value,
					headers);
		}

	}

}
