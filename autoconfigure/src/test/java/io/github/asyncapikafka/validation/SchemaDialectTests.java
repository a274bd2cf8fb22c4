package io.github.asyncapikafka.validation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.model.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * The rules in which the dialects of JSON Schema differ, and schemas that cannot be used.
 */
class SchemaDialectTests {

	private static final String OPENAPI_3_0 = "application/vnd.oai.openapi;version=3.0.3";

	private static final String DRAFT_2019_09 = "application/schema+json;version=2019-09";

	private static final String DRAFT_2020_12 = "application/schema+json;version=2020-12";

	/** The texts have single quotes in the place of double ones. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{ type: string, nullable: true }                               | null           | true
			{ type: string, nullable: false }                              | null           | false
			{ type: object, nullable: true, properties: { a: { type: string } } } | null    | true
			{ maximum: 5, exclusiveMaximum: true }                         | 5              | false
			{ maximum: 5, exclusiveMaximum: false }                        | 5              | true
			{ minimum: 5, exclusiveMinimum: true }                         | 5              | false
			{ const: 1 }                                                   | 2              | true
			{ patternProperties: { a: { not: {} } } }                     | {'a':1}        | true
			{ type: integer, format: int32 }                               | 2147483648     | false
			{ type: integer, format: int64 }                               | 2147483648     | true
			{ type: integer, format: int64 }                               | 9223372036854775808 | false
			""")
	void openApi30(String schema, String text, boolean valid) {
		assertValid(OPENAPI_3_0, schema, text, valid);
	}

	@Test
	void discriminatorOfOpenApiChangesNothing() {
		String schema = "{ discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/cat' } }, "
				+ "anyOf: [{ $ref: '#/components/schemas/cat' }, { $ref: '#/components/schemas/dog' }] }";
		assertValid(OPENAPI_3_0, schema, "{'kind':'cat','lives':9}", true);
		assertValid(OPENAPI_3_0, schema, "{'kind':'bird','lives':9}", true);
		assertValid(OPENAPI_3_0, schema, "{'kind':'cat'}", false);
		assertValid("application/vnd.oai.openapi;version=3.1.0", schema, "{'kind':'cat','lives':9}", true);
	}

	@Test
	void openApi30HasNoListsOfTypes() {
		assertThat(problems(OPENAPI_3_0, "{ properties: { a: { type: [string, 'null'] }, b: { type: 'null' } } }"))
			.extracting(Problem::message)
			.containsExactly("A schema of OpenAPI 3.0 has one 'type', which is not 'null'.",
					"A schema of OpenAPI 3.0 has one 'type', which is not 'null'.");
		assertThat(problems(OPENAPI_3_0, "{ maximum: 6, exclusiveMaximum: 5 }")).singleElement()
			.satisfies((problem) -> assertThat(problem.message())
				.startsWith("The schema is wrong at '/exclusiveMaximum'"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{ type: integer, format: int32 }                   | -2147483649          | false
			{ type: number, format: int32 }                    | 1.5                  | true
			{ format: int32 }                                  | 'a'                  | true
			{ discriminator: kind, deprecated: true }          | {}                   | true
			{ exclusiveMaximum: 5 }                            | 5                    | false
			{ nullable: true, type: string }                   | null                 | false
			{ items: [{ const: 1 }], additionalItems: false }  | [1,2]                | false
			{ unevaluatedProperties: false }                   | {'a':1}              | true
			{ dependencies: { a: [b] } }                       | {'a':1}              | false
			{ if: { const: 1 }, then: false }                  | 1                    | false
			""")
	void asyncApi(String schema, String text, boolean valid) {
		assertValid("application/vnd.aai.asyncapi+yaml;version=2.6.0", schema, text, valid);
		assertValid("application/vnd.aai.asyncapi;version=3.1.0", schema, text, valid);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{ dependentRequired: { a: [b] } }                                 | {'a':1}       | false
					{ items: [{ const: 1 }], additionalItems: false }                 | [1,2]         | false
					{ properties: { a: true }, unevaluatedProperties: false }         | {'a':1,'b':1} | false
					{ allOf: [{ properties: { b: true } }], properties: { a: true }, unevaluatedProperties: false } | {'a':1,'b':1} | true
					{ contains: { const: 1 }, minContains: 2 }                        | [1,2]         | false
					{ items: [true], unevaluatedItems: false }                        | [1,2]         | false
					{ prefixItems: [{ const: 1 }] }                                   | [2]           | true
					{ $recursiveAnchor: true, properties: { a: { $recursiveRef: '#' } }, additionalProperties: false } | {'a':{'a':{}}} | true
					{ $recursiveAnchor: true, properties: { a: { $recursiveRef: '#' } }, additionalProperties: false } | {'a':{'b':{}}} | false
					""")
	void draft201909(String schema, String text, boolean valid) {
		assertValid(DRAFT_2019_09, schema, text, valid);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{ prefixItems: [{ const: 1 }], items: false }                     | [1,2]         | false
					{ prefixItems: [{ const: 1 }], items: { const: 2 } }              | [1,2]         | true
					{ prefixItems: [{ const: 1 }], unevaluatedItems: false }          | [1,2]         | false
					{ dependentSchemas: { a: { required: [b] } } }                    | {'a':1}       | false
					{ $dynamicAnchor: node, properties: { a: { $dynamicRef: '#node' } }, additionalProperties: false } | {'a':{'a':{}}} | true
					{ $dynamicAnchor: node, properties: { a: { $dynamicRef: '#node' } }, additionalProperties: false } | {'a':{'b':1}}  | false
					{ properties: { a: { $dynamicRef: '#n', maxProperties: 1 } }, $defs: { n: { $dynamicAnchor: n, type: object } } } | {'a':{'b':1,'c':2}} | false
					{ properties: { a: { $dynamicRef: '#n' } }, $defs: { n: { $dynamicAnchor: n, type: object } } }   | {'a':1} | false
					{ properties: { a: { $ref: '#n' } }, $defs: { n: { $dynamicAnchor: n, type: object } } }          | {'a':1} | false
					{ type: integer, format: int32 }                                  | 2147483648    | true
					""")
	void draft202012(String schema, String text, boolean valid) {
		assertValid(DRAFT_2020_12, schema, text, valid);
	}

	@Test
	void whatStandsBesideAReferenceCountsSince201909() {
		String schema = "{ $ref: '#/components/schemas/tree', required: [left] }";
		assertValid(DRAFT_2019_09, schema, "{}", false);
		assertValid(DRAFT_2019_09, schema, "{'left':{}}", true);
		assertValid(DRAFT_2019_09, schema, "{'left':1}", false);
		assertValid("application/vnd.oai.openapi;version=3.1.0", schema, "{}", false);
		assertValid("application/schema+json;version=draft-07", schema, "{}", true);
		assertValid(OPENAPI_3_0, schema, "{}", true);
		assertValid("application/vnd.aai.asyncapi;version=3.0.0", schema, "{}", true);
		String nested = "{ items: { $ref: '#/components/schemas/nonempty' }, minItems: 1 }";
		assertValid(DRAFT_2020_12, nested, "[{'left':{}}]", true);
		assertValid(DRAFT_2020_12, nested, "[{}]", false);
		assertValid(DRAFT_2020_12, nested, "[{'left':1}]", false);
		assertValid(DRAFT_2020_12, "{ $ref: '#/components/schemas/nonempty' }", "{}", false);
	}

	@Test
	void whatCountsBesideAReferenceIsNoWarning() {
		String document = """
				asyncapi: 3.0.0
				info: { title: t, version: 1.0.0 }
				channels:
				  c:
				    address: c
				    messages:
				      m:
				        payload:
				          schemaFormat: %s
				          schema: { $ref: '#/components/schemas/s', required: [a] }
				components: { schemas: { s: { type: object } } }
				""";
		assertThat(TestDocuments.warningsOf(document.formatted(DRAFT_2020_12))).isEmpty();
		assertThat(TestDocuments.warningsOf(document.formatted("application/schema+json;version=draft-07"))).hasSize(1);
	}

	@Test
	void dynamicReferenceLeadsToTheOutermostAnchor() {
		String schema = "{ $dynamicAnchor: node, $ref: '#/components/schemas/node', unevaluatedProperties: false }";
		assertValid(DRAFT_2020_12, schema, "{'value':1,'children':[{'value':1}]}", true);
		assertValid(DRAFT_2020_12, schema, "{'children':[{'other':1}]}", false);
		String open = "{ allOf: [{ $ref: '#/components/schemas/node' }] }";
		assertValid(DRAFT_2020_12, open, "{'children':[{'other':1}]}", true);
		assertValid(DRAFT_2020_12, open, "{'children':[{'children':1}]}", false);
	}

	@Test
	void dynamicReferenceThatLeadsNowhereIsAProblem() {
		assertThat(problems(DRAFT_2020_12, "{ items: { $dynamicRef: '#nothing' } }")).extracting(Problem::message)
			.containsExactly("The reference '#nothing' leads to no '$dynamicAnchor', or could lead to several.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/schema+json;version=draft-03", "application/vnd.oai.openapi;version=2.0",
			"application/schema+json;version=2030-01", "application/raml+yaml;version=1.0", "text/xml" })
	void formatsThatNobodyKnowsAreProblems(String format) {
		assertThat(problems(format, "{}")).singleElement().satisfies((problem) -> {
			assertThat(problem.message())
				.isEqualTo("Nothing can be checked against a schema in the format '" + format + "'.");
			assertThat(problem.action()).contains("'asyncapi-kafka.messages.<id>.pass-through' to 'true'");
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{ $ref: '#/components/schemas/loop' }                  | #/allOf/0
			{ allOf: [{ $ref: '#/components/schemas/all' }] }      | #/$defs/d1/allOf/0
			{ properties: { a: { $ref: '#/components/schemas/mutual' } } } | #/$defs/d2/anyOf/0
			{ not: { $ref: '#/components/schemas/negated' } }      | #/$defs/d1/not
			{ if: { $ref: '#/components/schemas/conditional' } }   | #/$defs/d1/else
			{ $ref: '#/components/schemas/dependent' }             | #/dependencies/a
			""")
	void schemasThatNeverEndAreProblems(String schema, String place) {
		assertThat(problems("application/vnd.aai.asyncapi;version=3.0.0", schema)).singleElement()
			.satisfies((problem) -> {
				assertThat(problem.message()).isEqualTo("The schema leads back to itself at '" + place
						+ "' without going into the value, so that no value could be checked.");
				assertThat(problem.location()).isNotNull();
				assertThat(problem.location().line()).isGreaterThan(9);
			});
	}

	@Test
	void schemasThatGoIntoTheValueEnd() {
		assertValid("application/vnd.aai.asyncapi;version=3.0.0",
				"{ allOf: [{ properties: { a: { $ref: '#/components/schemas/tree' } } }] }",
				"{'a':" + "{'left':".repeat(400) + "{}" + "}".repeat(401), true);
	}

	@Test
	void schemasThatMultiplyAreBounded() {
		StringBuilder schemas = new StringBuilder();
		for (int i = 0; i < 40; i++) {
			schemas.append("x")
				.append(i)
				.append(": { allOf: [{ $ref: '#/$defs/x")
				.append(i + 1)
				.append("' }, { $ref: '#/$defs/x")
				.append(i + 1)
				.append("' }] }, ");
		}
		SchemaCheck check = check(DRAFT_2020_12, "{ allOf: [{ $ref: '#/components/schemas/many/$defs/x0' }] }",
				"many: { $id: many, $defs: { " + schemas + "x40: { type: string } } }");
		List<SchemaViolation> violations = assertTimeoutPreemptively(Duration.ofSeconds(5),
				() -> check.json("\"a\"".getBytes(StandardCharsets.UTF_8)));
		assertThat(violations).extracting(SchemaViolation::rule, SchemaViolation::expectation)
			.containsExactly(tuple("error", "a value that can be checked in time"));
	}

	private static void assertValid(String format, String schema, String text, boolean valid) {
		byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		assertThat(check(format, schema, "").json(json).isEmpty()).as(schema + " " + text).isEqualTo(valid);
	}

	private static List<Problem> problems(String format, String schema) {
		List<Problem> problems = new ArrayList<>();
		assertThatExceptionOfType(InvalidSchemaException.class).isThrownBy(() -> check(format, schema, ""))
			.satisfies((ex) -> problems.addAll(ex.getProblems()));
		return problems;
	}

	private static SchemaCheck check(String format, String schema, String more) {
		Schema payload = AsyncApiDocumentLoader.lenient().load(TestDocuments.yaml("""
				asyncapi: 3.0.0
				info: { title: t, version: 1.0.0 }
				channels:
				  c:
				    address: c
				    messages:
				      m:
				        payload:
				          schemaFormat: %s
				          schema: %s
				components:
				  schemas:
				    cat: { type: object, required: [lives], properties: { kind: { type: string } } }
				    dog: { type: object, required: [tricks] }
				    tree: { type: object, properties: { left: { $ref: '#/components/schemas/tree' } } }
				    nonempty: { minProperties: 1, $ref: '#/components/schemas/tree' }
				    loop: { allOf: [{ $ref: '#/components/schemas/loop' }] }
				    all: { allOf: [{ $ref: '#/components/schemas/all' }] }
				    mutual: { oneOf: [{ $ref: '#/components/schemas/other' }] }
				    other: { anyOf: [{ $ref: '#/components/schemas/mutual' }] }
				    negated: { not: { $ref: '#/components/schemas/negated' } }
				    conditional: { if: true, else: { $ref: '#/components/schemas/conditional' } }
				    dependent: { dependencies: { a: { $ref: '#/components/schemas/dependent' } } }
				    node:
				      $id: https://example.com/node
				      $dynamicAnchor: node
				      type: object
				      properties:
				        value: true
				        children: { type: array, items: { $dynamicRef: '#node' } }
				    %s
				""".formatted(format, schema, more))).channels().get("c").messages().get("m").payload();
		return new JsonSchemaValidator().compile(Objects.requireNonNull(payload));
	}

}
