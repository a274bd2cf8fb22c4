package io.github.asyncapikafka.document;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for schemas with all that they refer to.
 */
class SchemaReaderTests {

	@Test
	void dataMayHaveAMemberCalledRef() {
		Schema payload = payload("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order: { payload: { const: { $ref: '#/components/gone' } } }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""");
		assertThat(payload.definition()).isEqualTo(Map.of("const", Map.of("$ref", "#/components/gone")));
	}

	@Test
	void identifierIsNoAddressToFetchFrom() {
		Schema payload = payload("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        payload:
				          $id: https://example.com/schemas/order.json
				          properties:
				            next: { $ref: '#' }
				            local: { $ref: '#/components/schemas/Person' }
				            inner: { $ref: '#/properties/local' }
				components:
				  schemas:
				    Person: { type: string }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""");
		assertThat(payload.get("properties")).isEqualTo(Map.of("next", Map.of("$ref", "#"), "local",
				Map.of("$ref", "#/$defs/d1"), "inner", Map.of("$ref", "#/$defs/d1")));
	}

	@Test
	void schemaOfAFormatCanReferToASchemaWithAFormatOfItsOwn() {
		Schema payload = payload("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        payload:
				          schemaFormat: application/vnd.aai.asyncapi+json;version=3.0.0
				          schema: { $ref: '#/components/schemas/Order' }
				components:
				  schemas:
				    Order:
				      schemaFormat: application/vnd.oai.openapi;version=3.1.0
				      schema: { properties: { customer: { $ref: '#/components/schemas/Customer' } } }
				    Customer:
				      schemaFormat: application/vnd.oai.openapi;version=3.1.0
				      schema: { type: string }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""");
		assertThat(payload.format().value()).isEqualTo("application/vnd.oai.openapi;version=3.1.0");
		assertThat(payload.definition()).isEqualTo(Map.of("properties",
				Map.of("customer", Map.of("$ref", "#/$defs/d1")), "$defs", Map.of("d1", Map.of("type", "string"))));
	}

	@Test
	void targetsOfASchemaBecomeItsDefinitions() {
		Schema payload = payload("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order: { payload: { $ref: '#/components/schemas/Order' } }
				components:
				  schemas:
				    Order:
				      properties:
				        buyer: { $ref: '#/components/schemas/Person' }
				        payer: { $ref: '#/components/schemas/Person' }
				    Person: { type: object }
				""");
		assertThat(payload.definition()).isEqualTo(Map.of("properties",
				Map.of("buyer", Map.of("$ref", "#/$defs/d1"), "payer", Map.of("$ref", "#/$defs/d1")), "$defs",
				Map.of("d1", Map.of("type", "object"))));
		assertThat(payload.locations().get("/$defs/d1").line()).isEqualTo(13);
	}

	@Test
	void schemaThatContainsItselfStaysFinite() {
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
				      properties:
				        next: { $ref: '#/components/schemas/Node' }
				""");
		assertThat(payload.definition()).isEqualTo(Map.of("properties", Map.of("next", Map.of("$ref", "#"))));
	}

	@Test
	void schemasThatContainEachOtherStayFinite() {
		Schema payload = payload("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        payload:
				          type: array
				          items: { $ref: '#/components/schemas/A' }
				components:
				  schemas:
				    A: { properties: { b: { $ref: '#/components/schemas/B' } } }
				    B: { properties: { a: { $ref: '#/components/schemas/A' } } }
				""");
		assertThat(payload.definition()).isEqualTo(Map.of("type", "array", "items", Map.of("$ref", "#/$defs/d1"),
				"$defs", Map.of("d1", Map.of("properties", Map.of("b", Map.of("$ref", "#/$defs/d2"))), "d2",
						Map.of("properties", Map.of("a", Map.of("$ref", "#/$defs/d1"))))));
	}

	@Test
	void definitionsOfTheSchemaItselfStay() {
		Schema payload = payload("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        payload:
				          $defs: { own: { type: string } }
				          items: { $ref: '#/components/schemas/A' }
				components:
				  schemas:
				    A: { type: integer }
				""");
		assertThat(payload.definition()).isEqualTo(Map.of("$defs", Map.of("own", Map.of("type", "string")), "items",
				Map.of("$ref", "#/asyncapi$defs/d1"), "asyncapi$defs", Map.of("d1", Map.of("type", "integer"))));
	}

	@Test
	void schemaFormatBesideTheSchemaIsRead() {
		Schema payload = payload("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        payload:
				          schemaFormat: application/vnd.apache.avro;version=1.9.0
				          schema: { type: string }
				""");
		assertThat(payload.format().value()).isEqualTo("application/vnd.apache.avro;version=1.9.0");
		assertThat(payload.format().location().line()).isEqualTo(8);
		assertThat(payload.definition()).isEqualTo(Map.of("type", "string"));
	}

	@Test
	void schemaFormatOfAMessageIsRead() {
		Schema payload = payload("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish:
				      message:
				        messageId: order
				        schemaFormat: application/vnd.apache.avro;version=1.9.0
				        payload: { type: string }
				""");
		assertThat(payload.format().value()).isEqualTo("application/vnd.apache.avro;version=1.9.0");
	}

	private static Schema payload(String yaml) {
		return TestDocuments.load(yaml).channels().get("orders").messages().get("order").payload();
	}

}
