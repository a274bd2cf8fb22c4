package io.github.asyncapikafka.document;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Parameter;
import io.github.asyncapikafka.model.Server;
import io.github.asyncapikafka.model.security.SecurityRequirement;
import io.github.asyncapikafka.model.security.SecurityScheme;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what only AsyncAPI 2.x has.
 */
class Version2ReaderTests {

	@Test
	void operationWithoutIdIsCalledByChannelAndVerb() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  shop/orders:
				    publish: {}
				    subscribe: {}
				""");
		assertThat(asyncApi.operations()).containsOnlyKeys("shop/orders.publish", "shop/orders.subscribe");
		assertThat(asyncApi.operations().values()).extracting(Operation::channel).containsOnly("shop/orders");
	}

	@Test
	void addressIsTheNameOfTheChannel() {
		Channel channel = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders.{region}: { parameters: { region: {} } }
				""").channels().get("orders.{region}");
		assertThat(channel.address().value()).isEqualTo("orders.{region}");
		assertThat(channel.address().location()).hasToString("asyncapi.yaml:4:3");
	}

	@Test
	void messageIdComesBeforeTheName() {
		assertThat(messageIds("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish: { message: { messageId: order, name: Order } }
				""")).containsExactly("order");
	}

	@Test
	void messageWithoutIdIsCalledByItsName() {
		assertThat(messageIds("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish: { message: { name: Order } }
				""")).containsExactly("Order");
	}

	@Test
	void messageWithoutNameIsCalledByItsReference() {
		assertThat(messageIds("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish: { message: { $ref: '#/components/messages/shop~1order' } }
				components:
				  messages:
				    shop/order: { payload: true }
				""")).containsExactly("shop/order");
	}

	@Test
	void messageWithoutAnythingIsCalledByItsChannel() {
		assertThat(messageIds("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish: { message: { payload: true } }
				""")).containsExactly("orders");
	}

	@Test
	void messageOfBothOperationsIsThereOnce() {
		Channel channel = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish: { message: { $ref: '#/components/messages/order' } }
				    subscribe: { message: { $ref: '#/components/messages/order' } }
				components:
				  messages:
				    order: { payload: true }
				""").channels().get("orders");
		assertThat(channel.messages()).containsOnlyKeys("order");
	}

	@Test
	void differentMessagesOfOneNameAreNumbered() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish: { operationId: a, message: { name: order, payload: true } }
				    subscribe: { operationId: b, message: { name: order, payload: false } }
				""");
		assertThat(asyncApi.operations().get("a").messages()).containsExactly("order");
		assertThat(asyncApi.operations().get("b").messages()).containsExactly("order2");
	}

	@Test
	void parameterTakesItsValuesFromItsSchema() {
		Parameter parameter = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders.{region}:
				    parameters:
				      region:
				        description: where the shop is
				        schema: { type: string, enum: [ eu, us ], default: eu }
				""").channels().get("orders.{region}").parameters().get("region");
		assertThat(parameter.allowedValues()).containsExactly("eu", "us");
		assertThat(parameter.defaultValue()).isEqualTo("eu");
		assertThat(parameter.description()).isEqualTo("where the shop is");
		assertThat(parameter.location()).hasToString("asyncapi.yaml:6:7");
	}

	@Test
	void channelItemIsMergedWithWhatItRefersTo() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/components/channels/orders'
				    subscribe: { operationId: sendOrder }
				components:
				  channels:
				    orders:
				      publish: { operationId: onOrder }
				""");
		assertThat(asyncApi.operations()).containsOnlyKeys("onOrder", "sendOrder");
	}

	@Test
	void channelItemCannotStateAMemberTwice() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    $ref: '#/components/channels/orders'
				    publish: { operationId: onOther }
				components:
				  channels:
				    orders:
				      publish: { operationId: onOrder }
				""")).containsExactly("asyncapi.yaml:6:5 The member 'publish' stands beside '$ref' and in what it "
				+ "refers to. Keep one of them.");
	}

	@Test
	void serverHasItsHostFromTheUrl() {
		assertThat(TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  plain: { url: 'one:9092,two:9092', protocol: kafka }
				  scheme: { url: 'kafka://one:9092/path', protocol: kafka }
				channels: {}
				""").servers().values()).extracting((server) -> server.host().value())
			.containsExactly("one:9092,two:9092", "one:9092");
	}

	@Test
	void requirementNamesSchemesThatBelongTogether() {
		Server server = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod:
				    url: 'one:9092'
				    protocol: kafka-secure
				    security:
				      - certificate: []
				        login: []
				      - other: []
				channels: {}
				components:
				  securitySchemes:
				    certificate: { type: X509 }
				    login: { type: scramSha256 }
				    other: { type: plain }
				""").servers().get("prod");
		assertThat(server.security()).extracting(SecurityRequirement::schemes)
			.extracting((schemes) -> schemes.stream().map(SecurityScheme::type).toList())
			.containsExactly(List.of("X509", "scramSha256"), List.of("plain"));
		assertThat(server.security().get(1).schemes().get(0).key()).isEqualTo("other");
	}

	@Test
	void requirementNamesAnExistingScheme() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod:
				    url: 'one:9092'
				    protocol: kafka-secure
				    security:
				      - login: []
				channels: {}
				""")).containsExactly("asyncapi.yaml:8:9 There is no security scheme 'login'. "
				+ "Define it under 'components.securitySchemes'.");
	}

	@Test
	void requirementOfAnOperationNamesItsScopes() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    publish: { operationId: onOrder, security: [ { login: [ 'orders:read' ] } ] }
				components:
				  securitySchemes: { login: { type: oauth2, flows: {} } }
				""");
		assertThat(asyncApi.operations().get("onOrder").security().get(0).schemes().get(0).scopes())
			.containsExactly("orders:read");
	}

	@Test
	void pathOfTheUrlIsThePathname() {
		Server server = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod: { url: 'kafka://one:9092/path', protocol: kafka }
				channels: {}
				""").servers().get("prod");
		assertThat(server.host().value()).isEqualTo("one:9092");
		assertThat(server.pathname()).isEqualTo("/path");
	}

	@Test
	void credentialsInAUrlAreRefused() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod: { url: 'kafka://me:secret@one:9092', protocol: kafka }
				channels: {}
				"""))
			.containsExactly("asyncapi.yaml:4:16 The address of the server 'prod' holds a user name or password. "
					+ "Remove them: credentials come from configuration, never from the document.");
	}

	@Test
	void parameterHasExamplesAndLocation() {
		Parameter parameter = TestDocuments.load("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders.{region}:
				    parameters:
				      region: { schema: { type: string, examples: [ eu ] }, location: '$message.payload#/region' }
				""").channels().get("orders.{region}").parameters().get("region");
		assertThat(parameter.examples()).containsExactly("eu");
		assertThat(parameter.expression().value()).isEqualTo("$message.payload#/region");
	}

	private static List<String> messageIds(String yaml) {
		AsyncApi asyncApi = TestDocuments.load(yaml);
		List<String> ids = List.copyOf(asyncApi.channels().get("orders").messages().keySet());
		assertThat(asyncApi.operations().get("orders.publish").messages()).isEqualTo(ids);
		return ids;
	}

}
