package io.github.asyncapikafka.kafka.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * Writes into headers why a listener could not handle a record. Nothing of the record is
 * in them, and all together they have at most 2 KB.
 */
public final class ReasonHeaders {

	/**
	 * The cause of a dead letter whose listener failed.
	 */
	public static final String HANDLER = "handler";

	static final int MAX_TEXT = 200;

	private static final int MAX_REASON = 900;

	private ReasonHeaders() {
	}

	/**
	 * Add the reason.
	 * @param headers the headers that the reason is added to
	 * @param record the record
	 * @param listenerFailure how the listener failed, or {@code null} if it is not known;
	 * of no account if the listener did not get the record
	 */
	public static void add(Headers headers, ReceivedRecord record, @Nullable String listenerFailure) {
		add(headers, DeadLetterHeaders.OPERATION, record.operationId(), MAX_TEXT);
		DeserializationException failure = record.failure();
		if (failure != null && failure.getCause() instanceof ContractViolationException violation) {
			addViolation(headers, violation.getViolations().get(0));
		}
		else if (failure != null) {
			add(headers, DeadLetterHeaders.CAUSE, "unreadable", MAX_TEXT);
			add(headers, DeadLetterHeaders.REASON, DeadLetters.reason(failure), MAX_REASON);
		}
		else {
			add(headers, DeadLetterHeaders.CAUSE, HANDLER, MAX_TEXT);
			add(headers, DeadLetterHeaders.REASON, (listenerFailure != null) ? listenerFailure : ListenerFailure.FAILED,
					MAX_REASON);
		}
	}

	private static void addViolation(Headers headers, Violation violation) {
		add(headers, DeadLetterHeaders.CAUSE, "violation", MAX_TEXT);
		add(headers, DeadLetterHeaders.REASON, violation.toString(), MAX_REASON);
		add(headers, DeadLetterHeaders.MESSAGE, violation.message(), MAX_TEXT);
		add(headers, DeadLetterHeaders.PART, violation.part().toString(), MAX_TEXT);
		add(headers, DeadLetterHeaders.POINTER, violation.pointer(), MAX_TEXT);
		add(headers, DeadLetterHeaders.RULE, violation.rule(), MAX_TEXT);
		add(headers, DeadLetterHeaders.SCHEMA, (violation.location() != null) ? violation.location().toString() : null,
				MAX_TEXT);
	}

	static void add(Headers headers, String name, @Nullable String value, int maxBytes) {
		if (value != null) {
			headers.add(name, cut(value.getBytes(StandardCharsets.UTF_8), maxBytes));
		}
	}

	/**
	 * Cut text in UTF-8, but no character in two.
	 */
	private static byte[] cut(byte[] text, int maxBytes) {
		if (text.length <= maxBytes) {
			return text;
		}
		int length = maxBytes;
		while (length > 0 && (text[length] & 0xC0) == 0x80) {
			length--;
		}
		return Arrays.copyOf(text, length);
	}

}
