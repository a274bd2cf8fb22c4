package io.github.asyncapikafka.kafka.listener.consumer;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.kafka.check.RecordCheck;
import io.github.asyncapikafka.kafka.check.SelectedMessage;
import io.github.asyncapikafka.kafka.check.SkipReason;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import io.github.asyncapikafka.serde.UnreadableJsonException;
import io.github.asyncapikafka.kafka.deadletter.WithheldException;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * Checks and decodes the records of one consumer. What is refused or cannot be decoded
 * becomes {@code null} with the failure.
 */
final class RecordDecoder implements AutoCloseable {

	private final KafkaOperation operation;

	private final RecordCheck check;

	private final Set<String> textHeaders;

	private final Map<KafkaMessage, MessageDecoder> decoders;

	private final @Nullable MessageDecoder common;

	private final boolean takesTombstones;

	private final List<Deserializer<?>> owned;

	private final boolean includeException;

	/**
	 * Create an instance.
	 * @param operation the operation
	 * @param check finds the message of a record, and what is wrong with it
	 * @param textHeaders the names of the headers that the listener takes as text
	 * @param decoders decode the messages that the listener takes
	 * @param common decodes a record that could be several messages or is none, or
	 * {@code null} if it makes a difference which
	 * @param takesTombstones whether the listener takes records without a payload
	 * @param owned the deserializers that nobody else closes
	 * @param includeException whether failures have what exceptions say, which may have
	 * parts of the record
	 */
	RecordDecoder(KafkaOperation operation, RecordCheck check, Set<String> textHeaders,
			Map<KafkaMessage, MessageDecoder> decoders, @Nullable MessageDecoder common, boolean takesTombstones,
			List<Deserializer<?>> owned, boolean includeException) {
		this.operation = operation;
		this.check = check;
		this.textHeaders = textHeaders;
		this.decoders = new IdentityHashMap<>(decoders);
		this.common = common;
		this.takesTombstones = takesTombstones;
		this.owned = List.copyOf(owned);
		this.includeException = includeException;
	}

	@Override
	public void close() {
		this.owned.forEach(Deserializer::close);
	}

	/**
	 * Decode a record. Nothing that goes wrong with it may keep those that came with it
	 * from the listener: they would come again, and fail again, for ever.
	 * @throws PassingFailureException if nothing is wrong with it, but it cannot be read
	 * now
	 */
	ReceivedRecord decode(ConsumerRecord<Object, Object> received) {
		Header[] headers = received.headers().toArray();
		try {
			return checkedAndDecoded(received, headers);
		}
		catch (RuntimeException | Error ex) {
			PassingFailureException.rethrow(ex, false);
			return failed(received, headers, ex);
		}
	}

	private ReceivedRecord failed(ConsumerRecord<Object, Object> received, Header[] headers, Throwable cause) {
		String message = "The record cannot be checked and read";
		if (this.check.enforcement() != Enforcement.REJECT) {
			return failed(received, headers, null, new SerializationException(message, cause), false, message);
		}
		ContractViolationException violation = new ContractViolationException(this.operation.id(),
				List.of(new Violation(Part.PAYLOAD, null, "", "error", "a record that can be checked and read",
						this.operation.location())));
		violation.initCause(this.includeException ? cause : WithheldException.of(cause));
		return failed(received, headers, violation, violation, false, message);
	}

	private ReceivedRecord checkedAndDecoded(ConsumerRecord<Object, Object> received, Header[] headers) {
		byte[] keyBytes = (byte[]) received.key();
		byte[] valueBytes = (byte[]) received.value();
		SelectedMessage selected = this.check.select(keyBytes, valueBytes, received.headers());
		ContractViolationException violation = selected.violation();
		if (violation != null && this.check.enforcement() == Enforcement.REJECT) {
			boolean ofKey = violation.getViolations().get(0).part() == Part.KEY;
			return failed(received, headers, violation, violation, ofKey, "The record breaks the contract");
		}
		KafkaMessage message = selected.message();
		MessageDecoder decoder = (message != null) ? decoder(message, selected.alternatives()) : this.common;
		if (violation == null) {
			SkipReason reason = skipReason(selected, decoder, valueBytes);
			if (reason != null) {
				return ReceivedRecord.skipped(operationId(decoder), received, (message != null) ? message.id() : null,
						reason);
			}
		}
		if (decoder == null) {
			return failed(received, headers, violation,
					new SerializationException("The record could be several of the messages, or is none that is taken"),
					false, "No type is known for the record");
		}
		return decode(received, headers, decoder, violation);
	}

	private @Nullable MessageDecoder decoder(KafkaMessage message, List<KafkaMessage> alternatives) {
		MessageDecoder decoder = this.decoders.get(message);
		return (decoder != null || alternatives.isEmpty()) ? decoder
				: alternatives.stream().map(this.decoders::get).filter(Objects::nonNull).findFirst().orElse(null);
	}

	private @Nullable SkipReason skipReason(SelectedMessage selected, @Nullable MessageDecoder decoder,
			byte @Nullable [] value) {
		if (!selected.ofOperation()) {
			return SkipReason.OTHER_MESSAGE;
		}
		if (value == null && !this.takesTombstones && this.check.isTombstone(selected)) {
			return SkipReason.TOMBSTONE;
		}
		KafkaMessage message = selected.message();
		return (decoder == null && message != null && this.operation.owner(message).skipsUnhandled())
				? SkipReason.UNHANDLED : null;
	}

	private String operationId(@Nullable MessageDecoder decoder) {
		return (decoder != null) ? decoder.operationId() : this.operation.id();
	}

	private ReceivedRecord failed(ConsumerRecord<Object, Object> received, Header[] headers,
			@Nullable ContractViolationException violation, Exception cause, boolean ofKey, String message) {
		Object data = ofKey ? received.key() : received.value();
		return new ReceivedRecord(this.operation.id(), received, headers, this.textHeaders, null, null, violation,
				fail((byte[]) data, cause, ofKey, message));
	}

	private ReceivedRecord decode(ConsumerRecord<Object, Object> received, Header[] headers, MessageDecoder decoder,
			@Nullable ContractViolationException violation) {
		byte[] keyBytes = (byte[]) received.key();
		byte[] valueBytes = (byte[]) received.value();
		Object key = null;
		Object value = null;
		DeserializationException failure = null;
		try {
			key = decoder.key().decode(received, keyBytes);
		}
		catch (Exception ex) {
			PassingFailureException.rethrow(ex, decoder.key().ofApplication());
			failure = fail(keyBytes, ex, true, unreadable("The key", decoder.key(), ex));
		}
		try {
			value = decoder.payload().decode(received, valueBytes);
		}
		catch (Exception ex) {
			PassingFailureException.rethrow(ex, decoder.payload().ofApplication());
			failure = fail(valueBytes, ex, false, unreadable("The payload", decoder.payload(), ex));
		}
		return new ReceivedRecord(decoder.operationId(), received, headers, this.textHeaders, key, value, violation,
				failure);
	}

	private static String unreadable(String part, PartDecoder decoder, Exception cause) {
		String member = (cause instanceof UnreadableJsonException unreadable) ? unreadable.member() : null;
		return part + " cannot be read as " + decoder.type() + ((member != null) ? ": " + member : "");
	}

	private DeserializationException fail(byte @Nullable [] data, Exception cause, boolean isKey, String message) {
		boolean printable = this.includeException || cause instanceof ContractViolationException;
		Exception shown = printable ? cause : WithheldException.of(cause);
		return new DeserializationException(message, (data != null) ? data : new byte[0], isKey, shown);
	}

	/**
	 * Decodes the records of one message.
	 *
	 * @param operationId the id of the operation that has the message
	 * @param key decodes keys
	 * @param payload decodes payloads
	 */
	record MessageDecoder(String operationId, PartDecoder key, PartDecoder payload) {

	}

	/**
	 * Decodes the keys or the payloads.
	 *
	 * @param deserializer the deserializer
	 * @param type the type that the application wants, for messages
	 * @param ofApplication whether the deserializer is the application's own
	 */
	record PartDecoder(Deserializer<Object> deserializer, String type, boolean ofApplication) {

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
