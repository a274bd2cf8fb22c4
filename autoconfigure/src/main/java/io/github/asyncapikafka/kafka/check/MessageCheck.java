package io.github.asyncapikafka.kafka.check;

import java.util.ArrayList;
import java.util.List;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.header.HeadersCheck;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.InvalidSchemaException;
import io.github.asyncapikafka.validation.SchemaValidator;
import io.github.asyncapikafka.validation.SchemaViolation;
import io.github.asyncapikafka.validation.TextType;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Checks key, headers and payload of one message.
 *
 * @param message the message
 * @param key the check of the key, or {@code null} if its form is not known here
 * @param headers the check of the headers, or {@code null} if nothing is said of them
 * @param payload the check of the payload, or {@code null} likewise
 */
record MessageCheck(KafkaMessage message, @Nullable PartCheck key, @Nullable HeadersCheck headers,
		@Nullable PartCheck payload) {

	private static final int MAX_VIOLATIONS = 20;

	static MessageCheck of(KafkaMessage message, SchemaValidator validator) {
		Problems problems = new Problems();
		PartCheck key = check(message.keySchema(), message.key().value(), validator, problems);
		PartCheck payload = (message.payload() != null)
				? check(message.payloadSchema(), message.payload().value(), validator, problems) : null;
		HeadersCheck headers = headers(message, validator, problems);
		if (!problems.isEmpty()) {
			throw new InvalidSchemaException(problems.toList());
		}
		return new MessageCheck(message, key, headers, payload);
	}

	/**
	 * Return whether nothing at all can be checked, although there is a schema.
	 */
	static boolean isOpaque(@Nullable Schema schema, SerdeChoice choice) {
		return schema != null && choice.format().isOpaque();
	}

	/**
	 * Return whether the headers cannot be checked, and need not be, because the
	 * application reads the message itself.
	 */
	static boolean isOpaque(Message message, SerdeChoice payload) {
		return message.headers() != null && message.headers().format() != null
				&& payload.format() == SerdeFormat.PASS_THROUGH;
	}

	private static @Nullable HeadersCheck headers(KafkaMessage message, SchemaValidator validator, Problems problems) {
		try {
			return HeadersCheck.of(message.message().headers(), validator);
		}
		catch (InvalidSchemaException ex) {
			if (message.payload() == null || !isOpaque(message.message(), message.payload().value())) {
				problems.addAll(ex.getProblems());
			}
			return null;
		}
	}

	private static @Nullable PartCheck check(@Nullable Schema schema, SerdeChoice choice, SchemaValidator validator,
			Problems problems) {
		if (schema == null || isOpaque(schema, choice)) {
			return null;
		}
		try {
			return new PartCheck(validator.compile(schema), choice.format(), TextType.of(schema), schema);
		}
		catch (InvalidSchemaException ex) {
			problems.addAll(ex.getProblems());
			return null;
		}
	}

	List<Violation> violations(byte @Nullable [] keyBytes, byte @Nullable [] payloadBytes, Headers headers) {
		return violations(keyBytes, payloadBytes, headers, this.payload);
	}

	/**
	 * Check a record that may lack a payload whatever the schema says.
	 */
	List<Violation> violationsOfTombstone(byte @Nullable [] keyBytes, Headers headers) {
		return violations(keyBytes, null, headers, null);
	}

	/**
	 * Return whether there are no violations, without finding out which.
	 * @param tombstone whether a record may lack a payload whatever the schema says
	 */
	boolean fits(byte @Nullable [] keyBytes, byte @Nullable [] payloadBytes, Headers headers, boolean tombstone) {
		return (this.payload == null || (tombstone && payloadBytes == null) || this.payload.fits(payloadBytes))
				&& (this.key == null || this.key.fits(keyBytes))
				&& (this.headers == null || this.headers.violations(headers).isEmpty());
	}

	private List<Violation> violations(byte @Nullable [] keyBytes, byte @Nullable [] payloadBytes, Headers headers,
			@Nullable PartCheck payloadCheck) {
		List<SchemaViolation> ofKey = (this.key != null) ? this.key.violations(keyBytes) : List.of();
		List<SchemaViolation> ofPayload = (payloadCheck != null) ? payloadCheck.violations(payloadBytes) : List.of();
		List<SchemaViolation> ofHeaders = (this.headers != null) ? this.headers.violations(headers) : List.of();
		if (ofKey.isEmpty() && ofHeaders.isEmpty() && ofPayload.isEmpty()) {
			return List.of();
		}
		List<Violation> violations = new ArrayList<>();
		ofKey.forEach((violation) -> violations.add(violation(Part.KEY, violation)));
		ofHeaders.forEach((violation) -> violations.add(violation(Part.HEADERS, violation)));
		ofPayload.forEach((violation) -> violations.add(violation(Part.PAYLOAD, violation)));
		return violations.subList(0, Math.min(violations.size(), MAX_VIOLATIONS));
	}

	private Violation violation(Part part, SchemaViolation violation) {
		return new Violation(part, this.message.id(), violation.pointer(), violation.rule(), violation.expectation(),
				violation.location());
	}

}
