package io.github.asyncapikafka.kafka.deadletter;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;

import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

import org.springframework.kafka.support.KafkaHeaders;

/**
 * Writes the headers of dead letters.
 */
final class DeadLetterHeaderWriter {

	private static final int MAX_EXCEPTION = 8192;

	private final String groupId;

	private final boolean includeException;

	DeadLetterHeaderWriter(String groupId, boolean includeException) {
		this.groupId = groupId;
		this.includeException = includeException;
	}

	boolean includesException() {
		return this.includeException;
	}

	Headers write(ReceivedRecord record, Exception exception) {
		Headers headers = new RecordHeaders();
		for (Header header : record.receivedHeaders()) {
			boolean framework = FrameworkHeaders.contain(header.key())
					|| header.key().startsWith(DeadLetterHeaders.PREFIX);
			headers.add(framework ? DeadLetterHeaders.ORIGINAL_PREFIX + header.key() : header.key(), header.value());
		}
		addOrigin(headers, record);
		ReasonHeaders.add(headers, record, ListenerFailure.description(exception));
		if (this.includeException) {
			addException(headers, exception);
		}
		return headers;
	}

	private void addOrigin(Headers headers, ReceivedRecord record) {
		ReasonHeaders.add(headers, KafkaHeaders.DLT_ORIGINAL_TOPIC, record.topic(), Integer.MAX_VALUE);
		headers.add(KafkaHeaders.DLT_ORIGINAL_PARTITION,
				ByteBuffer.allocate(Integer.BYTES).putInt(record.partition()).array());
		headers.add(KafkaHeaders.DLT_ORIGINAL_OFFSET, ByteBuffer.allocate(Long.BYTES).putLong(record.offset()).array());
		headers.add(KafkaHeaders.DLT_ORIGINAL_TIMESTAMP,
				ByteBuffer.allocate(Long.BYTES).putLong(record.timestamp()).array());
		ReasonHeaders.add(headers, KafkaHeaders.DLT_ORIGINAL_TIMESTAMP_TYPE, record.timestampType().toString(),
				ReasonHeaders.MAX_TEXT);
		ReasonHeaders.add(headers, KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP, this.groupId, Integer.MAX_VALUE);
	}

	private static void addException(Headers headers, Exception exception) {
		StringWriter stackTrace = new StringWriter();
		exception.printStackTrace(new PrintWriter(stackTrace, true));
		ReasonHeaders.add(headers, KafkaHeaders.DLT_EXCEPTION_FQCN, exception.getClass().getName(),
				ReasonHeaders.MAX_TEXT);
		ReasonHeaders.add(headers, KafkaHeaders.DLT_EXCEPTION_MESSAGE, String.valueOf(exception.getMessage()),
				MAX_EXCEPTION);
		ReasonHeaders.add(headers, KafkaHeaders.DLT_EXCEPTION_STACKTRACE, stackTrace.toString(), MAX_EXCEPTION);
	}

}
