package io.github.asyncapikafka.document;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Operation.Action;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents as people write them: one test for each case that is not about references,
 * schemas or bindings.
 */
class DocumentCasesTests {

	@Nested
	class Traits {

		@Test
		void traitsOfVersion2() {
			AsyncApi asyncApi = TestDocuments.load("""
					asyncapi: 2.6.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    publish:
					      message:
					        name: Order
					        contentType: text/plain
					        traits:
					          - contentType: text/html
					          - contentType: application/json
					""");
			assertThat(asyncApi.channels().get("orders").messages().get("Order").contentType())
				.hasToString("Located[value=application/json, location=asyncapi.yaml:11:26]");
			assertThat(TestDocuments.lines(asyncApi.warnings())).containsExactly(
					"asyncapi.yaml:8:22 A trait at asyncapi.yaml:10:26 overrides 'contentType'. "
							+ "In AsyncAPI 2.x the trait wins; remove one of them.",
					"asyncapi.yaml:10:26 A trait at asyncapi.yaml:11:26 overrides 'contentType'. "
							+ "In AsyncAPI 2.x the trait wins; remove one of them.");
		}

		@Test
		void traitsOfVersion3() {
			Message message = TestDocuments.load("""
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    messages:
					      order:
					        contentType: text/plain
					        traits:
					          - { contentType: text/html, name: first }
					          - { contentType: application/json, name: second }
					""").channels().get("orders").messages().get("order");
			assertThat(message.contentType().value()).isEqualTo("text/plain");
			assertThat(message.name()).isEqualTo("second");
		}

		@Test
		void nullOfATraitOfVersion2() {
			assertThat(TestDocuments.load("""
					asyncapi: 2.6.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    publish:
					      message:
					        name: Order
					        contentType: text/plain
					        traits:
					          - contentType: null
					""").channels().get("orders").messages().get("Order").contentType()).isNull();
		}

		@Test
		void listsOfTraits() {
			Message message = TestDocuments.load("""
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    messages:
					      order:
					        headers:
					          required: [ traceId ]
					          properties: { traceId: { type: string } }
					        traits:
					          - headers:
					              type: object
					              required: [ tenant ]
					              properties: { tenant: { type: integer } }
					""").channels().get("orders").messages().get("order");
			assertThat(message.headers().definition())
				.isEqualTo(Map.of("type", "object", "required", List.of("traceId"), "properties",
						Map.of("tenant", Map.of("type", "integer"), "traceId", Map.of("type", "string"))));
		}

	}

	@Test
	void publishAndSubscribeOfVersion2() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish: { operationId: onOrder }
				    subscribe: { operationId: sendOrder }
				""");
		assertThat(asyncApi.operations()).containsOnlyKeys("onOrder", "sendOrder");
		assertThat(asyncApi.operations().get("onOrder").action()).isEqualTo(Action.RECEIVE);
		assertThat(asyncApi.operations().get("sendOrder").action()).isEqualTo(Action.SEND);
		assertThat(asyncApi.operations().get("onOrder").location()).hasToString("asyncapi.yaml:5:5");
	}

	@Test
	void unknownServerOfAChannel() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers: { local: { url: 'localhost:9092', protocol: kafka } }
				channels: { orders: { servers: [ lokal ] } }
				""")).containsExactly(
				"asyncapi.yaml:4:34 There is no server 'lokal'. Did you mean 'local'? " + "Define it under 'servers'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "servers: []" })
	void channelWithoutServersOfVersion3(String servers) {
		assertThat(TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers: { one: { host: 'one:9092', protocol: kafka } }
				channels: { orders: { %s } }
				""".formatted(servers)).channels().get("orders").servers()).isEmpty();
	}

	@Test
	void operationWithoutMessages() {
		assertThat(TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages: { created: {}, deleted: {} }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""").operations().get("onOrder").messages()).containsExactly("created", "deleted");
	}

	@Test
	void emptyListOfMessages() {
		assertThat(TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages: { created: {} }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' }, messages: [] }
				""").operations().get("onOrder").messages()).isEmpty();
	}

	@Test
	void operationThatRefersToComponents() {
		String document = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { $ref: '#/components/channels/orders' }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/components/channels/orders' }
				  onOther:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    messages: [ { $ref: '#/components/messages/order' } ]
				components:
				  channels: { orders: { messages: { order: { $ref: '#/components/messages/order' } } } }
				  messages: { order: {} }
				""";
		String[] lines = {
				"asyncapi.yaml:8:5 The operation's channel is not one of the document's 'channels'. "
						+ "Refer to it with '#/channels/<id>'.",
				"asyncapi.yaml:12:17 The operation's message is not one of the channel 'orders'. "
						+ "Refer to it with '#/channels/orders/messages/<id>'." };
		assertThat(TestDocuments.problemsOf(document)).containsExactly(lines);
		AsyncApi asyncApi = AsyncApiDocumentLoader.lenient().load(TestDocuments.yaml(document));
		assertThat(TestDocuments.lines(asyncApi.warnings())).containsExactly(lines);
		assertThat(asyncApi.operations().get("onOrder").channel()).isEqualTo("orders");
		assertThat(asyncApi.operations().get("onOther").messages()).containsExactly("order");
	}

	@Test
	void channelWithoutAddress() {
		assertThat(TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: null }
				  payments: {}
				""").channels().values()).extracting(Channel::address).containsExactly(null, null);
	}

	@Test
	void undeclaredParameter() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders.{region}
				    parameters: { kind: {} }
				""")).containsExactly(
				"asyncapi.yaml:5:14 The parameter 'region' is not described. Add it under 'parameters'.",
				"asyncapi.yaml:6:19 The parameter 'kind' is not in the address. Remove it, or use it as '{kind}'.");
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels: { 'orders.{region}': {} }
				"""))
			.containsExactly("asyncapi.yaml:3:13 The parameter 'region' is not described. Add it under 'parameters'.");
	}

	@Test
	void channelsThatDifferOnlyInCaseAndTopicsThatClashInMetrics() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: shop.orders }
				  Orders: { address: shop_orders }
				""")).containsExactly(
				"asyncapi.yaml:5:3 The channels 'orders' and 'Orders' differ only in case. "
						+ "Rename one of them: environment variables cannot tell them apart.",
				"asyncapi.yaml:5:3 The topics 'shop.orders' and 'shop_orders' have the same name in Kafka's metrics. "
						+ "Rename one of them: Kafka writes '.' as '_' there.");
	}

	@Nested
	class WhatIsThereTwice {

		@Test
		void sameMessageInTwoChannels() {
			AsyncApi asyncApi = TestDocuments.load("""
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  a: { messages: { one: { $ref: '#/components/messages/order' } } }
					  b: { messages: { two: { $ref: '#/components/messages/order' } } }
					components:
					  messages: { order: { name: Order } }
					""");
			assertThat(asyncApi.channels().get("a").messages()).containsOnlyKeys("one");
			assertThat(asyncApi.channels().get("b").messages()).containsOnlyKeys("two");
		}

		@Test
		void sameOperationIdTwice() {
			assertThat(TestDocuments.problemsOf("""
					asyncapi: 2.6.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    publish: { operationId: onOrder }
					  payments:
					    publish: { operationId: onOrder }
					""")).containsExactly("asyncapi.yaml:7:5 The operation id 'onOrder' is there twice, first at "
					+ "asyncapi.yaml:5:5. Give each operation an id of its own.");
		}

		@Test
		void replyWithoutAddress() {
			Operation operation = TestDocuments.load("""
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					channels: { orders: { address: orders }, answers: { address: answers } }
					operations:
					  onOrder:
					    action: receive
					    channel: { $ref: '#/channels/orders' }
					    reply: { channel: { $ref: '#/channels/answers' } }
					""").operations().get("onOrder");
			assertThat(operation.reply().address()).isNull();
			assertThat(operation.reply().channel()).isEqualTo("answers");
		}

		@Test
		void replyThatLeadsNowhere() {
			String document = """
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					channels: { orders: { address: orders } }
					operations:
					  onOrder:
					    action: receive
					    channel: { $ref: '#/channels/orders' }
					    reply: { $ref: '#/components/replies/answer' }
					  onOther:
					    action: receive
					    channel: { $ref: '#/channels/orders' }
					    reply: { channel: { $ref: '#/channels/order' } }
					components: { replies: { anser: {} } }
					""";
			String[] lines = {
					"asyncapi.yaml:8:5 The reference '#/components/replies/answer' leads nowhere: there is no 'answer' "
							+ "at asyncapi.yaml:13:15. Did you mean 'anser'? "
							+ "Correct the reference, or add what it leads to.",
					"asyncapi.yaml:12:14 The reference '#/channels/order' leads nowhere: there is no 'order' at "
							+ "asyncapi.yaml:3:1. Did you mean 'orders'? "
							+ "Correct the reference, or add what it leads to." };
			assertThat(TestDocuments.problemsOf(document)).containsExactly(lines);
			assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.lenient(), TestDocuments.yaml(document)))
				.containsExactly(lines);
		}

	}

	@Test
	void locationOfACorrelationId() {
		assertThat(TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order: { correlationId: { location: '$message.header#/a~1b/~0c', description: which } }
				""").channels().get("orders").messages().get("order").correlationId())
			.hasToString("RuntimeExpression[expression=$message.header#/a~1b/~0c, description=which, "
					+ "location=asyncapi.yaml:6:16]");
	}

}
