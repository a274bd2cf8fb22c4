package io.github.asyncapikafka.document;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.JsonSchemaValidator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages and schemas as people write them: one test for each case.
 */
class SchemaCasesTests {

	private static final JsonSchemaValidator validator = new JsonSchemaValidator();

	@Test
	void booleanPayloadOfVersion2() {
		Map<String, Message> messages = TestDocuments
			.load("""
					asyncapi: 2.6.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    publish: { message: { oneOf: [ { name: anything, payload: true }, { name: nothing, payload: false } ] } }
					""")
			.channels()
			.get("orders")
			.messages();
		assertThat(violations(messages.get("anything").payload(), "[ 1 ]")).isEmpty();
		assertThat(violations(messages.get("nothing").payload(), "[ 1 ]")).containsExactly(" false");
	}

	@Test
	void booleanSchemaOfVersion3() {
		Map<String, Message> messages = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      anything: { payload: true }
				      nothing: { payload: { $ref: '#/components/schemas/None' } }
				components:
				  schemas: { None: false }
				""").channels().get("orders").messages();
		assertThat(violations(messages.get("anything").payload(), "[ 1 ]")).isEmpty();
		assertThat(violations(messages.get("nothing").payload(), "[ 1 ]")).containsExactly(" false");
	}

	@Test
	void alternativeMessagesOfVersion2() {
		assertThat(TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish:
				      message:
				        oneOf:
				          - $ref: '#/components/messages/created'
				          - $ref: '#/components/messages/deleted'
				components:
				  messages:
				    created: { payload: true }
				    deleted: { payload: true }
				""").operations().get("orders.publish").messages()).containsExactly("created", "deleted");
	}

	@Test
	void headersThatAreNoObject() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components: { messages: { order: { headers: { type: string } } } }
				""")).containsExactly("asyncapi.yaml:3:53 The type of headers must be 'object', but is 'string'. "
				+ "Describe each header in 'properties'.");
	}

	@Test
	void headersInAnotherFormat() {
		Schema headers = order("""
				headers:
				  schemaFormat: application/schema+json;version=draft-07
				  schema: { type: object, properties: { attempt: { type: integer } } }
				""").headers();
		assertThat(headers.format().value()).isEqualTo("application/schema+json;version=draft-07");
		assertThat(violations(headers, "{ 'attempt': 1, 'traceparent': '00' }")).isEmpty();
		assertThat(violations(headers, "{ 'attempt': 'x' }")).containsExactly("/attempt type: integer");
	}

	@Test
	void membersThatASchemaDoesNotName() {
		Schema payload = order("payload: { type: object, properties: { id: { type: integer } } }").payload();
		assertThat(violations(payload, "{ 'id': 1, 'note': 'x' }")).isEmpty();
	}

	@Nested
	class PropertyCalledSchema {

		@ParameterizedTest
		@ValueSource(strings = { "schema: { type: string }", "schemaFormat: { type: string }",
				"properties: { schemaFormat: { type: string }, schema: { type: string } }" })
		void alone(String payload) {
			assertThat(order("payload: { " + payload + " }").payload().format()).isNull();
		}

		@Test
		void withSchemaFormat() {
			Schema payload = order("""
					payload: { $ref: '#/components/schemas/Order' }
					""").payload();
			assertThat(payload.format().value()).isEqualTo("application/schema+json;version=draft-07");
			assertThat(payload.definition()).isEqualTo(Map.of("type", "string"));
		}

		@Test
		void whereNoSchemaIs() {
			assertThat(TestDocuments.problemsOf("""
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					components: { messages: { order: { schemaFormat: a, schema: {} } } }
					""")).extracting((line) -> line.replaceFirst("Known are .*", "..."))
				.containsExactly("asyncapi.yaml:3:50 The Message Object has no member 'schemaFormat'. ...",
						"asyncapi.yaml:3:53 The Message Object has no member 'schema'. ...");
		}

	}

	@ParameterizedTest
	@ValueSource(strings = { """
			asyncapi: 2.6.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    publish:
			      message:
			        name: order
			        schemaFormat: application/vnd.oai.openapi;version=3.0.0
			        payload: { $ref: '#/x-schema' }
			""", """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    messages:
			      order:
			        payload:
			          schemaFormat: application/vnd.oai.openapi;version=3.0.0
			          schema: { $ref: '#/x-schema' }
			""" })
	void keywordsOfOpenApi(String document) {
		Schema payload = TestDocuments.load(document + """
				x-schema:
				  type: number
				  nullable: true
				  maximum: 10
				  exclusiveMaximum: true
				  discriminator: { propertyName: kind }
				""").channels().get("orders").messages().get("order").payload();
		assertThat(violations(payload, "null")).isEmpty();
		assertThat(violations(payload, "10")).containsExactly(" maximum: 10");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/vnd.aai.asyncapi;version=2.0.0",
			"application/vnd.aai.asyncapi+json;version=2.0.0", "application/vnd.aai.asyncapi+yaml;version=3.0.0",
			"application/vnd.aai.asyncapi+yaml", "application/vnd.aai.asyncapi", "application/schema+json",
			"application/schema+yaml;version=draft-07" })
	void versionOfTheSchemaFormat(String format) {
		Schema payload = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { publish: { message: { name: order, schemaFormat: %s, payload: { type: integer } } } }
				""".formatted(format)).channels().get("orders").messages().get("order").payload();
		assertThat(violations(payload, "1")).isEmpty();
		assertThat(violations(payload, "'x'")).containsExactly(" type: integer");
	}

	private static Message order(String message) {
		return TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  schemas:
				    Order: { schemaFormat: application/schema+json;version=draft-07, schema: { type: string } }
				channels:
				  orders:
				    messages:
				      order:
				""" + message.indent(8)).channels().get("orders").messages().get("order");
	}

	private static List<String> violations(Schema schema, String json) {
		return validator.compile(schema)
			.json(json.replace('\'', '"').getBytes())
			.stream()
			.map((violation) -> violation.pointer() + " " + violation.expectation())
			.toList();
	}

}
