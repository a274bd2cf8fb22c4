package io.github.asyncapikafka.kafka.listener.consumer;

import java.util.Objects;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;

import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.kafka.support.serializer.SerializationUtils;

/**
 * What a header tells the container of a record that the listener must not get, as with
 * Spring Kafka's {@code ErrorHandlingDeserializer}. Everything in it is serialized, each
 * time that the record is polled.
 */
public enum FailureHeader {

	/**
	 * Nobody looks for a header.
	 */
	NONE,

	/**
	 * The application's error handler may want the bytes.
	 */
	ALL;

	/**
	 * Add the header to a record that has failed.
	 */
	void add(ReceivedRecord record) {
		if (this != NONE) {
			DeserializationException failure = Objects.requireNonNull(record.failure());
			SerializationUtils.deserializationException(record.headers(), failure.getData(),
					(Exception) Objects.requireNonNull(failure.getCause()), failure.isKey());
		}
	}

}
