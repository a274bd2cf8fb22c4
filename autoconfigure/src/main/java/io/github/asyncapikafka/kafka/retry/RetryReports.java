package io.github.asyncapikafka.kafka.retry;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import io.github.asyncapikafka.kafka.deadletter.ListenerFailure;
import io.github.asyncapikafka.kafka.deadletter.ReasonHeaders;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.retrytopic.DestinationTopic;

/**
 * Says in the log what becomes of the records of a listener that has retry topics, in a
 * line for each that is not tried again, and without what its exception says.
 */
final class RetryReports {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final Function<String, DestinationTopic> topics;

	private final boolean includeException;

	/**
	 * Create an instance.
	 * @param topics gives the topics of the listener by name
	 * @param includeException whether the log gets message and stack trace of exceptions
	 */
	RetryReports(Function<String, DestinationTopic> topics, boolean includeException) {
		this.topics = topics;
		this.includeException = includeException;
	}

	/**
	 * Report a record that the listener did not get, or failed with.
	 * @param record the record
	 * @param failure the exception
	 * @param destination the topic that has it now, or {@code null} if no further one has
	 */
	void report(ReceivedRecord record, Exception failure, @Nullable String destination) {
		DestinationTopic source = this.topics.apply(record.topic());
		DestinationTopic next = (destination != null) ? this.topics.apply(destination) : null;
		if (source.isDltTopic()) {
			if (!isKnown(record, failure)) {
				warn(record, failure, (next != null) ? " comes again in " : " stays in ", record.topic());
			}
		}
		else if (next == null || next.isDltTopic()) {
			// A refused one was reported when it was read.
			if (!(source.isMainTopic() && record.isFailed())) {
				warn(record, failure, (next != null) ? " is a dead letter in " : " is given up after ",
						(next != null) ? destination : record.topic());
			}
		}
	}

	/**
	 * Return whether a dead letter that cannot be handed to anybody was a record that the
	 * listener could not get: that was said already.
	 */
	private static boolean isKnown(ReceivedRecord record, Exception failure) {
		Header cause = record.headers().lastHeader(DeadLetterHeaders.CAUSE);
		boolean refused = cause != null && cause.value() != null
				&& !ReasonHeaders.HANDLER.equals(new String(cause.value(), StandardCharsets.UTF_8));
		return refused && (record.isFailed() || ListenerFailure.isOfArguments(failure));
	}

	private void warn(ReceivedRecord record, Exception failure, String what, @Nullable String topic) {
		String reason = (record.failure() != null) ? DeadLetters.reason(record.failure())
				: ListenerFailure.descriptionWithPlace(failure);
		logger.warn(
				record.topic() + "-" + record.partition() + "@" + record.offset() + " of the operation "
						+ Printable.quote(record.operationId()) + what + topic + ": " + reason,
				this.includeException ? failure : null);
	}

}
