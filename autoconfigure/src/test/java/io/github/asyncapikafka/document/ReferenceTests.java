package io.github.asyncapikafka.document;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for Reference Objects, and for schemas with all that they refer to.
 */
class ReferenceTests {

	@Test
	void tildeAndSlashAreEscaped() {
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
	void percentEncodingIsOptional(String reference) {
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
	void brokenPercentEncodingIsTakenAsItStands() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  100%:
				    address: orders
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/100%' }
				""");
		assertThat(asyncApi.operations().get("onOrder").channel()).isEqualTo("100%");
	}

	@Test
	void chainIsFollowed() {
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
	void pointerGoesThroughReferences() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/components/channels/orders'
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    messages:
				      - $ref: '#/channels/orders/messages/order'
				components:
				  channels:
				    orders:
				      address: orders
				      messages:
				        order: { name: Order }
				""");
		assertThat(asyncApi.operations().get("onOrder").messages()).containsExactly("order");
	}

	@Test
	void pointerReachesItemsOfAList() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { $ref: '#/x-channels/1' }
				x-channels:
				  - address: first
				  - address: second
				""");
		assertThat(asyncApi.channels().get("orders").address().value()).isEqualTo("second");
	}

	@Test
	void cycleIsReportedWithItsPath() {
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
				"""))
			.containsExactly("asyncapi.yaml:4:3 The reference leads back to itself: #/components/channels/a -> "
					+ "#/components/channels/b -> #/components/channels/a -> #/components/channels/b. "
					+ "Let one of them hold the object.");
	}

	@Test
	void referenceIntoItselfIsReported() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/channels/orders/address'
				""")).containsExactly("asyncapi.yaml:4:3 The reference leads back to itself: "
				+ "#/channels/orders/address. Let one of them hold the object.");
	}

	@Test
	void danglingReferenceSuggestsANeighbour() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				operations:
				  onOrder:
				    action: receive
				    channel:
				      $ref: '#/channels/ordres'
				""")).containsExactly(
				"asyncapi.yaml:9:5 The reference '#/channels/ordres' leads nowhere: there is no 'ordres' at "
						+ "asyncapi.yaml:3:1. Did you mean 'orders'? "
						+ "In a reference '/' within a key is written '~1', and '~' is written '~0'.");
	}

	@Test
	void slashThatIsNotEscapedIsExplained() {
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

	@ParameterizedTest
	@ValueSource(strings = { "./common.yaml#/channels/orders", "common.yaml", "https://example.com/a.yaml#/x",
			"file:///etc/passwd", "../../secret.yaml" })
	void referenceThatLeavesTheDocumentIsRefused(String reference) {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '%s'
				""".formatted(reference)))
			.containsExactly("asyncapi.yaml:4:3 The reference '" + reference + "' leaves the document. "
					+ "Move what it refers to into this document and refer to it with '#/...'.");
	}

	@Test
	void eachReferenceThatLeadsNowhereIsReportedOnce() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      one: { payload: { $ref: 'a.json' } }
				      two: { payload: { type: array, items: { $ref: '#/components/schemas/b' } } }
				components: {}
				""")).containsExactly(
				"asyncapi.yaml:6:14 The reference 'a.json' leaves the document. "
						+ "Move what it refers to into this document and refer to it with '#/...'.",
				"asyncapi.yaml:7:38 The reference '#/components/schemas/b' leads nowhere: there is no 'schemas' at "
						+ "asyncapi.yaml:8:1. "
						+ "In a reference '/' within a key is written '~1', and '~' is written '~0'.");
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
	void booleanSchemasAreKept() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      anything: { payload: true }
				      nothing: { payload: false }
				""");
		assertThat(asyncApi.channels().get("orders").messages().get("anything").payload().definition())
			.isEqualTo(Boolean.TRUE);
		assertThat(asyncApi.channels().get("orders").messages().get("nothing").payload().definition())
			.isEqualTo(Boolean.FALSE);
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

	@Test
	void propertyCalledSchemaIsNoMultiFormatSchema() {
		Schema payload = payload("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        payload: { schema: { type: string } }
				""");
		assertThat(payload.format()).isNull();
		assertThat(payload.definition()).isEqualTo(Map.of("schema", Map.of("type", "string")));
	}

	@Test
	void referencesThatMultiplyWithinTraitsAreBounded() {
		String schemas = IntStream.range(0, 40).mapToObj((i) -> """
				    s%1$d: { a: { $ref: '#/components/schemas/s%2$d' }, b: { $ref: '#/components/schemas/s%2$d' } }
				    t%1$d: { a: { $ref: '#/components/schemas/t%2$d' }, b: { $ref: '#/components/schemas/t%2$d' } }
				""".formatted(i, i + 1)).collect(Collectors.joining());
		List<String> problems = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        payload: { $ref: '#/components/schemas/s0' }
				        traits:
				          - payload: { $ref: '#/components/schemas/t0' }
				components:
				  schemas:
				    s40: { type: string }
				    t40: { type: integer }
				""" + schemas));
		assertThat(problems)
			.containsExactly("asyncapi.yaml:1:1 References and traits repeat more than 500000 values of the document. "
					+ "Split it, and look for references that multiply.");
	}

	@Test
	void schemasThatAreRepeatedByEveryMessageAreBounded() {
		String properties = IntStream.range(0, 10_000)
			.mapToObj((i) -> "p" + i + ": {}")
			.collect(Collectors.joining(", "));
		String messages = IntStream.range(0, 1000)
			.mapToObj((i) -> "      m" + i + ": { payload: { $ref: '#/components/schemas/Order' } }\n")
			.collect(Collectors.joining());
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components: { schemas: { Order: { properties: { %s } } } }
				channels:
				  orders:
				    messages:
				%s""".formatted(properties, messages)))
			.containsExactly("asyncapi.yaml:1:1 References and traits repeat more than 500000 values of the document. "
					+ "Split it, and look for references that multiply.");
	}

	@Test
	void pointersThatGoThroughReferencesToThemselvesAreReported() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/components/channels/a/x'
				components:
				  channels:
				    a: { $ref: '#/components/channels/b/x' }
				    b: { $ref: '#/components/channels/a/x' }
				""")).containsExactly("asyncapi.yaml:8:5 The reference leads back to itself: "
				+ "#/components/channels/b/x. Let one of them hold the object.");
	}

	@Test
	void veryLongChainIsRefused() {
		String chain = IntStream.range(0, 20_000)
			.mapToObj((i) -> "  c%d: { $ref: '#/x-chain/c%d/x' }\n".formatted(i, i + 1))
			.collect(Collectors.joining());
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { $ref: '#/x-chain/c0' }
				x-chain:
				""" + chain)).singleElement()
			.asString()
			.isEqualTo("asyncapi.yaml:505:3 The reference leads through more than 500 other references. "
					+ "Refer to the object itself.");
	}

	private static Schema payload(String yaml) {
		return TestDocuments.load(yaml).channels().get("orders").messages().get("order").payload();
	}

}
