package io.github.asyncapikafka.kafka.deadletter;

import java.util.Optional;
import java.util.Set;

import io.github.asyncapikafka.validation.ContractViolationException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * A decoded record that still has the bytes and the headers that were received.
 */
public final class ReceivedRecord extends ConsumerRecord<Object, Object> {

	private Set<String> textHeaders = Set.of();

	private final String operationId;

	private final byte @Nullable [] receivedKey;

	private final byte @Nullable [] receivedValue;

	private final Header[] receivedHeaders;

	private final @Nullable ContractViolationException violation;

	private final @Nullable DeserializationException failure;

	/**
	 * Create an instance.
	 * @param operationId the id of the operation that receives it
	 * @param received the record with bytes as key and value
	 * @param receivedHeaders its headers before others were added
	 * @param key the decoded key
	 * @param value the decoded value
	 * @param violation how the record breaks the contract, or {@code null}
	 * @param failure why the listener does not get the record, or {@code null} if it does
	 */
	public ReceivedRecord(String operationId, ConsumerRecord<?, ?> received, Header[] receivedHeaders,
			@Nullable Object key, @Nullable Object value, @Nullable ContractViolationException violation,
			@Nullable DeserializationException failure) {
		super(received.topic(), received.partition(), received.offset(), received.timestamp(), received.timestampType(),
				received.serializedKeySize(), received.serializedValueSize(), key, value, received.headers(),
				received.leaderEpoch(), Optional.empty());
		this.operationId = operationId;
		this.receivedKey = (byte[]) received.key();
		this.receivedValue = (byte[]) received.value();
		this.receivedHeaders = receivedHeaders;
		this.violation = violation;
		this.failure = failure;
	}

	/**
	 * Return the operation that receives the record.
	 * @return the id of the operation
	 */
	public String operationId() {
		return this.operationId;
	}

	/**
	 * Return the key as it was received.
	 * @return the bytes, or {@code null}
	 */
	public byte @Nullable [] receivedKey() {
		return this.receivedKey;
	}

	/**
	 * Return the value as it was received.
	 * @return the bytes, or {@code null}
	 */
	public byte @Nullable [] receivedValue() {
		return this.receivedValue;
	}

	/**
	 * Return the headers as they were received.
	 * @return the headers, in order
	 */
	Header[] receivedHeaders() {
		return this.receivedHeaders;
	}

	/**
	 * Return how the record breaks the contract.
	 * @return the violation, or {@code null} if there is none
	 */
	public @Nullable ContractViolationException violation() {
		return this.violation;
	}

	/**
	 * Return which headers the listener takes as text.
	 * @return the names of the headers
	 */
	public Set<String> textHeaders() {
		return this.textHeaders;
	}

	/**
	 * Set which headers the listener takes as text, none unless it is said.
	 * @param names the names of the headers
	 */
	public void textHeaders(Set<String> names) {
		this.textHeaders = names;
	}

	/**
	 * Return whether the listener must not get the record.
	 * @return {@code true} if it could not be decoded, or was refused
	 */
	public boolean isFailed() {
		return this.failure != null;
	}

	/**
	 * Return why the listener does not get the record.
	 * @return the failure, or {@code null} if it gets it
	 */
	public @Nullable DeserializationException failure() {
		return this.failure;
	}

}
