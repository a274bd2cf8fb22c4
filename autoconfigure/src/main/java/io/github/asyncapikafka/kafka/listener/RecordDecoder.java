package io.github.asyncapikafka.kafka.listener;

import java.util.List;

import io.github.asyncapikafka.binding.Enforcement;
import io.github.asyncapikafka.kafka.check.RecordCheck;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.kafka.support.serializer.SerializationUtils;

/**
 * Checks and decodes the records of one consumer. What is refused or cannot be decoded
 * becomes {@code null} with the failure in a header, as with Spring Kafka's
 * {@code ErrorHandlingDeserializer}: the container hands the record to the error handler
 * instead of the listener.
 */
final class RecordDecoder implements AutoCloseable {

	private final String operationId;

	private final RecordCheck check;

	private final PartDecoder key;

	private final PartDecoder payload;

	private final List<Deserializer<?>> owned;

	/**
	 * Create an instance.
	 * @param operationId the id of the operation
	 * @param check the check of records
	 * @param key decodes keys
	 * @param payload decodes payloads
	 * @param owned the deserializers that nobody else closes
	 */
	RecordDecoder(String operationId, RecordCheck check, PartDecoder key, PartDecoder payload,
			List<Deserializer<?>> owned) {
		this.operationId = operationId;
		this.check = check;
		this.key = key;
		this.payload = payload;
		this.owned = List.copyOf(owned);
	}

	@Override
	public void close() {
		this.owned.forEach(Deserializer::close);
	}

	ReceivedRecord decode(ConsumerRecord<Object, Object> received) {
		byte[] keyBytes = (byte[]) received.key();
		byte[] valueBytes = (byte[]) received.value();
		Header[] headers = received.headers().toArray();
		ContractViolationException violation = this.check.check(keyBytes, valueBytes, received.headers());
		if (violation != null && this.check.enforcement() == Enforcement.REJECT) {
			boolean ofKey = violation.getViolations().get(0).part() == Part.KEY;
			DeserializationException refused = fail(received, ofKey ? keyBytes : valueBytes, violation, ofKey,
					"The record breaks the contract");
			return new ReceivedRecord(this.operationId, received, headers, null, null, violation, refused);
		}
		Object key = null;
		Object value = null;
		DeserializationException failure = null;
		try {
			key = this.key.decode(received, keyBytes);
		}
		catch (Exception ex) {
			failure = fail(received, keyBytes, ex, true, "The key cannot be read as " + this.key.type());
		}
		try {
			value = this.payload.decode(received, valueBytes);
		}
		catch (Exception ex) {
			failure = fail(received, valueBytes, ex, false, "The payload cannot be read as " + this.payload.type());
		}
		return new ReceivedRecord(this.operationId, received, headers, key, value, violation, failure);
	}

	private static DeserializationException fail(ConsumerRecord<?, ?> received, byte @Nullable [] data, Exception cause,
			boolean isKey, String message) {
		byte[] bytes = (data != null) ? data : new byte[0];
		SerializationUtils.deserializationException(received.headers(), bytes, cause, isKey);
		return new DeserializationException(message, bytes, isKey, cause);
	}

	/**
	 * Decodes the keys or the payloads.
	 *
	 * @param deserializer the deserializer
	 * @param type the type that the application wants, for messages
	 */
	record PartDecoder(Deserializer<Object> deserializer, String type) {

		@Nullable Object decode(ConsumerRecord<?, ?> received, byte @Nullable [] data) {
			if (data == null) {
				return null;
			}
			try {
				return this.deserializer.deserialize(received.topic(), received.headers(), data);
			}
			catch (StackOverflowError | OutOfMemoryError ex) {
				throw new SerializationException("The data is too large or nested too deeply", ex);
			}
		}

	}

}
