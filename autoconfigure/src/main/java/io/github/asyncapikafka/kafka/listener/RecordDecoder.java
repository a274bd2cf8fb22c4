package io.github.asyncapikafka.kafka.listener;

import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.kafka.support.serializer.SerializationUtils;

/**
 * Decodes the records of one consumer. What cannot be decoded becomes {@code null} with
 * the failure in a header, as with Spring Kafka's {@code ErrorHandlingDeserializer}: the
 * container hands the record to the error handler instead of the listener.
 */
final class RecordDecoder implements AutoCloseable {

	private final Deserializer<Object> keyDeserializer;

	private final Deserializer<Object> valueDeserializer;

	private final List<Deserializer<?>> owned;

	/**
	 * Create an instance.
	 * @param keyDeserializer the deserializer of keys
	 * @param valueDeserializer the deserializer of payloads
	 * @param owned the deserializers that nobody else closes
	 */
	RecordDecoder(Deserializer<Object> keyDeserializer, Deserializer<Object> valueDeserializer,
			List<Deserializer<?>> owned) {
		this.keyDeserializer = keyDeserializer;
		this.valueDeserializer = valueDeserializer;
		this.owned = List.copyOf(owned);
	}

	@Override
	public void close() {
		this.owned.forEach(Deserializer::close);
	}

	ReceivedRecord decode(ConsumerRecord<Object, Object> received) {
		byte[] keyBytes = (byte[]) received.key();
		byte[] valueBytes = (byte[]) received.value();
		Object key = null;
		Object value = null;
		DeserializationException failure = null;
		try {
			key = decode(this.keyDeserializer, received, keyBytes);
		}
		catch (Exception ex) {
			failure = fail(received, keyBytes, ex, true);
		}
		try {
			value = decode(this.valueDeserializer, received, valueBytes);
		}
		catch (Exception ex) {
			failure = fail(received, valueBytes, ex, false);
		}
		return new ReceivedRecord(received, key, value, failure);
	}

	private static @Nullable Object decode(Deserializer<Object> deserializer, ConsumerRecord<?, ?> received,
			byte @Nullable [] data) {
		if (data == null) {
			return null;
		}
		try {
			return deserializer.deserialize(received.topic(), received.headers(), data);
		}
		catch (StackOverflowError ex) {
			throw new SerializationException("The data is nested too deeply", ex);
		}
	}

	private static DeserializationException fail(ConsumerRecord<?, ?> received, byte @Nullable [] data, Exception cause,
			boolean isKey) {
		byte[] bytes = (data != null) ? data : new byte[0];
		SerializationUtils.deserializationException(received.headers(), bytes, cause, isKey);
		return new DeserializationException("The " + (isKey ? "key" : "payload") + " cannot be read", bytes, isKey,
				cause);
	}

}
