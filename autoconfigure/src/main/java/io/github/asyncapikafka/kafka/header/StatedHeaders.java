package io.github.asyncapikafka.kafka.header;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.serde.NumberText;
import io.github.asyncapikafka.validation.SchemaExamples;
import io.github.asyncapikafka.validation.Violation;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message that a sender need not give: those that are required and can
 * have one value only, and a correlation id.
 */
public final class StatedHeaders {

	private final @Nullable HeaderSchema schema;

	private final Map<String, byte[]> constants = new LinkedHashMap<>();

	private final @Nullable GeneratedId correlationId;

	private StatedHeaders(@Nullable HeaderSchema schema, @Nullable GeneratedId correlationId) {
		this.schema = schema;
		this.correlationId = correlationId;
		if (schema != null) {
			schema.constants().forEach((name, value) -> this.constants.put(name, bytes(value)));
		}
	}

	private static byte[] bytes(Object constant) {
		if (constant instanceof String || constant instanceof Number) {
			String text = (constant instanceof Number number) ? NumberText.of(number) : constant.toString();
			return text.getBytes(StandardCharsets.UTF_8);
		}
		return SchemaExamples.json(constant);
	}

	/**
	 * Create an instance.
	 * @param message the message, or {@code null} if a record can be several
	 * @param check the check of its headers, or {@code null} if they are not checked
	 * @return its headers
	 */
	public static StatedHeaders of(@Nullable Message message, @Nullable HeadersCheck check) {
		if (message == null) {
			return new StatedHeaders(null, null);
		}
		return new StatedHeaders((message.headers() != null) ? HeaderSchema.of(message.headers()) : null,
				GeneratedId.of(message, check));
	}

	/**
	 * Return whether the message has to have a header, or has its correlation id there.
	 * @param name the name of the header
	 * @return {@code true} if it is sent whatever its name is
	 */
	public boolean states(String name) {
		return (this.schema != null && this.schema.requires(name))
				|| (this.correlationId != null && this.correlationId.header().equals(name));
	}

	/**
	 * Return the headers to send.
	 * @param given the headers that the sender gives, which are not changed
	 * @return these, and those that are missing
	 */
	public Headers complete(Headers given) {
		Headers headers = given;
		for (Map.Entry<String, byte[]> constant : this.constants.entrySet()) {
			if (given.lastHeader(constant.getKey()) == null) {
				headers = (headers == given) ? new RecordHeaders(given) : headers;
				headers.add(constant.getKey(), constant.getValue());
			}
		}
		if (this.correlationId != null && headers.lastHeader(this.correlationId.header()) == null) {
			byte[] id = this.correlationId.next();
			if (id != null) {
				headers = (headers == given) ? new RecordHeaders(given) : headers;
				headers.add(this.correlationId.header(), id);
			}
		}
		return headers;
	}

	/**
	 * Return what is wrong with headers although no schema may say so.
	 * @param headers the headers to send
	 * @return the violation, or {@code null} if there is none
	 */
	public @Nullable Violation violation(Headers headers) {
		return (this.correlationId != null && headers.lastHeader(this.correlationId.header()) == null)
				? this.correlationId.missing() : null;
	}

}
