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

	ReceivedRecord(ConsumerRecord<?, ?> received, @Nullable Object key, @Nullable Object value) {
		super(received.topic(), received.partition(), received.offset(), received.timestamp(), received.timestampType(),
				received.serializedKeySize(), received.serializedValueSize(), key, value, received.headers(),
				received.leaderEpoch(), Optional.empty());
		this.receivedKey = (byte[]) received.key();
		this.receivedValue = (byte[]) received.value();
	}

	byte @Nullable [] receivedKey() {
		return this.receivedKey;
	}

	byte @Nullable [] receivedValue() {
		return this.receivedValue;
	}

}
