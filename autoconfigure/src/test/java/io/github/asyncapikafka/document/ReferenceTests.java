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
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for Reference Objects, and for schemas with all that they refer to.
 */
class ReferenceTests {

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
	void referenceIntoItselfIsReported() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/channels/orders/address'
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
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

	@ParameterizedTest
	@ValueSource(strings = { "./common.yaml#/channels/orders", "common.yaml", "../../secret.yaml" })
	void documentThatIsNoFileRefersToNoOther(String reference) {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '%s'
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""".formatted(reference))).containsExactly("asyncapi.yaml:4:3 The reference '" + reference
				+ "' leads to another file, but the document is neither a file nor on the class path. "
				+ "Load it from a file, or refer to what is in it with '#/...'.");
	}

	@Test
	void referenceThatNoOperationNeedsIsAWarning() {
		String yaml = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders }
				  unused:
				    $ref: '#/components/channels/gone'
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				components:
				  messages:
				    unused: { payload: { $ref: 'https://example.com/order.json' } }
				""";
		assertThat(TestDocuments.problemsOf(yaml)).isEmpty();
		assertThat(TestDocuments.warningsOf(yaml)).containsExactly(
				"asyncapi.yaml:5:3 The reference '#/components/channels/gone' leads nowhere: there is no 'channels' "
						+ "at asyncapi.yaml:9:1. "
						+ "In a reference '/' within a key is written '~1', and '~' is written '~0'.",
				"asyncapi.yaml:11:15 The reference 'https://example.com/order.json' is not fetched. "
						+ "Serve its address from local files with 'asyncapi-kafka.references.mappings', or name the "
						+ "host 'example.com' in 'asyncapi-kafka.references.allowed-hosts'.");
	}

	@Test
	void referenceOfAnotherServerIsAWarning() {
		String yaml = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  kafka: { host: 'localhost:9092', protocol: kafka }
				  test: { host: 'localhost:9093', protocol: kafka }
				  web: { host: 'localhost:80', protocol: %s }
				channels:
				  orders: { address: orders, servers: [ { $ref: '#/servers/kafka' } ] }
				  events:
				    servers: [ { $ref: '#/servers/web' } ]
				    messages:
				      event: { $ref: '#/components/messages/gone' }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				  onEvent: { action: receive, channel: { $ref: '#/channels/events' } }
				""";
		assertThat(TestDocuments.problemsOf(yaml.formatted("ws"))).isEmpty();
		assertThat(TestDocuments.warningsOf(yaml.formatted("ws"))).hasSize(1);
		String kafka = yaml.formatted("kafka");
		assertThat(TestDocuments.problemsOf(kafka)).hasSize(1);
		assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.lenient(), TestDocuments.yaml(kafka))).hasSize(1);
		assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict().forServers(List.of("KAFKA")),
				TestDocuments.yaml(kafka)))
			.isEmpty();
	}

	@Test
	void securitySchemeOfAServerIsNeeded() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  kafka: { url: 'localhost:9092', protocol: kafka, security: [ { login: [] } ] }
				channels:
				  orders: { publish: { message: { name: order } } }
				components:
				  securitySchemes:
				    login: { $ref: '#/x-login' }
				"""))
			.containsExactly("asyncapi.yaml:9:5 The reference '#/x-login' leads nowhere: there is no 'x-login' at "
					+ "asyncapi.yaml:1:1. "
					+ "In a reference '/' within a key is written '~1', and '~' is written '~0'.");
	}

	@Test
	void manyReferencesWithOtherMembersAreOneWarning() {
		String properties = IntStream.range(0, 7)
			.mapToObj((i) -> "        p" + i + ": { $ref: '#/components/schemas/Person', title: P }\n")
			.collect(Collectors.joining());
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  schemas:
				    Person: { type: string }
				    Order:
				      properties:
				%s""".formatted(properties)))
			.containsExactly("asyncapi.yaml:8:9 7 references of this file have other members beside '$ref', which are "
					+ "ignored; this is the first. Move them to what the references lead to.");
	}

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
	void schemaThatIsNotFetchedStaysInTheModel() {
		AsyncApi asyncApi = TestDocuments
			.load("""
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    messages:
					      whole: { payload: { $ref: 'https://example.com/order.json#/x' } }
					      part: { payload: { type: array, items: { $ref: '#/components/schemas/Order' } } }
					      avro:
					        payload:
					          schemaFormat: application/vnd.apache.avro;version=1.9.0
					          schema: { $ref: 'http://example.com/order.avsc' }
					      key: { headers: { $ref: 'http://example.com/h' }, bindings: { kafka: { key: { $ref: 'http://example.com/k' } } } }
					operations:
					  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
					components:
					  schemas:
					    Order: { $ref: 'https://example.com/order.json' }
					""");
		Map<String, Message> messages = asyncApi.channels().get("orders").messages();
		assertThat(messages.get("whole").payload().elsewhere().value()).isEqualTo("https://example.com/order.json#/x");
		assertThat(messages.get("whole").payload().location().line()).isEqualTo(6);
		assertThat(messages.get("part").payload().elsewhere().location().line()).isEqualTo(17);
		assertThat(messages.get("avro").payload().format()).isNotNull();
		assertThat(messages.get("avro").payload().elsewhere().value()).isEqualTo("http://example.com/order.avsc");
		assertThat(messages.get("key").headers().elsewhere().value()).isEqualTo("http://example.com/h");
		assertThat(messages.get("key").kafka().key().elsewhere().value()).isEqualTo("http://example.com/k");
		assertThat(asyncApi.warnings()).isEmpty();
	}

	@Test
	void otherObjectsThatAreNotFetchedAreRefused() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order: { $ref: 'https://example.com/order.yaml' }
				      secret: { payload: { $ref: 'https://me:secret@example.com/order.yaml' } }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""")).containsExactly(
				"asyncapi.yaml:6:7 The reference 'https://example.com/order.yaml' is not fetched. "
						+ "Serve its address from local files with 'asyncapi-kafka.references.mappings', or name the "
						+ "host 'example.com' in 'asyncapi-kafka.references.allowed-hosts'.",
				"asyncapi.yaml:7:17 The reference 'https://***@example.com/order.yaml' holds credentials. "
						+ "Remove them from the address.");
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
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""")).containsExactly(
				"asyncapi.yaml:6:14 The reference 'a.json' leads to another file, but the document is neither a file "
						+ "nor on the class path. Load it from a file, or refer to what is in it with '#/...'.",
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
				        headers: { $ref: '#/components/schemas/s0' }
				        traits:
				          - headers: { $ref: '#/components/schemas/t0' }
				components:
				  schemas:
				    s40: { type: string }
				    t40: { type: integer }
				""" + schemas));
		assertThat(problems)
			.containsExactly("asyncapi.yaml:1:1 References and traits repeat more than 300000 values of the document. "
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
			.containsExactly("asyncapi.yaml:1:1 References and traits repeat more than 300000 values of the document. "
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
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
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
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				x-chain:
				""" + chain)).singleElement()
			.asString()
			.isEqualTo("asyncapi.yaml:106:3 The reference leads through more than 100 other references. "
					+ "Refer to the object itself.");
	}

	private static Schema payload(String yaml) {
		return TestDocuments.load(yaml).channels().get("orders").messages().get("order").payload();
	}

}
