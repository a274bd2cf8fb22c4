package io.github.asyncapikafka.kafka.listener;

import org.springframework.core.log.LogAccessor;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.kafka.support.serializer.SerializationUtils;

/**
 * Why a record could not be decoded.
 */
final class DecodingFailures {

	private static final LogAccessor LOGGER = new LogAccessor(DecodingFailures.class);

	private DecodingFailures() {
	}

	/**
	 * Return the failure of a record's value, else that of its key.
	 */
	static DeserializationException of(ReceivedRecord record) {
		DeserializationException failure = SerializationUtils.getExceptionFromHeader(record,
				KafkaUtils.VALUE_DESERIALIZER_EXCEPTION_HEADER, LOGGER);
		if (failure == null) {
			failure = SerializationUtils.getExceptionFromHeader(record, KafkaUtils.KEY_DESERIALIZER_EXCEPTION_HEADER,
					LOGGER);
		}
		return (failure != null) ? failure
				: new DeserializationException("The record cannot be read", new byte[0], false, null);
	}

}
