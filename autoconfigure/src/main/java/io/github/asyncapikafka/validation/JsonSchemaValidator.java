package io.github.asyncapikafka.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.pattern.BoundedRegularExpression;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks against JSON Schema: the AsyncAPI Schema Object, the drafts of JSON Schema, and
 * the schemas of OpenAPI. Formats are asserted. Never loads a schema from elsewhere.
 */
public final class JsonSchemaValidator implements SchemaValidator {

	private static final int MAX_PROBLEMS = 20;

	private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
		.formatAssertionsEnabled(true)
		.losslessNarrowing(true)
		.regularExpressionFactory(BoundedRegularExpression::new)
		.build();

	private final Map<String, SchemaRegistry> registries = new ConcurrentHashMap<>();

	@Override
	public SchemaCheck compile(Schema schema) {
		String format = (schema.format() != null) ? schema.format().value() : null;
		Dialect dialect = SchemaDialect.of(format);
		if (dialect == null) {
			throw new InvalidSchemaException(List.of(unknownFormat(schema, String.valueOf(format))));
		}
		JsonNode definition = JsonText.tree(new SchemaDefinition(schema).prepare());
		checkAgainstMetaSchema(schema, dialect, definition);
		try {
			com.networknt.schema.Schema compiled = registry(dialect).getSchema(definition);
			compiled.initializeValidators();
			return new JsonSchemaCheck(schema, definition, compiled);
		}
		catch (SchemaException | IllegalArgumentException ex) {
			throw new InvalidSchemaException(List.of(new Problem(schema.location(),
					"The schema is wrong: " + Printable.escape(String.valueOf(ex.getMessage())) + ".", "Correct it.")));
		}
	}

	private static Problem unknownFormat(Schema schema, String format) {
		return new Problem((schema.format() != null) ? schema.format().location() : schema.location(),
				"Nothing can be checked against a schema in the format " + Printable.quote(format) + ".",
				"Use JSON Schema, or set 'asyncapi-kafka.messages.<id>.pass-through' to 'true', or "
						+ "'asyncapi-kafka.channels.<id>.enforcement.inbound' and '.outbound' to 'off'.");
	}

	private SchemaRegistry registry(Dialect dialect) {
		return this.registries.computeIfAbsent(dialect.getId(), (id) -> SchemaRegistry
			.withDefaultDialect(quiet(dialect), (builder) -> builder.schemaRegistryConfig(CONFIG)));
	}

	/**
	 * Return the dialect without its log entries about keywords that it does not know:
	 * documents are full of them.
	 */
	private static Dialect quiet(Dialect dialect) {
		return Dialect.builder(dialect)
			.unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
			.build();
	}

	/**
	 * Hold the schema against that of its draft, which is part of the validator.
	 */
	private void checkAgainstMetaSchema(Schema schema, Dialect dialect, JsonNode definition) {
		String metaSchema = metaSchema(dialect);
		if (metaSchema == null) {
			return;
		}
		List<Error> errors = registry(dialect).getSchema(SchemaLocation.of(metaSchema)).validate(definition);
		if (errors.isEmpty()) {
			return;
		}
		Map<String, Error> byPointer = new LinkedHashMap<>();
		errors.forEach((error) -> byPointer.putIfAbsent(Pointers.of(error.getInstanceLocation()), error));
		Problems problems = new Problems();
		byPointer.entrySet().stream().limit(MAX_PROBLEMS).forEach((entry) -> {
			String pointer = entry.getKey();
			problems.add(
					SchemaDefinition.location(schema, pointer), "The schema is wrong at " + Printable.quote(pointer)
							+ ": " + Printable.escape(String.valueOf(entry.getValue().getMessage())) + ".",
					"Correct it.");
		});
		throw new InvalidSchemaException(problems.toList());
	}

	private static @Nullable String metaSchema(Dialect dialect) {
		boolean known = dialect == Dialects.getDraft4() || dialect == Dialects.getDraft6()
				|| dialect == Dialects.getDraft7();
		if (known) {
			return dialect.getId();
		}
		return dialect == Dialects.getDraft202012() ? DialectId.DRAFT_2020_12
				: dialect == Dialects.getDraft201909() ? DialectId.DRAFT_2019_09 : null;
	}

}
