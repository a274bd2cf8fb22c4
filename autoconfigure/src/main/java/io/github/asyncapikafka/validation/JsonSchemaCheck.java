package io.github.asyncapikafka.validation;

import java.util.List;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import io.github.asyncapikafka.validation.JsonText.UnreadableException;
import io.github.asyncapikafka.validation.pattern.Steps;
import io.github.asyncapikafka.validation.pattern.Steps.TooManyStepsError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks values against a compiled schema, in as many steps as their size explains. First
 * asks only whether there is a violation, because most records have none; of large values
 * only the first violation is told.
 */
final class JsonSchemaCheck implements SchemaCheck {

	private static final int SMALL = 1_000;

	private static final int LARGE = 65_536;

	/** More than any sensible schema takes for a small value, and less than a second. */
	private static final long BASE_STEPS = 200_000;

	private static final long STEPS_PER_CHARACTER = 100;

	private final io.github.asyncapikafka.model.Schema model;

	private final Schema schema;

	private final ExecutionConfig ofSmall;

	private final ErrorTranslator translator;

	private final int maxSize;

	JsonSchemaCheck(io.github.asyncapikafka.model.Schema model, JsonNode definition, Schema schema, int maxSize) {
		this.model = model;
		this.schema = schema;
		this.ofSmall = config(SMALL, true);
		this.translator = new ErrorTranslator(model, definition);
		this.maxSize = maxSize;
	}

	@Override
	public List<SchemaViolation> json(byte[] text) {
		if (text.length > this.maxSize) {
			return violation("size", "size: at most " + this.maxSize + " bytes (asyncapi-kafka.enforcement.max-size)");
		}
		try {
			return check(JsonText.read(text, this.model.location()), text.length);
		}
		catch (UnreadableException ex) {
			return ex.violations();
		}
		catch (StackOverflowError | OutOfMemoryError ex) {
			return impossible();
		}
	}

	@Override
	public boolean fits(byte[] text) {
		try {
			return text.length <= this.maxSize
					&& validate(JsonText.read(text, this.model.location()), text.length, true).isEmpty();
		}
		catch (RuntimeException | java.lang.Error ex) {
			return false;
		}
	}

	@Override
	public List<SchemaViolation> value(@Nullable Object value) {
		try {
			JsonNode node = (value != null) ? JsonText.of(value, this.model.location()) : JsonText.nullNode();
			return check(node, (value instanceof String text) ? text.length() : 0);
		}
		catch (UnreadableException ex) {
			return ex.violations();
		}
	}

	private List<SchemaViolation> check(JsonNode node, int length) {
		try {
			List<Error> errors = validate(node, length, true);
			if (errors.isEmpty()) {
				return List.of();
			}
			return this.translator.translate((length > LARGE) ? errors : validate(node, length, false));
		}
		catch (TooManyStepsError ex) {
			return violation("pattern", "pattern: one that can be checked in time");
		}
		catch (ValidationLimitExceededException ex) {
			return violation("error", "a value that can be checked in time");
		}
		catch (RuntimeException | java.lang.Error ex) {
			return impossible();
		}
	}

	private List<Error> validate(JsonNode node, int length, boolean failFast) {
		ExecutionConfig config = (failFast && length <= SMALL) ? this.ofSmall : config(length, failFast);
		return Steps.limit(length, () -> errors(node, new ExecutionContext(config)));
	}

	private List<Error> errors(JsonNode node, ExecutionContext context) {
		try {
			this.schema.validate(context, node);
			return context.getErrors();
		}
		catch (FailFastAssertionException ex) {
			return ex.getErrors();
		}
	}

	private ExecutionConfig config(int length, boolean failFast) {
		return ExecutionConfig.builder(this.schema.createExecutionContext().getExecutionConfig())
			.failFast(failFast)
			.maxEvaluationSteps(BASE_STEPS + STEPS_PER_CHARACTER * length)
			.build();
	}

	private List<SchemaViolation> impossible() {
		return violation("error", "a value that can be checked");
	}

	private List<SchemaViolation> violation(String rule, String expectation) {
		return List.of(new SchemaViolation("", rule, expectation, this.model.location()));
	}

}
