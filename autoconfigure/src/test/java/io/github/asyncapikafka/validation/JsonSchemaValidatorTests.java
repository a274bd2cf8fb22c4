package io.github.asyncapikafka.validation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.model.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * What a check says of one text, beside what the JSON Schema Test Suite knows.
 */
class JsonSchemaValidatorTests {

	private final JsonSchemaValidator validator = new JsonSchemaValidator();

	/** The texts have single quotes in the place of double ones. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{ type: integer }               | 1
			{ type: integer }               | 1.0
			{ type: integer }               | 1e3
			{ maximum: 10 }                 | 10.0
			{ maximum: 0.3 }                | 0.30
			{ multipleOf: 0.01 }            | 4.35
			{ const: 1 }                    | 1.0
			{ type: string, format: email } | 'ada@example.com'
			{ type: string, maxLength: 1 }  | '\uD83D\uDE00'
			true                            | null
			{}                              | [1]
			""")
	void acceptsWhatTheSchemaAllows(String schema, String text) {
		assertThat(violations(schema, text.replace('\'', '"'))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{ maximum: 10 }                       | 10.0000000000000000001 | ''     | maximum              | maximum: 10
					{ maximum: 10 }                       | 1e400                  | ''     | maximum              | maximum: 10
					{ minimum: -10 }                      | -1e400                 | ''     | minimum              | minimum: -10
					{ type: integer }                     | 1.5                    | ''     | type                 | type: integer
					{ type: integer }                     | '1'                    | ''     | type                 | type: integer
					{ type: [string, 'null'] }            | 1                      | ''     | type                 | type: [\"string\",\"null\"]
					{ items: { enum: [a] } }              | ['a', 'b']             | '/1'   | enum                 | enum: [\"a\"]
					{ properties: { a/b: { const: 1 } } } | {'a/b': 2}             | '/a~1b' | const               | const: 1
					{ required: [a] }                     | {}                     | ''     | required             | required: a
					{ additionalProperties: false }       | {'x': 1}               | '/x'   | additionalProperties | additionalProperties: false
					{ type: string, format: uuid }        | '1'                    | ''     | format               | format: uuid
					false                                 | 1                      | ''     | false                | false
					""")
	void tellsTheRuleThatIsBroken(String schema, String text, String pointer, String rule, String expectation) {
		assertThat(violations(schema, text.replace('\'', '"')))
			.extracting((violation) -> "'" + violation.pointer() + "'", SchemaViolation::rule,
					SchemaViolation::expectation)
			.containsExactly(tuple(pointer, rule, expectation));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{", "{} {}", "NaN", "Infinity", "'a'", "01", "tru", "{\"a\":}", "// x\n1" })
	void refusesWhatIsNoJson(String text) {
		assertThat(violations("true", text)).extracting(SchemaViolation::rule).containsExactly("json");
	}

	@Test
	void refusesTextThatIsNotInUtf8() {
		SchemaCheck check = check("true");
		assertThat(check.json(new byte[] { '"', (byte) 0xC3, '"' })).extracting(SchemaViolation::expectation)
			.containsExactly("JSON text in UTF-8");
		assertThat(check.json(new byte[] { '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"' }))
			.extracting(SchemaViolation::expectation)
			.containsExactly("JSON text in UTF-8");
	}

	@Test
	void readsPastAByteOrderMark() {
		assertThat(violations("{ type: integer }", "\uFEFF1")).isEmpty();
	}

	@Test
	void pointsAtANumberThatNobodyCanCalculateWith() {
		assertThat(violations("true", "{\"a\":[1,1e1000000]}"))
			.extracting(SchemaViolation::pointer, SchemaViolation::rule)
			.containsExactly(tuple("/a/1", "number"));
	}

	@ExtendWith(OutputCaptureExtension.class)
	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "^([0-9A-F]{2}:?)*$, pattern: ^([0-9A-F]{2}:?)*$", "^(a|a)*b$, pattern: ^(a|a)*b$",
					"^(.*a){20}$, pattern: ^(.*a){20}$", "(a*)*\\1b, pattern: one that can be checked in time",
					"`^(.*,){15}P`, `pattern: ^(.*,){15}P`" })
	void endsThePatternThatSearchesForEverWithoutALogLine(String pattern, String expectation, CapturedOutput output) {
		SchemaCheck check = check("{ pattern: '" + pattern + "' }");
		String text = "\"" + "A0:".repeat(20_000) + "a".repeat(60) + ",".repeat(40) + "!\"";
		List<SchemaViolation> violations = assertTimeoutPreemptively(Duration.ofSeconds(5),
				() -> check.json(text.getBytes(StandardCharsets.UTF_8)));
		assertThat(violations).extracting(SchemaViolation::rule, SchemaViolation::expectation)
			.containsExactly(tuple("pattern", expectation));
		assertThat(output).doesNotContain("Failed to apply");
	}

	@Test
	void answersForLongTextsThatFitAPattern() {
		SchemaCheck check = check("{ pattern: '^([0-9A-F]{2}:?)*$' }");
		for (int times : new int[] { 1_000, 20_000 }) {
			assertThat(check.value("A0:".repeat(times))).isEmpty();
		}
	}

	@Test
	void tellsNoMoreThanTwentyViolations() {
		assertThat(violations("{ items: { type: integer } }", "[" + "true,".repeat(99) + "true]")).hasSize(20);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			[          | ]     | 501
			1          | ''    | 1001
			0.1        | ''    | 400
			""")
	void refusesWhatIsBeyondTheLimitsOfTheParser(String open, String close, int times) {
		assertThat(violations("true", open.repeat(times) + close.repeat(times))).extracting(SchemaViolation::rule)
			.containsExactly("json");
	}

	@Test
	void readsWhatIsJustWithinTheLimitsOfTheParser() {
		assertThat(violations("true", "[".repeat(500) + "]".repeat(500))).isEmpty();
		assertThat(violations("true", "9".repeat(1_000))).isEmpty();
		assertThat(violations("true", "{\"" + "n".repeat(50_000) + "\":1}")).isEmpty();
		assertThat(violations("{ maxLength: 5 }", "\"" + "s".repeat(5_000_000) + "\"")).hasSize(1);
		assertThat(violations("true", "{\"" + "n".repeat(50_001) + "\":1}")).hasSize(1);
	}

	@Test
	void doesNotReadTextsAboveTheLargestSize() {
		Schema schema = new Schema(null, true, Map.of(), new Location("asyncapi.yaml", "", 1, 1));
		SchemaCheck check = new JsonSchemaValidator(true, 10).compile(schema);
		assertThat(check.json("[1,2,3,45]".getBytes(StandardCharsets.UTF_8))).isEmpty();
		assertThat(check.json("[1,2,3,456]".getBytes(StandardCharsets.UTF_8)))
			.extracting(SchemaViolation::rule, SchemaViolation::expectation)
			.containsExactly(tuple("size", "size: at most 10 bytes (asyncapi-kafka.enforcement.max-size)"));
	}

	@Test
	void formatsAreNotesIfTheyAreNotAsserted() {
		Schema schema = new Schema(null, Map.of("format", "email", "maxLength", 3), Map.of(),
				new Location("asyncapi.yaml", "", 1, 1));
		assertThat(new JsonSchemaValidator(false, 100).compile(schema).value("a@b.c")).hasSize(1);
		assertThat(new JsonSchemaValidator(false, 100).compile(schema).value("x")).isEmpty();
		assertThat(new JsonSchemaValidator(true, 100).compile(schema).value("x")).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "email, x@", "idn-email, x@", "hostname, a.", "idn-hostname, a.", "uri, x:", "uri-reference, x/",
			"iri, x:", "date-time, 2", "time, 1", "date, 1", "duration, P1", "uuid, 0", "regex, (", "ipv6, 1:",
			"ipv4, 1.", "json-pointer, /a", "relative-json-pointer, 1", "uri-template, '{a}'" })
	void longTextsOfAFormatComeToAnEnd(String format, String part) {
		SchemaCheck check = check("{ format: " + format + " }");
		List<SchemaViolation> violations = assertTimeoutPreemptively(Duration.ofSeconds(5),
				() -> check.value(part.repeat(60_000 / part.length())));
		assertThat(violations).allSatisfy((violation) -> assertThat(violation.rule()).isIn("format", "error"));
	}

	@ExtendWith(OutputCaptureExtension.class)
	@Test
	void saysNothingOfKeywordsThatItDoesNotKnow(CapturedOutput output) {
		assertThat(violations("{ x-internal: 1, discriminator: type, externalDocs: {}, example: 2 }", "1")).isEmpty();
		assertThat(output).doesNotContain("WARN");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "[,]", "{\"a\":,}" })
	void survivesAHundredThousandOpenBrackets(String open, String close) {
		assertThat(violations("{ additionalProperties: { $ref: '#/components/schemas/s' } }",
				open.repeat(100_000) + "1" + close.repeat(100_000)))
			.hasSize(1);
	}

	@Test
	void checksSchemasThatContainThemselves() {
		String schema = "{ $ref: '#/components/schemas/tree' }";
		assertThat(violations(schema, "{\"left\":{\"left\":{}}}")).isEmpty();
		assertThat(violations(schema, "{\"left\":{\"left\":1}}")).extracting(SchemaViolation::pointer)
			.containsExactly("/left/left");
	}

	@Test
	void tellsNoMoreThanTheFirstViolationOfALargeValue() {
		String many = "[" + "\"xxxxxxxxxx\",".repeat(100_000) + "1]";
		assertThat(violations("{ items: { type: integer } }", many)).hasSize(1);
	}

	@Test
	void refusesSchemasThatAreWrong() {
		assertThat(problems("{ minLength: -1 }")).hasSize(1)
			.allSatisfy((problem) -> assertThat(problem.message()).startsWith("The schema is wrong at '/minLength'"));
		assertThat(problems("{ pattern: '(' }")).hasSize(1)
			.allSatisfy((problem) -> assertThat(problem.message())
				.startsWith("The pattern '(' is no regular expression that Java knows"));
	}

	@Test
	void refusesFormatsThatItDoesNotKnow() {
		assertThat(problems("{ schemaFormat: application/vnd.x, schema: {} }")).extracting(Problem::message)
			.containsExactly("Nothing can be checked against a schema in the format 'application/vnd.x'.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			application/vnd.oai.openapi;version=3.0.0         | { type: string, nullable: true }      | null
			application/vnd.oai.openapi+json;version=3.0.0    | { maximum: 5, exclusiveMaximum: true } | 4
			application/schema+json;version=draft-07          | { items: [ true, false ] }            | [1]
			application/schema+yaml;version=draft-07          | { const: 1 }                          | 1
			application/schema+json;version=2020-12           | { prefixItems: [ { const: 1 } ] }     | [1, 2]
			application/vnd.aai.asyncapi+json;version=3.0.0   | { const: 1 }                          | 1
			APPLICATION/vnd.aai.asyncapi;version=2.6.0        | { const: 1 }                          | 1
			""")
	void checksByTheRulesOfEachDialect(String format, String schema, String text) {
		assertThat(violations("{ schemaFormat: '" + format + "', schema: " + schema + " }", text)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			application/vnd.oai.openapi;version=3.0.0         | { type: string }                       | null
			application/vnd.oai.openapi+json;version=3.0.0    | { maximum: 5, exclusiveMaximum: true } | 5
			application/schema+json;version=2020-12           | { prefixItems: [ { const: 1 } ] }      | [2]
			application/schema+json;version=2019-09           | { dependentRequired: { a: [b] } }      | {"a":1}
			""")
	void refusesByTheRulesOfEachDialect(String format, String schema, String text) {
		assertThat(violations("{ schemaFormat: '" + format + "', schema: " + schema + " }", text)).hasSize(1);
	}

	@Test
	void checksValuesThatWereNoJson() {
		SchemaCheck check = check("{ type: number, maximum: 10 }");
		assertThat(check.value(10)).isEmpty();
		assertThat(check.value(10.5d)).extracting(SchemaViolation::rule).containsExactly("maximum");
		assertThat(check.value(Double.NaN)).extracting(SchemaViolation::rule).containsExactly("number");
		assertThat(check.value("10")).extracting(SchemaViolation::rule).containsExactly("type");
		assertThat(check.value(null)).extracting(SchemaViolation::rule).containsExactly("type");
	}

	private List<SchemaViolation> violations(String schema, String text) {
		return check(schema).json(text.getBytes(StandardCharsets.UTF_8));
	}

	private List<Problem> problems(String schema) {
		List<Problem> problems = new ArrayList<>();
		assertThatExceptionOfType(InvalidSchemaException.class).isThrownBy(() -> check(schema))
			.satisfies((ex) -> problems.addAll(ex.getProblems()));
		return problems;
	}

	private SchemaCheck check(String schema) {
		Schema payload = AsyncApiDocumentLoader.lenient().load(TestDocuments.yaml("""
				asyncapi: 3.0.0
				info: { title: t, version: 1.0.0 }
				channels:
				  c:
				    address: c
				    messages:
				      m:
				        payload: %s
				components:
				  schemas:
				    s: { additionalProperties: { $ref: '#/components/schemas/s' } }
				    tree: { type: object, properties: { left: { $ref: '#/components/schemas/tree' } } }
				""".formatted(schema))).channels().get("c").messages().get("m").payload();
		return this.validator.compile(Objects.requireNonNull(payload));
	}

}
