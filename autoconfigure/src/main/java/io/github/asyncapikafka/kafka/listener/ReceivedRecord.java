package io.github.asyncapikafka.kafka.listener;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * A decoded record that still has the bytes that were received.
 */
final class ReceivedRecord extends ConsumerRecord<Object, Object> {

	private final byte @Nullable [] receivedKey;

	private final byte @Nullable [] receivedValue;

	private final @Nullable DeserializationException failure;

	/**
	 * Create an instance.
	 * @param received the record with bytes as key and value
	 * @param key the decoded key
	 * @param value the decoded value
	 * @param failure why key or value could not be decoded, or {@code null} if they were
	 */
	ReceivedRecord(ConsumerRecord<?, ?> received, @Nullable Object key, @Nullable Object value,
			@Nullable DeserializationException failure) {
		super(received.topic(), received.partition(), received.offset(), received.timestamp(), received.timestampType(),
				received.serializedKeySize(), received.serializedValueSize(), key, value, received.headers(),
				received.leaderEpoch(), Optional.empty());
		this.receivedKey = (byte[]) received.key();
		this.receivedValue = (byte[]) received.value();
		this.failure = failure;
	}

	byte @Nullable [] receivedKey() {
		return this.receivedKey;
	}

	byte @Nullable [] receivedValue() {
		return this.receivedValue;
	}

	boolean isFailed() {
		return this.failure != null;
	}

	@Nullable DeserializationException failure() {
		return this.failure;
	}

}
