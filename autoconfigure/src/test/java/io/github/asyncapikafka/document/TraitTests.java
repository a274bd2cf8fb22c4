package io.github.asyncapikafka.document;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for traits, which override their target in 2.x and are overridden in 3.x.
 */
class TraitTests {

	@Test
	void nullOfTheTargetRemovesInVersion3() {
		assertThat(message3("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        contentType: null
				        traits:
				          - contentType: text/plain
				""").contentType()).isNull();
	}

	@Test
	void nullOfATraitDoesNotRemoveInVersion3() {
		assertThat(message3("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        contentType: text/plain
				        traits:
				          - contentType: null
				""").contentType().value()).isEqualTo("text/plain");
	}

	@Test
	void traitMayBeAReference() {
		assertThat(message3("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        traits: [ { $ref: '#/components/messageTraits/common' } ]
				components:
				  messageTraits:
				    common: { contentType: text/plain }
				""").contentType().value()).isEqualTo("text/plain");
	}

	@Test
	void referencesAreMergedWithWhatTheyReferTo() {
		Message message = message3("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        headers: { $ref: '#/components/schemas/Own' }
				        traits:
				          - headers: { $ref: '#/components/schemas/Common' }
				components:
				  schemas:
				    Own: { title: own }
				    Common: { type: object, title: common }
				""");
		assertThat(message.headers().definition()).isEqualTo(Map.of("type", "object", "title", "own"));
	}

	@Test
	void schemasThatContainThemselvesAreMerged() {
		Message message = message3("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        headers: { $ref: '#/components/schemas/A' }
				        traits:
				          - headers: { $ref: '#/components/schemas/B' }
				components:
				  schemas:
				    A: { title: a, properties: { next: { $ref: '#/components/schemas/A' } } }
				    B: { type: object, properties: { next: { $ref: '#/components/schemas/B' } } }
				""");
		assertThat(message.headers().get("title")).isEqualTo("a");
		assertThat(message.headers().get("type")).isEqualTo("object");
	}

	@Test
	void operationsHaveTraitsToo() {
		Operation operation = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    bindings: { kafka: { clientId: { const: mailer-client } } }
				    traits:
				      - bindings: { kafka: { groupId: { const: mailer }, clientId: { const: other } } }
				""").operations().get("onOrder");
		assertThat(operation.kafka().groupId().get("const")).isEqualTo("mailer");
		assertThat(operation.kafka().clientId().get("const")).isEqualTo("mailer-client");
	}

	@Test
	void messageKeepsItsPlace() {
		assertThat(message3("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        traits: [ { contentType: text/plain } ]
				""").location()).hasToString("asyncapi.yaml:6:7");
	}

	@Test
	void changeByATraitOfVersion2IsAWarning() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish:
				      message:
				        name: Order
				        contentType: text/plain
				        headers: { type: object }
				        traits:
				          - contentType: application/json
				            headers: null
				            name: Order
				""")).containsExactly(
				"asyncapi.yaml:8:22 A trait at asyncapi.yaml:11:26 overrides 'contentType'. "
						+ "In AsyncAPI 2.x the trait wins; remove one of them.",
				"asyncapi.yaml:9:9 A trait at asyncapi.yaml:12:22 overrides 'headers'. "
						+ "In AsyncAPI 2.x the trait wins; remove one of them.");
	}

	private static Message message2(String yaml) {
		return TestDocuments.load(yaml).channels().get("orders").messages().get("Order");
	}

	private static Message message3(String yaml) {
		return TestDocuments.load(yaml).channels().get("orders").messages().get("order");
	}

	@Test
	void traitsThatMergeDeepObjectsAreRefused() {
		String schemas = IntStream.range(0, 200).mapToObj((i) -> """
				    s%1$d: { properties: { a: { $ref: '#/components/schemas/s%2$d' } } }
				    t%1$d: { properties: { a: { $ref: '#/components/schemas/t%2$d' } } }
				""".formatted(i, (i + 1) % 200)).collect(Collectors.joining());
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: a, version: '1' }
				channels:
				  c:
				    messages:
				      m:
				        headers: { $ref: '#/components/schemas/s0' }
				        traits: [ { headers: { $ref: '#/components/schemas/t0' } } ]
				components:
				  schemas:
				""" + schemas)).singleElement()
			.asString()
			.matches("asyncapi.yaml:\\d+:5 Traits merge objects deeper than 100 levels. "
					+ "Flatten what the references lead to.");
	}

}
