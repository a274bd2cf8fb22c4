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
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.pattern.BoundedRegularExpression;
import io.github.asyncapikafka.validation.schema.Pointers;
import io.github.asyncapikafka.validation.schema.SchemaDefinition;
import io.github.asyncapikafka.validation.schema.SchemaDialect;
import io.github.asyncapikafka.validation.schema.SchemaParts;
import tools.jackson.databind.JsonNode;

/**
 * Checks against JSON Schema: the AsyncAPI Schema Object, the drafts of JSON Schema, and
 * the schemas of OpenAPI. Never loads a schema from elsewhere.
 */
public final class JsonSchemaValidator implements SchemaValidator {

	/** The size of the largest JSON text that is read by default, in bytes. */
	public static final int DEFAULT_MAX_SIZE = 10 * 1024 * 1024;

	private static final int MAX_PROBLEMS = 20;

	private final SchemaRegistryConfig configuration;

	private final int maxSize;

	private final Map<SchemaDialect, SchemaRegistry> registries = new ConcurrentHashMap<>();

	private final Map<SchemaDialect, com.networknt.schema.Schema> metaSchemas = new ConcurrentHashMap<>();

	/**
	 * Create an instance that asserts formats and reads JSON texts of up to
	 * {@link #DEFAULT_MAX_SIZE}.
	 */
	public JsonSchemaValidator() {
		this(true, DEFAULT_MAX_SIZE);
	}

	/**
	 * Create an instance.
	 * @param formats whether a value of another {@code format} breaks the schema
	 * @param maxSize the size of the largest JSON text that is read, in bytes; a larger
	 * one breaks the schema
	 */
	public JsonSchemaValidator(boolean formats, int maxSize) {
		this.configuration = configuration(formats);
		this.maxSize = maxSize;
	}

	private static SchemaRegistryConfig configuration(boolean formats) {
		return SchemaRegistryConfig.builder()
			.formatAssertionsEnabled(formats)
			.losslessNarrowing(true)
			.regularExpressionFactory(BoundedRegularExpression::new)
			.build();
	}

	@Override
	public SchemaCheck compile(Schema schema) {
		String format = (schema.format() != null) ? schema.format().value() : null;
		SchemaDialect dialect = SchemaDialect.of(format);
		if (dialect == null) {
			throw new InvalidSchemaException(List.of(unknownFormat(schema, String.valueOf(format))));
		}
		Problems problems = new Problems();
		Object prepared = new SchemaDefinition(schema, dialect).prepare(problems);
		if (!problems.isEmpty()) {
			throw new InvalidSchemaException(problems.toList());
		}
		JsonNode definition = JsonText.tree(prepared);
		checkAgainstMetaSchema(schema, dialect, definition);
		try {
			SchemaRegistry registry = this.registries.computeIfAbsent(dialect,
					(key) -> registry(key, this.configuration));
			com.networknt.schema.Schema compiled = registry.getSchema(definition);
			compiled.initializeValidators();
			return new JsonSchemaCheck(schema, definition, compiled, this.maxSize);
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

	private static SchemaRegistry registry(SchemaDialect dialect, SchemaRegistryConfig configuration) {
		return SchemaRegistry.withDefaultDialect(dialect.dialect(),
				(builder) -> builder.schemaRegistryConfig(configuration));
	}

	/**
	 * Hold the schema against that of its draft, which is part of the validator. Formats
	 * do not count, because patterns are looked at elsewhere.
	 */
	private void checkAgainstMetaSchema(Schema schema, SchemaDialect dialect, JsonNode definition) {
		List<Error> errors = this.metaSchemas
			.computeIfAbsent(dialect.base(),
					(base) -> registry(base, configuration(false)).getSchema(SchemaLocation.of(base.metaSchema())))
			.validate(definition);
		if (errors.isEmpty()) {
			return;
		}
		Map<String, Error> byPointer = new LinkedHashMap<>();
		errors.forEach((error) -> byPointer.putIfAbsent(Pointers.of(error.getInstanceLocation()), error));
		Problems problems = new Problems();
		byPointer.entrySet().stream().limit(MAX_PROBLEMS).forEach((entry) -> {
			String pointer = entry.getKey();
			problems.add(SchemaParts.location(schema, pointer), "The schema is wrong at " + Printable.quote(pointer)
					+ ": " + Printable.escape(String.valueOf(entry.getValue().getMessage())) + ".", "Correct it.");
		});
		throw new InvalidSchemaException(problems.toList());
	}

}
