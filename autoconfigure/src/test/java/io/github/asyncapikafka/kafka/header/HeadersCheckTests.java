package io.github.asyncapikafka.kafka.header;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.JsonSchemaValidator;
import io.github.asyncapikafka.validation.SchemaCheck;
import io.github.asyncapikafka.validation.SchemaViolation;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What a schema says of the headers of a record, which are bytes.
 */
class HeadersCheckTests {

	@Test
	void checkThatFailsIsAViolation() {
		SchemaCheck failing = new SchemaCheck() {

			@Override
			public List<SchemaViolation> json(byte[] text) {
				throw new AssertionError("Fails");
			}

			@Override
			public List<SchemaViolation> value(@Nullable Object value) {
				return List.of();
			}

		};
		Schema schema = new Schema(null, Map.of("properties", Map.of("x", Map.of("type", "string"))), Map.of(),
				new Location("", "", 0, 0));
		HeadersCheck check = Objects.requireNonNull(HeadersCheck.of(schema, (part) -> failing));
		assertThat(check.violations(new RecordHeaders().add("x", new byte[0]))).extracting(SchemaViolation::rule)
			.containsExactly("error");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{ type: string }                               | 5
			{ type: string }                               | true
			{ type: string }                               | {
			{ type: string }                               | "a"
			{ minLength: 2 }                               | 42
			{ type: string, format: uuid }                 | 0c7e4a58-1f2c-4f54-8a53-0b1c7a7d3a11
			{ type: integer, minimum: 5 }                  | 5
			{ type: integer }                              | -0
			{ type: [integer, string] }                    | 1.0
			{ type: [integer, number] }                    | 1.0
			{ anyOf: [{ type: integer }, { type: number, minimum: 1.5 }] } | 1.5
			{ type: number, multipleOf: 0.01 }             | 4.35
			{ type: number }                               | 1E+3
			{ type: boolean }                              | true
			{ const: 5 }                                   | 5
			{ enum: [1, 2] }                               | 2
			{ enum: ['1', '2'] }                           | 2
			{ type: object, required: [a] }                | {"a": 1}
			{ type: array, items: { type: string } }       | ["a", "b"]
			{ type: [integer, 'null'] }                    | null
			{ type: [string, integer], minimum: 3 }        | 5
			{ type: [string, integer], enum: ['5'] }       | 5
			{ type: [string, object] }                     | {
			{ oneOf: [{ type: integer, minimum: 10 }, { type: string, enum: ['5'] }] } | 5
			{ allOf: [{ type: integer }, { minimum: 3 }] } | 4
			{ type: string, format: binary, maxLength: 3 } | \u00e9
			""")
	void readsTextAsTheTypesOfTheSchema(String schema, String text) {
		assertThat(violations(schema, new RecordHeaders().add("x", text.getBytes(StandardCharsets.UTF_8)))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{ type: integer }                        | `5 `             | /x   | type: integer
					{ type: integer }                        | +5               | /x   | type: integer
					{ type: integer }                        | 05               | /x   | type: integer
					{ type: integer }                        | 0x5              | /x   | type: integer
					{ type: integer }                        | 1.0              | /x   | type: integer
					{ type: integer }                        | 1e1              | /x   | type: integer
					{ allOf: [{ type: number }, { type: integer, maximum: 9 }] } | 1.5 | /x   | type: integer
					{ type: integer }                        | 1.5              | /x   | type: integer
					{ type: integer }                        | "5"              | /x   | type: integer
					{ type: integer }                        | 1, "y": 2        | /x   | type: integer
					{ type: integer }                        | true             | /x   | type: integer
					{ type: integer }                        | ``               | /x   | type: integer
					{ type: number }                         | NaN              | /x   | type: number
					{ type: number }                         | 1e999999999      | /x   | number: at most 10000 digits before or behind the point
					{ type: boolean }                        | TRUE             | /x   | type: boolean
					{ type: boolean }                        | 1                | /x   | type: boolean
					{ type: object }                         | {"a": 1}, "y": {} | /x  | type: object
					{ type: object }                         | {a: 1}           | /x   | type: object
					{ type: object }                         | [1]              | /x   | type: object
					{ type: object, required: [a] }          | {}               | /x   | required: a
					{ type: object, properties: { a: { const: 1 } } } | {"a": 2} | /x/a | const: 1
					{ type: string, maxLength: 1 }           | ab               | /x   | maxLength: 1
					{ type: [string, integer], minimum: 7, maxLength: 0 } | 5   | /x   | minimum: 7
					""")
	void tellsTheRuleThatIsBroken(String schema, String text, String pointer, String expectation) {
		Headers headers = new RecordHeaders().add("x", text.getBytes(StandardCharsets.UTF_8));
		assertThat(violations(schema, headers)).extracting(SchemaViolation::pointer, SchemaViolation::expectation)
			.containsExactly(tuple(pointer, expectation));
	}

	@Test
	void readsAHeaderWithoutValueAsNull() {
		Headers headers = new RecordHeaders().add("x", null);
		assertThat(violations("{ type: [integer, 'null'] }", headers)).isEmpty();
		assertThat(violations("{ type: string }", headers)).extracting(SchemaViolation::expectation)
			.containsExactly("type: string");
	}

	@Test
	void refusesBytesThatAreNoText() {
		Headers headers = new RecordHeaders().add("x", new byte[] { 'a', (byte) 0xff });
		assertThat(violations("{ type: string }", headers)).singleElement().satisfies((violation) -> {
			assertThat(violation)
				.extracting(SchemaViolation::pointer, SchemaViolation::rule, SchemaViolation::expectation)
				.containsExactly("/x", "encoding", "text in UTF-8");
			assertThat(violation.location()).hasToString("asyncapi.yaml:9:41");
		});
		assertThat(violations("{ type: string, format: binary }", headers)).isEmpty();
	}

	@Test
	void looksOnlyAtHeadersThatTheSchemaNames() {
		HeadersCheck check = check("""
				type: object
				additionalProperties: false
				maxProperties: 2
				propertyNames: { pattern: '^[a-z]+$' }
				properties: { x: { type: integer } }
				""");
		Headers headers = new RecordHeaders().add("Other", new byte[] { (byte) 0xff })
			.add("__TypeId__", "T".getBytes())
			.add("kafka_dlt-exception-message", null)
			.add("x", "1".getBytes());
		assertThat(check.violations(headers)).isEmpty();
		assertThat(check.violations(new RecordHeaders())).isEmpty();
	}

	@Test
	void takesTheLastOfSeveralValues() {
		Headers headers = new RecordHeaders().add("x", "a".getBytes()).add("x", "5".getBytes());
		assertThat(violations("{ type: integer }", headers)).isEmpty();
		headers.add("x", "a".getBytes());
		assertThat(violations("{ type: integer }", headers)).hasSize(1);
	}

	@Test
	void tellsWhichHeaderIsMissingAndThatItsNameIsInAnotherCase() {
		HeadersCheck check = check("""
				type: object
				required: [tenant-id, a/b]
				properties: { tenant-id: { type: string } }
				""");
		assertThat(check.violations(new RecordHeaders().add("Tenant-Id", "secret".getBytes())))
			.extracting(SchemaViolation::pointer, SchemaViolation::rule, SchemaViolation::expectation)
			.containsExactlyInAnyOrder(
					tuple("/tenant-id", "required", "required: tenant-id, which is there in another case"),
					tuple("/a~1b", "required", "required: a/b"));
		assertThat(check.violations(new RecordHeaders().add("tenant-id", "a".getBytes()).add("a/b", null))).isEmpty();
	}

	@Test
	void findsWhatAReferenceOrACombinationSays() {
		HeadersCheck check = check("""
				allOf:
				  - $ref: '#/components/schemas/common'
				  - if: { properties: { kind: { const: retry } }, required: [kind] }
				    then: { required: [attempt], properties: { attempt: { $ref: '#/components/schemas/count' } } }
				dependencies: { trace: [span] }
				patternProperties:
				  '^x-count-': { type: integer }
				""");
		assertThat(rules(check, "kind=order")).containsExactly("/tenant required: tenant");
		assertThat(rules(check, "tenant=a", "kind=order", "attempt=1", "x-other=1", "X-count-=a")).isEmpty();
		assertThat(rules(check, "tenant=a", "kind=retry")).containsExactly("/attempt required: attempt");
		assertThat(rules(check, "tenant=a", "kind=retry", "attempt=a")).containsExactly("/attempt type: integer");
		assertThat(rules(check, "tenant=a", "trace=1")).containsExactly(" dependencies: trace");
		assertThat(rules(check, "tenant=a", "trace=1", "span=2", "x-count-a=1")).isEmpty();
		assertThat(rules(check, "tenant=a", "x-count-a=a", "x-count-b=1")).containsExactly("/x-count-a type: integer");
	}

	@Test
	void mergesTheHeadersOfTraits() {
		HeadersCheck check = Objects.requireNonNull(HeadersCheck.of(TestDocuments.load("""
				asyncapi: 3.1.0
				info: { title: Headers, version: 1.0.0 }
				channels:
				  c:
				    address: c
				    messages:
				      m:
				        headers: { type: object, properties: { own: { type: integer } } }
				        traits:
				          - headers: { type: object, required: [tenant], properties: { tenant: { type: boolean } } }
				""").channels().get("c").messages().get("m").headers(), new JsonSchemaValidator()));
		assertThat(rules(check, "own=a", "tenant=b")).containsExactlyInAnyOrder("/own type: integer",
				"/tenant type: boolean");
		assertThat(rules(check, "own=1")).containsExactly("/tenant required: tenant");
	}

	@Test
	void givesAllNamesOfARecordOneNumberOfSteps() {
		HeadersCheck check = check("""
				type: object
				patternProperties: { '^(?=x)x*x*x*y$': { type: integer } }
				""");
		Headers headers = new RecordHeaders().add("x".repeat(120), new byte[0]);
		assertThat(check.violations(headers)).isEmpty();
		for (int length = 121; length < 140; length++) {
			headers.add("x".repeat(length), new byte[0]);
		}
		assertThat(check.violations(headers)).extracting(SchemaViolation::rule, SchemaViolation::expectation)
			.containsExactly(tuple("pattern", "pattern: names that can be checked in time"));
	}

	@Test
	void needsNoCheckIfTheSchemaNamesNoHeader() {
		JsonSchemaValidator validator = new JsonSchemaValidator();
		assertThat(HeadersCheck.of(null, validator)).isNull();
		assertThat(HeadersCheck.of(schema("{ type: object, properties: {}, minProperties: 1 }"), validator)).isNull();
	}

	private static List<String> rules(HeadersCheck check, String... headers) {
		RecordHeaders record = new RecordHeaders();
		Stream.of(headers)
			.map((header) -> header.split("=", 2))
			.forEach((header) -> record.add(header[0], header[1].getBytes(StandardCharsets.UTF_8)));
		return check.violations(record)
			.stream()
			.map((violation) -> violation.pointer() + " " + violation.expectation())
			.toList();
	}

	private static List<SchemaViolation> violations(String schema, Headers headers) {
		return check("{ type: object, properties: { x: " + schema + " } }").violations(headers);
	}

	private static HeadersCheck check(String schema) {
		return Objects.requireNonNull(HeadersCheck.of(schema(schema), new JsonSchemaValidator()));
	}

	private static Schema schema(String schema) {
		return Objects.requireNonNull(TestDocuments.load("""
				asyncapi: 3.1.0
				info: { title: Headers, version: 1.0.0 }
				channels:
				  c:
				    address: c
				    messages:
				      m:
				        headers:
				%scomponents:
				  schemas:
				    common: { type: object, required: [tenant], properties: { tenant: { type: string } } }
				    count: { type: integer }
				""".formatted(schema.indent(10))).channels().get("c").messages().get("m").headers());
	}

}
