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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for what becomes of references: which of them are needed, and what stands beside
 * them.
 */
class ReferenceTests {

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
						+ "at asyncapi.yaml:9:1. " + "Correct the reference, or add what it leads to.",
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
					+ "asyncapi.yaml:1:1. " + "Correct the reference, or add what it leads to.");
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
						+ "asyncapi.yaml:8:1. " + "Correct the reference, or add what it leads to.");
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

}
