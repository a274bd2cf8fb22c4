package io.github.asyncapikafka.kafka.deadletter;

import java.util.Optional;
import java.util.Set;

import io.github.asyncapikafka.kafka.check.SkipReason;
import io.github.asyncapikafka.validation.ContractViolationException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * A decoded record that still has the bytes and the headers that were received.
 */
public final class ReceivedRecord extends ConsumerRecord<Object, Object> {

	private final String operationId;

	private final byte @Nullable [] receivedKey;

	private final byte @Nullable [] receivedValue;

	private final Header[] receivedHeaders;

	private final Set<String> textHeaders;

	private final @Nullable ContractViolationException violation;

	private final @Nullable DeserializationException failure;

	private final @Nullable String message;

	private final @Nullable SkipReason skipReason;

	private Headers headers;

	/**
	 * Create an instance.
	 * @param operationId the id of the operation that receives it
	 * @param received the record with bytes as key and value
	 * @param receivedHeaders its headers before others were added
	 * @param textHeaders the names of the headers that the listener takes as text
	 * @param key the decoded key
	 * @param value the decoded value
	 * @param violation how the record breaks the contract, or {@code null}
	 * @param failure why the listener cannot get the record, or {@code null} if it can
	 */
	public ReceivedRecord(String operationId, ConsumerRecord<?, ?> received, Header[] receivedHeaders,
			Set<String> textHeaders, @Nullable Object key, @Nullable Object value,
			@Nullable ContractViolationException violation, @Nullable DeserializationException failure) {
		this(operationId, received, receivedHeaders, textHeaders, key, value, violation, failure, null, null);
	}

	private ReceivedRecord(String operationId, ConsumerRecord<?, ?> received, Header[] receivedHeaders,
			Set<String> textHeaders, @Nullable Object key, @Nullable Object value,
			@Nullable ContractViolationException violation, @Nullable DeserializationException failure,
			@Nullable String message, @Nullable SkipReason skipReason) {
		super(received.topic(), received.partition(), received.offset(), received.timestamp(), received.timestampType(),
				received.serializedKeySize(), received.serializedValueSize(), key, value, received.headers(),
				received.leaderEpoch(), Optional.empty());
		this.operationId = operationId;
		this.receivedKey = (byte[]) received.key();
		this.receivedValue = (byte[]) received.value();
		this.receivedHeaders = receivedHeaders;
		this.textHeaders = textHeaders;
		this.violation = violation;
		this.failure = failure;
		this.message = message;
		this.skipReason = skipReason;
		this.headers = received.headers();
	}

	private ReceivedRecord(ReceivedRecord received, ConsumerRecord<?, ?> replacement) {
		super(received.topic(), received.partition(), received.offset(), received.timestamp(), received.timestampType(),
				received.serializedKeySize(), received.serializedValueSize(), replacement.key(), replacement.value(),
				replacement.headers(), received.leaderEpoch(), Optional.empty());
		this.operationId = received.operationId;
		this.receivedKey = received.receivedKey;
		this.receivedValue = received.receivedValue;
		this.receivedHeaders = received.receivedHeaders;
		this.textHeaders = received.textHeaders;
		this.violation = received.violation;
		this.failure = received.failure;
		this.message = received.message;
		this.skipReason = received.skipReason;
		this.headers = replacement.headers();
	}

	/**
	 * Create a record that the listener does not need.
	 * @param operationId the id of the operation that receives it
	 * @param received the record with bytes as key and value
	 * @param message the id of the message, or {@code null} if it could be several
	 * @param skipReason why the listener does not need it
	 * @return the record without key and value
	 */
	public static ReceivedRecord skipped(String operationId, ConsumerRecord<?, ?> received, @Nullable String message,
			SkipReason skipReason) {
		return new ReceivedRecord(operationId, received, received.headers().toArray(), Set.of(), null, null, null, null,
				message, skipReason);
	}

	/**
	 * Return which message the record is.
	 * @return the id of the message of a record that the listener does not need, or
	 * {@code null} if it could be several
	 */
	public @Nullable String message() {
		return this.message;
	}

	/**
	 * Return why the listener does not get the record, although nothing is wrong with it.
	 * @return the reason, or {@code null}
	 */
	public @Nullable SkipReason skipReason() {
		return this.skipReason;
	}

	/**
	 * Return whether a listener does not get a record, although nothing is wrong with it.
	 * @param record the record
	 * @return {@code true} if it has only to be acknowledged
	 */
	public static boolean isSkipped(ConsumerRecord<?, ?> record) {
		return record instanceof ReceivedRecord received && received.skipReason != null;
	}

	/**
	 * Return whether the listener gets a record.
	 * @param record the record
	 * @return {@code false} if it is refused or skipped, and has neither key nor value
	 */
	static boolean isDelivered(ConsumerRecord<?, ?> record) {
		return !(record instanceof ReceivedRecord received && (received.isFailed() || isSkipped(received)));
	}

	/**
	 * Return what an interceptor has put in the place of a record, as a record that still
	 * has what was received.
	 * @param record the record
	 * @param replacement what the listener gets of key, value and headers
	 * @return the record for the listener
	 */
	static ConsumerRecord<Object, Object> replaced(ConsumerRecord<Object, Object> record,
			ConsumerRecord<Object, Object> replacement) {
		boolean known = replacement instanceof ReceivedRecord || !(record instanceof ReceivedRecord);
		return known ? replacement : new ReceivedRecord((ReceivedRecord) record, replacement);
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
	 * Return which headers the listener takes as text.
	 * @return the names of the headers
	 */
	public Set<String> textHeaders() {
		return this.textHeaders;
	}

	/**
	 * Drop the headers that nobody but frameworks writes: the record comes from
	 * elsewhere, and Spring Kafka would believe them. A dead letter has them
	 * nevertheless.
	 */
	public void dropFrameworkHeaders() {
		if (!hasFrameworkHeaders()) {
			return;
		}
		// To remove them one by one would look at all for each.
		Headers kept = new RecordHeaders();
		for (Header header : this.headers) {
			boolean ofFailure = isFailed() && header.key().startsWith(FrameworkHeaders.FAILURES);
			if (ofFailure || !FrameworkHeaders.contain(header.key())) {
				kept.add(header);
			}
		}
		this.headers = kept;
	}

	private boolean hasFrameworkHeaders() {
		for (Header header : this.receivedHeaders) {
			if (FrameworkHeaders.contain(header.key())) {
				return true;
			}
		}
		return false;
	}

	@Override
	public Headers headers() {
		return this.headers;
	}

	/**
	 * Return how the record breaks the contract.
	 * @return the violation, or {@code null} if there is none
	 */
	public @Nullable ContractViolationException violation() {
		return this.violation;
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
