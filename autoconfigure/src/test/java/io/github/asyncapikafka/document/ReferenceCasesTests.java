package io.github.asyncapikafka.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.FileSystemResource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.JsonSchemaValidator;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * References as people write them: one test for each case.
 */
class ReferenceCasesTests {

	private static final String DOCUMENT = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: orders
			    messages:
			      order:
			        payload: { %s }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			""";

	private static final JsonSchemaValidator validator = new JsonSchemaValidator();

	@TempDir
	private Path directory;

	@Test
	void escapedTildeAndSlashInAPointer() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  shop/orders~new:
				    address: orders
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/shop~1orders~0new' }
				""");
		assertThat(asyncApi.operations().get("onOrder").channel()).isEqualTo("shop/orders~new");
	}

	@ParameterizedTest
	@ValueSource(strings = { "#/channels/orders.%7Bid%7D%20%2B", "#/channels/orders.{id} +",
			"#/%63hannels/orders.{id}%20+" })
	void percentEncodedOrRawBracesInAPointer(String reference) {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders.{id} +:
				    address: orders
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '%s' }
				""".formatted(reference));
		assertThat(asyncApi.operations().get("onOrder").channel()).isEqualTo("orders.{id} +");
	}

	@Test
	void unescapedSlashInAKey() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  shop/orders:
				    address: orders
				operations:
				  onOrder:
				    action: receive
				    channel:
				      $ref: '#/channels/shop/orders'
				""")).containsExactly(
				"asyncapi.yaml:9:5 The reference '#/channels/shop/orders' leads nowhere: there is no 'shop' at "
						+ "asyncapi.yaml:3:1. "
						+ "In a reference '/' within a key is written '~1', and '~' is written '~0'.");
	}

	@Test
	void referenceRelativeToTheFileThatHoldsIt() throws IOException {
		write("app/asyncapi.yaml", """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { $ref: 'channels/orders.json' }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    messages: [ { $ref: 'channels/orders.json#/messages/order' } ]
				components:
				  schemas:
				    Id: { type: integer }
				""");
		write("app/channels/orders.json", """
				{ "address": "orders", "messages": { "order": { "payload": { "$ref": "../schemas/order.avsc" } } } }
				""");
		write("app/schemas/order.avsc", """
				{ "$schema": "http://json-schema.org/draft-07/schema#",
				  "properties": { "id": { "$ref": "../asyncapi.yaml#/components/schemas/Id" },
				    "buyer": { "$ref": "#/definitions/person" } },
				  "definitions": { "person": { "type": "object" } } }
				""");
		AsyncApi asyncApi = AsyncApiDocumentLoader.strict().load(resource("app/asyncapi.yaml"));
		assertThat(asyncApi.operations().get("onOrder").messages()).containsExactly("order");
		assertThat(asyncApi.channels().get("orders").location().toString()).endsWith("app/channels/orders.json:1:1");
		Schema payload = asyncApi.channels().get("orders").messages().get("order").payload();
		assertThat(payload.get("properties"))
			.isEqualTo(Map.of("id", Map.of("$ref", "#/$defs/d1"), "buyer", Map.of("$ref", "#/$defs/d2")));
		assertThat(payload.get("$defs"))
			.isEqualTo(Map.of("d1", Map.of("type", "integer"), "d2", Map.of("type", "object")));
		assertThat(asyncApi.files()).extracting((name) -> name.substring(name.indexOf("app/")))
			.containsExactly("app/asyncapi.yaml", "app/channels/orders.json", "app/schemas/order.avsc");
	}

	@ParameterizedTest
	@ValueSource(strings = { "my%20file.yaml", "my file.yaml", "./my%20file.yaml", "sub/../my file.yaml",
			"../app/my%20file.yaml", "%6dy%20file.yaml" })
	void percentEncodedFileName(String reference) throws IOException {
		write("app/my file.yaml", "type: string");
		assertThat(payloadOfFile("$ref: '" + reference + "'").definition()).isEqualTo(Map.of("type", "string"));
	}

	@Test
	void siblingsOfAReference() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				    messages:
				      order:
				        payload:
				          properties:
				            $ref: { type: string }
				            buyer: { $ref: '#/components/schemas/Person', maxLength: 3, description: Who pays. }
				components:
				  schemas:
				    Person: { type: string, example: { $ref: '#/gone', b: 1 } }
				"""))
			.containsExactly("asyncapi.yaml:11:13 What stands beside '$ref' is ignored: 'maxLength', 'description'. "
					+ "Move it to what the reference leads to.");
	}

	@Test
	void referenceToAReferenceToAReference() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/components/channels/a'
				components:
				  channels:
				    a: { $ref: '#/components/channels/b' }
				    b: { $ref: '#/components/channels/c' }
				    c: { address: shop.orders }
				""");
		assertThat(asyncApi.channels().get("orders").address().value()).isEqualTo("shop.orders");
	}

	@Test
	void referencesInACircle() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/components/channels/a'
				components:
				  channels:
				    a: { $ref: '#/components/channels/b' }
				    b: { $ref: '#/components/channels/a' }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""")).containsExactly("asyncapi.yaml:11:31 The reference leads back to itself: #/channels/orders -> "
				+ "#/components/channels/a -> #/components/channels/b -> #/components/channels/a -> "
				+ "#/components/channels/b. " + "Let one of them hold the object.");
	}

	@Test
	void recursiveSchema() {
		Schema payload = payload("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order: { payload: { $ref: '#/components/schemas/Node' } }
				components:
				  schemas:
				    Node:
				      required: [ name ]
				      properties:
				        children: { type: array, items: { $ref: '#/components/schemas/Node' } }
				""");
		assertThat(payload.definition()).isEqualTo(Map.of("required", List.of("name"), "properties",
				Map.of("children", Map.of("type", "array", "items", Map.of("$ref", "#")))));
		assertThat(violations(payload, "{ 'name': 1, 'children': [ { 'name': 2 } ] }")).isEmpty();
		assertThat(violations(payload, "{ 'name': 1, 'children': [ { 'children': [] } ] }"))
			.containsExactly("/children/0 required: name");
	}

	@Nested
	class SchemaId {

		@ParameterizedTest
		@ValueSource(strings = { "https://example.com/schemas/person.json", "person.json", "/schemas/person.json",
				"#person", "https://example.com/schemas/order.json#/definitions/person" })
		void idThatTheDocumentHas(String reference) {
			Schema payload = payload("""
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    messages:
					      order:
					        payload:
					          $id: https://example.com/schemas/order.json
					          definitions:
					            person: { $id: person.json, type: string }
					            named: { $id: '#person', type: string }
					          properties:
					            buyer: { $ref: '%s' }
					operations:
					  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
					""".formatted(reference));
			assertThat(payload.elsewhere()).isNull();
			assertThat((Map<?, ?>) payload.get("$defs")).hasSize(1)
				.allSatisfy((name, definition) -> assertThat(definition).asInstanceOf(InstanceOfAssertFactories.MAP)
					.containsEntry("type", "string"));
		}

		@Test
		void idThatTheDocumentDoesNotHave() {
			Schema payload = payload("""
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    messages:
					      order:
					        payload:
					          $id: https://example.com/schemas/order.json
					          properties: { buyer: { $ref: 'https://example.com/schemas/buyer.json' } }
					""");
			assertThat(payload.elsewhere())
				.hasToString("Located[value=https://example.com/schemas/buyer.json, location=asyncapi.yaml:9:25]");
		}

	}

	@Nested
	class AvroFiles {

		@Test
		void fileBesideTheDocument() throws IOException {
			write("app/schemas/order.avsc", """
					{ "type": "record", "name": "Order", "fields": [ { "name": "id", "type": "long" } ] }
					""");
			Schema payload = payloadOfFile("""
					schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: { $ref: schemas/order.avsc }""");
			assertThat(payload.format().value()).isEqualTo("application/vnd.apache.avro;version=1.9.0");
			assertThat(payload.definition()).isEqualTo(
					Map.of("type", "record", "name", "Order", "fields", List.of(Map.of("name", "id", "type", "long"))));
			assertThat(payload.location().toString()).endsWith("app/schemas/order.avsc:1:1");
		}

		@Test
		void absolutePath() throws IOException {
			write("app/asyncapi.yaml", DOCUMENT.formatted("""
					schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: { $ref: /abs.avsc }"""));
			assertThat(problemsOf("app/asyncapi.yaml")).containsExactly(
					"asyncapi.yaml:8:77 The reference '/abs.avsc' is not relative to the file that holds it. "
							+ "Write the path from the directory of that file, without '/' at its start.");
		}

	}

	@Nested
	class SchemaOfAFileOfAnotherKind {

		@Test
		void openApi() throws IOException {
			write("app/openapi.yaml", """
					openapi: 3.0.3
					info: { title: Shop, version: 1.0.0 }
					paths: {}
					components:
					  schemas:
					    Order:
					      type: object
					      properties:
					        note: { type: string, nullable: true }
					        amount: { type: number, maximum: 10, exclusiveMaximum: true }
					        buyer: { $ref: '#/components/schemas/Buyer' }
					    Buyer: { type: object, discriminator: { propertyName: kind } }
					""");
			Schema payload = payloadOfFile("$ref: 'openapi.yaml#/components/schemas/Order'");
			assertThat(payload.format().value()).isEqualTo("application/vnd.oai.openapi;version=3.0.3");
			assertThat(payload.format().location().toString()).endsWith("app/openapi.yaml:1:10");
			assertThat(violations(payload, "{ 'note': null, 'amount': 9.9, 'buyer': {} }")).isEmpty();
			assertThat(violations(payload, "{ 'amount': 10 }")).containsExactly("/amount maximum: 10");
		}

		@Test
		void jsonSchemaOfAnotherDraft() throws IOException {
			write("app/order.json", """
					{ "$schema": "http://json-schema.org/draft-04/schema#",
					  "properties": { "amount": { "$ref": "#/definitions/amount" } },
					  "definitions": { "amount": { "maximum": 10, "exclusiveMaximum": true } } }
					""");
			Schema payload = payloadOfFile("$ref: order.json");
			assertThat(payload.format().value()).isEqualTo("application/schema+json;version=draft-04");
			assertThat(violations(payload, "{ 'amount': 9.9 }")).isEmpty();
			assertThat(violations(payload, "{ 'amount': 10 }")).containsExactly("/amount maximum: 10");
		}

		@Test
		void jsonSchemaOfDraft7() throws IOException {
			write("app/order.json", """
					{ "$schema": "http://json-schema.org/draft-07/schema#", "maximum": true }
					""");
			write("app/asyncapi.yaml", DOCUMENT.formatted("$ref: order.json"));
			assertThat(problemsOf("app/asyncapi.yaml"))
				.containsExactly("order.json:1:68 'maximum' must be a number, but is a boolean. Correct its type.");
		}

	}

	private static List<String> violations(Schema schema, String json) {
		return validator.compile(schema)
			.json(json.replace('\'', '"').getBytes())
			.stream()
			.map((violation) -> violation.pointer() + " " + violation.expectation())
			.toList();
	}

	private static Schema payload(String yaml) {
		return payloadOf(TestDocuments.load(yaml));
	}

	private Schema payloadOfFile(String payload) throws IOException {
		write("app/asyncapi.yaml", DOCUMENT.formatted(payload));
		return payloadOf(AsyncApiDocumentLoader.strict().load(resource("app/asyncapi.yaml")));
	}

	private static Schema payloadOf(AsyncApi asyncApi) {
		return asyncApi.channels().get("orders").messages().get("order").payload();
	}

	private List<String> problemsOf(String name) {
		return TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), resource(name))
			.stream()
			.map((problem) -> problem.replaceAll("file:\\S*/app/", ""))
			.toList();
	}

	private FileSystemResource resource(String name) {
		return new FileSystemResource(this.directory.resolve(name));
	}

	private void write(String name, String content) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

}
