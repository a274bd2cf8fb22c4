package io.github.asyncapikafka.kafka.check;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.validation.JsonValues;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A place in records whose value says which message a record is.
 *
 * @param header the name of the header, or {@code null} if it is a member of the payload
 * @param path the names that lead to the member
 * @param named the messages by value
 * @param open the messages that leave the value open; a record with a value that names no
 * message can only be one of these
 */
record Discriminator(@Nullable String header, List<String> path, Map<Object, Candidate> named, List<Candidate> open) {

	/**
	 * Return the value of a record, or {@code null} if it has none.
	 */
	@Nullable Object value(byte @Nullable [] payload, Headers headers) {
		if (this.header != null) {
			Header last = headers.lastHeader(this.header);
			return (last != null && last.value() != null) ? new String(last.value(), StandardCharsets.UTF_8) : null;
		}
		Object value = (payload != null) ? JsonValues.scalar(payload, this.path) : null;
		return (value != null) ? SchemaConstants.comparable(value) : null;
	}

	/**
	 * Return whether each message has values of its own.
	 */
	boolean isComplete() {
		return this.open.isEmpty();
	}

	/**
	 * Return whether a record that fits a message can have no other's value here.
	 */
	boolean isSettledBy(Candidate candidate) {
		return this.header == null && !this.open.contains(candidate);
	}

}
