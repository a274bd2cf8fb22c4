package io.github.asyncapikafka.document.check.type;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SchemaType} and {@link EcmaPatterns}.
 */
class SchemaTypeTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					type: strng           | There is no schema type 'strng'. Did you mean 'string'? Known are array, boolean, integer, null, number, object, string.
					type: record          | There is no schema type 'record'. Known are array, boolean, integer, null, number, object, string. An Avro schema needs a 'schemaFormat' in its message.
					description: 1        | 'description' must be a string, but is a number. Put it in quotes.
					title: true           | 'title' must be a string, but is a boolean. Put it in quotes.
					enum: ~               | 'enum' must be a list, but is null. Give it a value, or remove it.
					type: [ string, 1 ]   | 'type[1]' must be the name of a type, but is a number. Correct its type.
					type: []              | 'type' must not be empty. Add an item, or remove the list.
					required: true        | 'required' must be a list, but is a boolean. Correct its type.
					required: [ a, a ]    | The value 'a' is twice in 'required', first at asyncapi.yaml:5:26. Remove one of them.
					enum: a               | 'enum' must be a list, but is a string. Correct its type.
					maxLength: -1         | 'maxLength' must be at least 0, but is -1. Correct the number.
					minimum: low          | 'minimum' must be a number, but is a string. Correct its type.
					multipleOf: 0         | 'multipleOf' must be greater than 0, but is 0. Correct the number.
					exclusiveMaximum: true | 'exclusiveMaximum' must be a number, but is a boolean. Correct its type.
					properties: { a: 1 }  | 'properties.a' must be a schema, but is a number. Correct its type.
					items: { items: a }   | 'items' must be a schema, but is a string. Correct its type.
					allOf: []             | 'allOf' must not be empty. Add an item, or remove the list.
					pattern: '(['         | The pattern '([' is not a regular expression: Unclosed character class. Correct it.
					""")
	void keywordHasItsType(String schema, String problem) {
		assertThat(problemsOf(schema)).singleElement().asString().endsWith(problem);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			properties: { a: true, b: false }
			pattern: '^{.*}$'
			pattern: '[[a&&b]'
			pattern: '[^]'
			pattern: '^\\/a\\-b$'
			x-anything: { type: strng }
			unknown: 1
			const: { type: strng }
			""")
	void whatASchemaMayHoldIsAccepted(String schema) {
		assertThat(problemsOf(schema)).isEmpty();
	}

	@Test
	void schemaThatContainsItselfIsCheckedOnce() {
		assertThat(problemsOf("properties: { next: { $ref: '#/components/schemas/Order' }, id: { type: uuid } }"))
			.singleElement()
			.asString()
			.contains("There is no schema type 'uuid'.");
	}

	@Test
	void schemaOfAnotherFormatIsNotChecked() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  schemas:
				    Order: { schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: { type: record } }
				""")).isEmpty();
	}

	@Test
	void schemaMayHaveAPropertyCalledSchema() {
		assertThat(problemsOf("properties: { schema: { type: string } }, schema: 1")).isEmpty();
	}

	private static List<String> problemsOf(String schema) {
		return TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  schemas:
				    Order: { %s }
				""".formatted(schema));
	}

}
