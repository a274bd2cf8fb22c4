package io.github.asyncapikafka.kafka.listener;

import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A decoded record that still has the bytes that were received.
 */
final class ReceivedRecord extends ConsumerRecord<Object, Object> {

	private final byte @Nullable [] receivedKey;

	private final byte @Nullable [] receivedValue;

	private final boolean failed;

	/**
	 * Create an instance.
	 * @param received the record with bytes as key and value
	 * @param key the decoded key
	 * @param value the decoded value
	 * @param failed whether key or value could not be decoded
	 */
	ReceivedRecord(ConsumerRecord<?, ?> received, @Nullable Object key, @Nullable Object value, boolean failed) {
		super(received.topic(), received.partition(), received.offset(), received.timestamp(), received.timestampType(),
				received.serializedKeySize(), received.serializedValueSize(), key, value, received.headers(),
				received.leaderEpoch(), Optional.empty());
		this.receivedKey = (byte[]) received.key();
		this.receivedValue = (byte[]) received.value();
		this.failed = failed;
	}

	byte @Nullable [] receivedKey() {
		return this.receivedKey;
	}

	byte @Nullable [] receivedValue() {
		return this.receivedValue;
	}

	boolean isFailed() {
		return this.failed;
	}

}
