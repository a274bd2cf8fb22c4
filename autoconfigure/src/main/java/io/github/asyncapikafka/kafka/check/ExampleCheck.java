package io.github.asyncapikafka.kafka.check;

import java.util.ArrayList;
import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.InvalidSchemaException;
import io.github.asyncapikafka.validation.SchemaCheck;
import io.github.asyncapikafka.validation.SchemaExamples;
import io.github.asyncapikafka.validation.SchemaExamples.Shown;
import io.github.asyncapikafka.validation.SchemaValidator;
import io.github.asyncapikafka.validation.SchemaViolation;
import org.jspecify.annotations.Nullable;

/**
 * Finds examples of a message that break its schemas. They mislead readers, but nothing
 * that runs depends on them.
 */
final class ExampleCheck {

	private static final String REMEDY = "Correct the example, or the schema.";

	private final SchemaValidator validator;

	private final List<Problem> problems = new ArrayList<>();

	ExampleCheck(SchemaValidator validator) {
		this.validator = validator;
	}

	/**
	 * Return what is wrong with the examples of a message. Schemas without examples cost
	 * nothing, and that of the payload was prepared before.
	 * @param message the message
	 * @param payload the check of its payload, or {@code null} if there is none
	 */
	List<Problem> check(Message message, @Nullable SchemaCheck payload) {
		if (payload != null) {
			message.examples()
				.stream()
				.filter((example) -> example.payload() != null)
				.forEach((example) -> check("payload", message, payload, example.payload(), example.location()));
		}
		SchemaCheck headers = message.examples().stream().allMatch((example) -> example.headers() == null) ? null
				: compile(message.headers());
		if (headers != null) {
			message.examples()
				.stream()
				.filter((example) -> example.headers() != null)
				.forEach((example) -> check("headers", message, headers, example.headers(), example.location()));
		}
		check(message.payload());
		check(message.headers());
		check((message.kafka() != null) ? message.kafka().key() : null);
		return this.problems;
	}

	private void check(String part, Message message, SchemaCheck check, @Nullable Object value, Location location) {
		List<SchemaViolation> violations = check.json(SchemaExamples.json(value));
		if (!violations.isEmpty()) {
			this.problems.add(
					new Problem(location,
							"This example of the message " + Printable.quote(message.id()) + " "
									+ broken(violations.get(0), " in its " + part, violations.get(0).pointer()),
							REMEDY));
		}
	}

	/**
	 * Check the examples and defaults that stand in a schema itself.
	 */
	private void check(@Nullable Schema schema) {
		SchemaExamples examples = (schema != null) ? SchemaExamples.of(schema) : null;
		SchemaCheck check = (examples != null) ? compile(examples.schema()) : null;
		if (examples == null || check == null) {
			return;
		}
		for (SchemaViolation violation : check.json(examples.values())) {
			Shown shown = examples.shown(violation.pointer());
			if (shown != null) {
				this.problems.add(new Problem(shown.location(),
						"The " + shown.keyword() + " of this schema " + broken(violation, "", shown.pointer()),
						REMEDY));
			}
		}
	}

	private @Nullable SchemaCheck compile(@Nullable Schema schema) {
		try {
			return (schema != null) ? this.validator.compile(schema) : null;
		}
		catch (InvalidSchemaException ex) {
			return null;
		}
	}

	private static String broken(SchemaViolation violation, String part, String pointer) {
		return "breaks " + Printable.quote(violation.expectation()) + part
				+ (pointer.isEmpty() ? "" : " at " + Printable.quote(pointer)) + ".";
	}

}
