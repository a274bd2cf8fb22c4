package io.github.asyncapikafka.validation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Schema;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON Schema Test Suite for draft 7, where it is beside the project.
 */
class JsonSchemaTestSuiteTests {

	private static final Path SUITE = Path.of("../../shared/corpus/json-schema-test-suite/draft7");

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	/**
	 * Schemas that look for others by their {@code $id} or elsewhere: references are
	 * resolved before a schema is compiled.
	 */
	private static final Set<String> BY_ID = Set.of("$ref to boolean schema true");

	@ParameterizedTest
	@ValueSource(strings = { "additionalItems", "additionalProperties", "allOf", "anyOf", "boolean_schema", "const",
			"contains", "default", "dependencies", "enum", "exclusiveMaximum", "exclusiveMinimum", "if-then-else",
			"infinite-loop-detection", "items", "maximum", "maxItems", "maxLength", "maxProperties", "minimum",
			"minItems", "minLength", "minProperties", "multipleOf", "not", "oneOf", "pattern", "patternProperties",
			"properties", "propertyNames", "required", "type", "uniqueItems", "optional/bignum",
			"optional/float-overflow", "optional/format/date-time", "optional/format/email", "optional/format/ipv4",
			"optional/format/date", "optional/format/json-pointer" })
	void passes(String name) throws IOException {
		Path file = SUITE.resolve(name + ".json");
		Assumptions.assumeTrue(Files.exists(file), "the suite is not beside the project");
		List<String> failures = new ArrayList<>();
		for (JsonNode group : MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8))) {
			if (!BY_ID.contains(group.get("description").asString())) {
				failures.addAll(failures(group));
			}
		}
		assertThat(failures).isEmpty();
	}

	private static List<String> failures(JsonNode group) {
		String description = group.get("description").asString();
		SchemaCheck check;
		try {
			check = new JsonSchemaValidator().compile(schema(MAPPER.convertValue(group.get("schema"), Object.class)));
		}
		catch (InvalidSchemaException ex) {
			return List.of(description + ": " + ex.getMessage());
		}
		List<String> failures = new ArrayList<>();
		for (JsonNode test : group.get("tests")) {
			List<SchemaViolation> violations = check.json(test.get("data").toString().getBytes(StandardCharsets.UTF_8));
			if (violations.isEmpty() != test.get("valid").asBoolean()) {
				failures.add(description + ", " + test.get("description").asString() + ": " + violations);
			}
		}
		return failures;
	}

	private static Schema schema(Object definition) {
		return new Schema(null, definition, Map.of(), new Location("suite.json", "", 1, 1));
	}

}
