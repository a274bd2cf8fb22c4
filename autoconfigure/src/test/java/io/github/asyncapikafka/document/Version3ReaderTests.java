package io.github.asyncapikafka.document;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.model.Parameter;
import io.github.asyncapikafka.model.Server;
import io.github.asyncapikafka.model.ServerVariable;
import io.github.asyncapikafka.model.security.SecurityScheme;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what only AsyncAPI 3.x has.
 */
class Version3ReaderTests {

	@Test
	void actionIsThatOfTheDescribedApplication() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: shop.orders }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				  sendOrder: { action: send, channel: { $ref: '#/channels/orders' } }
				""");
		assertThat(asyncApi.operations().values()).extracting(Operation::action)
			.containsExactly(Action.RECEIVE, Action.SEND);
		assertThat(asyncApi.operations().get("onOrder").channel()).isEqualTo("orders");
		assertThat(asyncApi.operations().get("onOrder").location()).hasToString("asyncapi.yaml:6:3");
		assertThat(asyncApi.channels().get("orders").address().value()).isEqualTo("shop.orders");
	}

	@Test
	void actionIsRequired() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders }
				operations:
				  onOrder: { channel: { $ref: '#/channels/orders' } }
				""")).containsExactly("asyncapi.yaml:6:3 'action' is missing. Add it: the specification requires it.");
	}

	@Test
	void channelIsRequired() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				operations:
				  onOrder: { action: receive }
				""")).containsExactly("asyncapi.yaml:4:3 'channel' is missing. Add it: the specification requires it.");
	}

	@Test
	void channelIsOneOfTheDocument() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/components/channels/payments' }
				components:
				  channels:
				    payments: { address: payments }
				"""))
			.containsExactly("asyncapi.yaml:8:5 The operation's channel is not one of the document's 'channels'. "
					+ "Refer to it with '#/channels/<id>'.");
	}

	@Test
	void channelsOfOneDefinitionAreDifferent() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  one: { $ref: '#/components/channels/orders' }
				  two: { $ref: '#/components/channels/orders' }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/two' } }
				components:
				  channels:
				    orders: { address: orders }
				""");
		assertThat(asyncApi.operations().get("onOrder").channel()).isEqualTo("two");
	}

	@Test
	void operationMayHaveSomeMessagesOfItsChannel() {
		assertThat(operation("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages: { created: {}, deleted: {} }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    messages: [ { $ref: '#/channels/orders/messages/deleted' } ]
				""").messages()).containsExactly("deleted");
	}

	@Test
	void messageOfAnOperationIsOneOfItsChannel() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages: { created: {} }
				  payments:
				    messages: { paid: {} }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    messages:
				      - $ref: '#/channels/payments/messages/paid'
				""")).containsExactly("asyncapi.yaml:13:9 The operation's message is not one of the channel 'orders'. "
				+ "Refer to it with '#/channels/orders/messages/<id>'.");
	}

	@Test
	void messageIdIsItsKey() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      created: { $ref: '#/components/messages/Order' }
				components:
				  messages:
				    Order: { name: OrderCreated, contentType: application/json }
				""");
		assertThat(asyncApi.channels().get("orders").messages().get("created").id()).isEqualTo("created");
		assertThat(asyncApi.channels().get("orders").messages().get("created").name()).isEqualTo("OrderCreated");
	}

	@Test
	void parameterHasValuesOfItsOwn() {
		Parameter parameter = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders.{region}
				    parameters:
				      region: { enum: [ eu, us ], default: eu, description: where the shop is }
				""").channels().get("orders").parameters().get("region");
		assertThat(parameter.allowedValues()).containsExactly("eu", "us");
		assertThat(parameter.defaultValue()).isEqualTo("eu");
		assertThat(parameter.description()).isEqualTo("where the shop is");
	}

	@Test
	void channelNamesItsServers() {
		assertThat(TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  one: { host: 'one:9092', protocol: kafka }
				  two: { host: 'two:9092', protocol: kafka }
				channels:
				  orders:
				    servers: [ { $ref: '#/servers/two' } ]
				""").channels().get("orders").servers()).containsExactly("two");
	}

	@Test
	void defaultContentTypeHasItsPlace() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				defaultContentType: text/plain
				""");
		assertThat(asyncApi.defaultContentType().value()).isEqualTo("text/plain");
		assertThat(asyncApi.defaultContentType().location()).hasToString("asyncapi.yaml:3:21");
	}

	@Test
	void serverHasHostProtocolAndVariables() {
		Server server = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod:
				    host: '{stage}.example.com:9092'
				    protocol: kafka-secure
				    variables:
				      stage: { enum: [ test, prod ], default: test, description: which one }
				""").servers().get("prod");
		assertThat(server.host().value()).isEqualTo("{stage}.example.com:9092");
		assertThat(server.protocol()).isEqualTo("kafka-secure");
		ServerVariable stage = server.variables().get("stage");
		assertThat(stage.allowedValues()).containsExactly("test", "prod");
		assertThat(stage.defaultValue()).isEqualTo("test");
		assertThat(stage.description()).isEqualTo("which one");
	}

	@Test
	void schemeIsCalledByItsReferenceOrItsServer() {
		Server server = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod:
				    host: 'one:9092'
				    protocol: kafka-secure
				    security:
				      - $ref: '#/components/securitySchemes/login'
				      - type: X509
				components:
				  securitySchemes:
				    login: { type: scramSha512 }
				""").servers().get("prod");
		assertThat(server.security()).flatExtracting((requirement) -> requirement.schemes())
			.extracting((scheme) -> ((SecurityScheme) scheme).key() + " " + ((SecurityScheme) scheme).type())
			.containsExactly("login scramSha512", "prod X509");
	}

	@Test
	void replyHasChannelMessagesAndAddress() {
		Operation operation = operation("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders }
				  answers: { address: null, messages: { yes: {}, no: {} } }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    reply:
				      channel: { $ref: '#/channels/answers' }
				      messages: [ { $ref: '#/channels/answers/messages/yes' } ]
				      address: { location: '$message.header#/replyTo', description: where to }
				""");
		assertThat(operation.reply().channel()).isEqualTo("answers");
		assertThat(operation.reply().messages()).containsExactly("yes");
		assertThat(operation.reply().address().expression()).isEqualTo("$message.header#/replyTo");
		assertThat(operation.reply().address().description()).isEqualTo("where to");
		assertThat(operation.reply().location()).hasToString("asyncapi.yaml:10:5");
	}

	@Test
	void channelOfAReplyIsOneOfTheDocument() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    reply: { channel: { $ref: '#/components/channels/answers' } }
				components:
				  channels: { answers: { address: answers } }
				""")).containsExactly("asyncapi.yaml:9:14 The reply's channel is not one of the document's 'channels'. "
				+ "Refer to it with '#/channels/<id>'.");
	}

	@Test
	void securityHasScopesAndDescription() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders, description: all orders }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    security: [ { type: oauth2, description: ask ops, scopes: [ 'orders:read' ], flows: {} } ]
				""");
		assertThat(asyncApi.channels().get("orders").description()).isEqualTo("all orders");
		SecurityScheme scheme = asyncApi.operations().get("onOrder").security().get(0).schemes().get(0);
		assertThat(scheme.type()).isEqualTo("oauth2");
		assertThat(scheme.scopes()).containsExactly("orders:read");
		assertThat(scheme.description()).isEqualTo("ask ops");
	}

	@Test
	void parameterHasExamplesAndLocation() {
		Parameter parameter = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders.{region}
				    parameters:
				      region: { examples: [ eu ], location: '$message.payload#/region' }
				""").channels().get("orders").parameters().get("region");
		assertThat(parameter.examples()).containsExactly("eu");
		assertThat(parameter.expression().value()).isEqualTo("$message.payload#/region");
	}

	@Test
	void serverHasPathnameVersionAndDescription() {
		Server server = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod: { host: 'one:9092', protocol: kafka, protocolVersion: '3.5', pathname: /a, description: b }
				""").servers().get("prod");
		assertThat(server.protocolVersion()).isEqualTo("3.5");
		assertThat(server.pathname()).isEqualTo("/a");
		assertThat(server.description()).isEqualTo("b");
	}

	@Test
	void credentialsInAHostAreRefused() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod: { host: 'me:secret@one:9092', protocol: kafka }
				"""))
			.containsExactly("asyncapi.yaml:4:17 The address of the server 'prod' holds a user name or password. "
					+ "Remove them: credentials come from configuration, never from the document.");
	}

	private static Operation operation(String yaml) {
		return TestDocuments.load(yaml).operations().get("onOrder");
	}

}
