package io.github.asyncapikafka.validation;

import java.util.List;
import java.util.function.Consumer;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import io.github.asyncapikafka.validation.pattern.Steps.TooManyStepsError;
import io.github.asyncapikafka.validation.JsonText.UnreadableException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks values against a compiled schema. First asks only whether there is a violation,
 * because most records have none; of large values only the first violation is told.
 */
final class JsonSchemaCheck implements SchemaCheck {

	private static final int LARGE = 65_536;

	private static final Consumer<ExecutionContext> FAIL_FAST = (context) -> context.setFailFast(true);

	private final io.github.asyncapikafka.model.Schema model;

	private final Schema schema;

	private final ErrorTranslator translator;

	JsonSchemaCheck(io.github.asyncapikafka.model.Schema model, JsonNode definition, Schema schema) {
		this.model = model;
		this.schema = schema;
		this.translator = new ErrorTranslator(model, definition);
	}

	@Override
	public List<SchemaViolation> json(byte[] text) {
		try {
			return check(JsonText.read(text, this.model.location()), text.length > LARGE);
		}
		catch (UnreadableException ex) {
			return ex.violations();
		}
		catch (StackOverflowError | OutOfMemoryError ex) {
			return impossible();
		}
	}

	@Override
	public List<SchemaViolation> value(@Nullable Object value) {
		try {
			JsonNode node = (value != null) ? JsonText.of(value, this.model.location()) : JsonText.nullNode();
			return check(node, value instanceof String text && text.length() > LARGE);
		}
		catch (UnreadableException ex) {
			return ex.violations();
		}
	}

	private List<SchemaViolation> check(JsonNode node, boolean large) {
		try {
			List<Error> errors = this.schema.validate(node, FAIL_FAST);
			if (errors.isEmpty()) {
				return List.of();
			}
			return this.translator.translate(large ? errors : this.schema.validate(node));
		}
		catch (TooManyStepsError ex) {
			return List.of(new SchemaViolation("", "pattern", "pattern: one that can be checked in time",
					this.model.location()));
		}
		catch (RuntimeException | java.lang.Error ex) {
			return impossible();
		}
	}

	private List<SchemaViolation> impossible() {
		return List.of(new SchemaViolation("", "error", "a value that can be checked", this.model.location()));
	}

}
