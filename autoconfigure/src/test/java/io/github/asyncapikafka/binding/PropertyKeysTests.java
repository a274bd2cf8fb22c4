package io.github.asyncapikafka.binding;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the keys of configuration.
 */
class PropertyKeysTests {

	private static final String DOCUMENT = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			servers:
			  local: { host: '{broker-host}:9092', protocol: kafka, variables: { broker-host: {} } }
			channels:
			  shop/{region}:
			    address: shop.{region-id}
			    messages: { order.created: {} }
			operations:
			  on-order: { action: receive, channel: { $ref: '#/channels/shop~1{region}' } }
			""";

	private final TestSettings settings = new TestSettings();

	@ParameterizedTest
	@ValueSource(strings = { "shop/{region}", "shopregion", "SHOPREGION", "shop-region" })
	void caseAndPunctuationOfAChannelDoNotCount(String key) {
		this.settings.topic(key, "configured");
		assertThat(this.settings.contract(DOCUMENT).channels().get("shop/{region}").topic())
			.hasToString("configured (asyncapi-kafka.channels.[shop/{region}].topic)");
	}

	@Test
	void caseAndPunctuationOfAnythingElseDoNotCount() {
		this.settings.servers("LOCAL")
			.variable("brokerhost", "broker")
			.parameter("regionid", "eu")
			.groupId("onorder", "mailer")
			.message("ordercreated", "orderSerde", null);
		KafkaContract contract = this.settings.contract(DOCUMENT);
		assertThat(contract.server().ownConsumerBootstrapServers()).containsExactly("broker:9092");
		KafkaOperation operation = contract.operations().get("on-order");
		assertThat(operation.topic()).isEqualTo("shop.eu");
		assertThat(operation.groupId()).hasToString("mailer (asyncapi-kafka.operations.on-order.group-id)");
		assertThat(operation.messages().get(0).payload())
			.hasToString("bean orderSerde (asyncapi-kafka.messages.[order.created].serde)");
	}

	@Test
	void everyUnknownKeyIsReported() {
		this.settings.servers("loca")
			.bootstrapServers("locl", "a:1")
			.variable("broker", "b")
			.channelParameters("shop/{region}", Map.of("region", "eu"))
			.topic("shop/region/x", "t")
			.parameter("zone", "z")
			.groupId("onOrders", "g")
			.message("order.deleted", "s", null);
		assertThat(this.settings.problemsOf(DOCUMENT)).containsExactly(
				"The property 'asyncapi-kafka.server-settings.locl' matches nothing in the document. "
						+ "Did you mean 'local'? There are 'local'.",
				"The property 'asyncapi-kafka.variables.broker' matches nothing in the document. "
						+ "There are 'broker-host'.",
				"The entry 'loca' of 'asyncapi-kafka.servers' matches nothing in the document. "
						+ "Did you mean 'local'? There are 'local'.",
				"The property 'asyncapi-kafka.channels.[shop/region/x]' matches nothing in the document. "
						+ "Did you mean 'shop/{region}'? There are 'shop/{region}'.",
				"The property 'asyncapi-kafka.parameters.zone' matches nothing in the document. "
						+ "There are 'region-id'.",
				"The property 'asyncapi-kafka.channels.[shop/{region}].parameters.region' matches nothing in the "
						+ "document. Did you mean 'region-id'? There are 'region-id'.",
				"The property 'asyncapi-kafka.operations.onOrders' matches nothing in the document. "
						+ "Did you mean 'on-order'? There are 'on-order'.",
				"The property 'asyncapi-kafka.messages.[order.deleted]' matches nothing in the document. "
						+ "Did you mean 'order.created'? There are 'order.created', 'shop/{region}/order.created'.");
	}

	@Test
	void keyOfADocumentWithoutAnyIsReported() {
		this.settings.topic("orders", "configured");
		assertThat(this.settings.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				""")).containsExactly(
				"The property 'asyncapi-kafka.channels.orders' matches nothing in the document. " + "There are none.");
	}

	@Test
	void keyThatMatchesSeveralIdsIsReported() {
		this.settings.topic("userorders", "configured");
		assertThat(this.settings.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  user.orders: { address: a }
				  user-orders: { address: b }
				""")).containsExactly("The property 'asyncapi-kafka.channels.userorders' matches several ids: "
				+ "'user.orders', 'user-orders'. "
				+ "Write the id exactly, in brackets: 'asyncapi-kafka.channels.[user.orders]'.");
	}

	@Test
	void exactKeyIsNotAmbiguous() {
		this.settings.topic("user-orders", "configured");
		KafkaContract contract = this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  user.orders: { address: a }
				  user-orders: { address: b }
				""");
		assertThat(contract.channels().get("user.orders").topic().value()).isEqualTo("a");
		assertThat(contract.channels().get("user-orders").topic().value()).isEqualTo("configured");
	}

	@Test
	void keysThatContradictEachOtherAreReported() {
		this.settings.topic("user.orders", "one").topic("userorders", "two");
		assertThat(this.settings.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  user.orders: { address: a }
				""")).containsExactly("The properties 'asyncapi-kafka.channels.[user.orders]' and "
				+ "'asyncapi-kafka.channels.userorders' are about the same id. Keep one of them.");
	}

	@Test
	void keysThatSayTheSameAreNoContradiction() {
		this.settings.topic("user.orders", "one").topic("userorders", "one");
		assertThat(this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  user.orders: { address: a }
				""").channels().get("user.orders").topic().value()).isEqualTo("one");
	}

}
