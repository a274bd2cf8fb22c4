package io.github.asyncapikafka.kafka.deadletter;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * Writes the headers of dead letters.
 */
final class DeadLetterHeaderWriter {

	/** Headers that a framework has written into the record on an earlier way. */
	private static final List<String> FRAMEWORK = List.of("kafka_dlt-", "kafka_original-", "kafka_exception-",
			"retry_topic-", "springDeserializerException", "__TypeId__", DeadLetterHeaders.PREFIX);

	private static final int MAX_REASON = 900;

	private static final int MAX_TEXT = 200;

	private static final int MAX_EXCEPTION = 8192;

	private final String operationId;

	private final String groupId;

	private final boolean includeException;

	DeadLetterHeaderWriter(String operationId, String groupId, boolean includeException) {
		this.operationId = operationId;
		this.groupId = groupId;
		this.includeException = includeException;
	}

	Headers write(ReceivedRecord record, Exception exception) {
		Headers headers = new RecordHeaders();
		for (Header header : record.receivedHeaders()) {
			boolean framework = FRAMEWORK.stream().anyMatch(header.key()::startsWith);
			headers.add(framework ? DeadLetterHeaders.ORIGINAL_PREFIX + header.key() : header.key(), header.value());
		}
		addOrigin(headers, record);
		addReason(headers, record, exception);
		if (this.includeException) {
			addException(headers, exception);
		}
		return headers;
	}

	private void addOrigin(Headers headers, ReceivedRecord record) {
		add(headers, KafkaHeaders.DLT_ORIGINAL_TOPIC, record.topic(), Integer.MAX_VALUE);
		headers.add(KafkaHeaders.DLT_ORIGINAL_PARTITION,
				ByteBuffer.allocate(Integer.BYTES).putInt(record.partition()).array());
		headers.add(KafkaHeaders.DLT_ORIGINAL_OFFSET, ByteBuffer.allocate(Long.BYTES).putLong(record.offset()).array());
		headers.add(KafkaHeaders.DLT_ORIGINAL_TIMESTAMP,
				ByteBuffer.allocate(Long.BYTES).putLong(record.timestamp()).array());
		add(headers, KafkaHeaders.DLT_ORIGINAL_TIMESTAMP_TYPE, record.timestampType().toString(), MAX_TEXT);
		add(headers, KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP, this.groupId, Integer.MAX_VALUE);
	}

	private void addReason(Headers headers, ReceivedRecord record, Exception exception) {
		add(headers, DeadLetterHeaders.OPERATION, this.operationId, MAX_TEXT);
		DeserializationException failure = record.failure();
		if (failure != null && failure.getCause() instanceof ContractViolationException violation) {
			addViolation(headers, violation.getViolations().get(0));
		}
		else if (failure != null) {
			add(headers, DeadLetterHeaders.CAUSE, "unreadable", MAX_TEXT);
			add(headers, DeadLetterHeaders.REASON, DeadLetters.reason(failure), MAX_REASON);
		}
		else {
			add(headers, DeadLetterHeaders.CAUSE, "handler", MAX_TEXT);
			add(headers, DeadLetterHeaders.REASON,
					"The listener failed: " + NestedExceptionUtils.getMostSpecificCause(exception).getClass().getName(),
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

	private static void addException(Headers headers, Exception exception) {
		StringWriter stackTrace = new StringWriter();
		exception.printStackTrace(new PrintWriter(stackTrace, true));
		add(headers, KafkaHeaders.DLT_EXCEPTION_FQCN, exception.getClass().getName(), MAX_TEXT);
		add(headers, KafkaHeaders.DLT_EXCEPTION_MESSAGE, String.valueOf(exception.getMessage()), MAX_EXCEPTION);
		add(headers, KafkaHeaders.DLT_EXCEPTION_STACKTRACE, stackTrace.toString(), MAX_EXCEPTION);
	}

	private static void add(Headers headers, String name, @Nullable String value, int maxBytes) {
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
