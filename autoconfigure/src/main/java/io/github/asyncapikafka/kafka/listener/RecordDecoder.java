package io.github.asyncapikafka.kafka.listener;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.KafkaUtils;
import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * Decodes the records of one consumer. A key or value that cannot be decoded becomes a
 * {@link DeserializationException} in its place, which the container hands to the error
 * handler instead of the listener.
 */
final class RecordDecoder {

	private final Deserializer<Object> keyDeserializer;

	private final Deserializer<Object> valueDeserializer;

	RecordDecoder(Deserializer<Object> keyDeserializer, Deserializer<Object> valueDeserializer) {
		this.keyDeserializer = keyDeserializer;
		this.valueDeserializer = valueDeserializer;
	}

	ConsumerRecord<Object, Object> decode(ConsumerRecord<Object, Object> received) {
		Object key = decode(this.keyDeserializer, received, (byte[]) received.key(), true);
		Object value = decode(this.valueDeserializer, received, (byte[]) received.value(), false);
		return new ReceivedRecord(received, key, value);
	}

	private static @Nullable Object decode(Deserializer<Object> deserializer, ConsumerRecord<?, ?> received,
			byte @Nullable [] data, boolean isKey) {
		if (data == null) {
			return null;
		}
		try {
			return deserializer.deserialize(received.topic(), received.headers(), data);
		}
		catch (Exception | StackOverflowError ex) {
			return new DeserializationException(
					"The " + (isKey ? "key" : "payload") + " of " + KafkaUtils.format(received) + " cannot be read",
					data, isKey, ex);
		}
	}

}
