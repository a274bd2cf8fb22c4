package io.github.asyncapikafka.kafka.listener;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.serializer.SerializationUtils;

/**
 * Decodes the records of one consumer. What cannot be decoded becomes {@code null} with
 * the failure in a header, as with Spring Kafka's {@code ErrorHandlingDeserializer}: the
 * container hands the record to the error handler instead of the listener.
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
		catch (Exception ex) {
			return fail(received, data, isKey, ex);
		}
		catch (StackOverflowError ex) {
			return fail(received, data, isKey, new SerializationException("The data is nested too deeply", ex));
		}
	}

	private static @Nullable Object fail(ConsumerRecord<?, ?> received, byte[] data, boolean isKey, Exception cause) {
		SerializationUtils.deserializationException(received.headers(), data, cause, isKey);
		return null;
	}

}
