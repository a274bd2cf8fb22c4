package io.github.asyncapikafka.binding;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents as people write them, and what they mean for Kafka: one test for each case.
 */
class ContractCasesTests {

	private final TestSettings settings = new TestSettings();

	@Test
	void channelWithoutAddress() {
		String yaml = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  absent: {}
				  none: { address: null }
				  bound: { address: null, bindings: { kafka: { topic: from-binding } } }
				""";
		Map<String, KafkaChannel> channels = this.settings.contract(yaml).channels();
		assertThat(channels.get("absent").topic()).isNull();
		assertThat(TestDocuments.lines(channels.get("absent").problems())).containsExactly(
				"asyncapi.yaml:4:3 The channel 'absent' has no address. Give it an 'address' or a Kafka binding with "
						+ "'topic', or set 'asyncapi-kafka.channels.absent.topic'.");
		assertThat(TestDocuments.lines(channels.get("none").problems())).containsExactly(
				"asyncapi.yaml:5:3 The channel 'none' has no address. Give it an 'address' or a Kafka binding with "
						+ "'topic', or set 'asyncapi-kafka.channels.none.topic'.");
		assertThat(channels.get("bound").topic()).hasToString("from-binding (asyncapi.yaml:6:55)");
		assertThat(this.settings.topic("absent", "configured").contract(yaml).channels().get("absent").topic())
			.hasToString("configured (asyncapi-kafka.channels.absent.topic)");
	}

	@Test
	void topicBeforeAddressBeforeKey() {
		Map<String, KafkaChannel> version3 = this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  a: { address: from-address, bindings: { kafka: { topic: from-binding } } }
				  b: { address: from-address }
				""").channels();
		assertThat(version3.get("a").topic()).hasToString("from-binding (asyncapi.yaml:4:59)");
		assertThat(version3.get("b").topic()).hasToString("from-address (asyncapi.yaml:5:17)");
		Map<String, KafkaChannel> version2 = this.settings.contract("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  a: { bindings: { kafka: { topic: from-binding } } }
				  b: {}
				  shop/orders: {}
				""").channels();
		assertThat(version2.get("a").topic()).hasToString("from-binding (asyncapi.yaml:4:36)");
		assertThat(version2.get("b").topic()).hasToString("b (asyncapi.yaml:5:3)");
		assertThat(TestDocuments.lines(version2.get("shop/orders").problems()))
			.containsExactly("asyncapi.yaml:6:3 Kafka does not allow the topic name 'shop/orders' (asyncapi.yaml:6:3). "
					+ "Use letters, digits, '.', '_' and '-', at most 249 of them; "
					+ "placeholders and expressions are not evaluated. "
					+ "'asyncapi-kafka.channels.[shop/orders].topic' replaces it.");
	}

	/**
	 * Patterns of receivers and values of each record are not there yet.
	 */
	@Test
	void parametersOfAnAddress() {
		String yaml = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders.{region}.{kind}
				    parameters:
				      region: { enum: [ eu, us ], location: '$message.payload#/region' }
				      kind: { default: new }
				""";
		assertThat(this.settings.parameter("region", "eu").contract(yaml).channels().get("orders").topic())
			.hasToString("orders.eu.new (asyncapi.yaml:5:14)");
		assertThat(TestDocuments
			.lines(this.settings.parameter("region", "asia").contract(yaml).channels().get("orders").problems()))
			.containsExactly("asyncapi.yaml:7:7 The value 'asia' of the parameter 'region' is not one of its 'enum'. "
					+ "Set 'asyncapi-kafka.channels.orders.parameters.region' or 'asyncapi-kafka.parameters.region' to "
					+ "one of 'eu', 'us'.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			mailer                | mailer (asyncapi.yaml:10:18)
			[ mailer ]            | mailer (asyncapi.yaml:10:9)
			{ enum: [ mailer ] }  | mailer (asyncapi.yaml:10:9)
			{ const: mailer }     | mailer (asyncapi.yaml:10:9)
			{ default: mailer }   | mailer (asyncapi.yaml:10:9)
			{ enum: [ mailer, printer ] } |
			{ pattern: '^mail' }  |
			{ type: string }      |
			""")
	void groupIdOfAnyForm(String groupId, String value) {
		String yaml = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { address: orders } }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    bindings:
				      kafka:
				        groupId: %s
				""".formatted(groupId);
		KafkaOperation operation = this.settings.contract(yaml).operations().get("onOrder");
		assertThat((operation.groupId() != null) ? operation.groupId().toString() : null).isEqualTo(value);
		assertThat(TestDocuments.lines(operation.missingGroup().stream().toList()))
			.isEqualTo((value != null) ? List.of()
					: List.of("asyncapi.yaml:10:9 The operation 'onOrder' needs a consumer group: its schema does not "
							+ "select one value" + (groupId.contains("printer") ? " of 'mailer', 'printer'" : "")
							+ ". Set 'asyncapi-kafka.operations.onOrder.group-id' or "
							+ "'spring.kafka.consumer.group-id'."));
		assertThat(this.settings.groupId("onOrder", "mailer").contract(yaml).operations().get("onOrder").groupId())
			.hasToString("mailer (asyncapi-kafka.operations.onOrder.group-id)");
	}

	@Test
	void channelOnOtherServersOnly() {
		Map<String, KafkaChannel> channels = this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  web: { host: 'example.com', protocol: ws }
				  kafka: { host: 'example.com:9092', protocol: kafka }
				channels:
				  events: { address: events, servers: [ { $ref: '#/servers/web' } ] }
				  orders: { address: orders, servers: [ { $ref: '#/servers/web' }, { $ref: '#/servers/kafka' } ] }
				  all: { address: all }
				""").channels();
		assertThat(channels.values()).extracting(KafkaChannel::elsewhere).containsExactly(true, false, false);
		assertThat(TestDocuments.lines(channels.get("events").problems()))
			.containsExactly("asyncapi.yaml:7:3 The channel 'events' is on no Kafka server, only on 'web'. "
					+ "Add a Kafka server to its 'servers', or do not use it here.");
		assertThat(channels.get("orders").problems()).isEmpty();
		assertThat(channels.get("all").problems()).isEmpty();
	}

	@Test
	void emptyListOfMessages() {
		assertThat(TestDocuments.lines(this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { address: orders, messages: { order: {} } } }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' }, messages: [] }
				""").operations().get("onOrder").problems())).containsExactly(
				"asyncapi.yaml:5:3 The operation 'onOrder' has none of the messages of its channel, so nothing can be "
						+ "received. List messages, or remove 'messages' to have all of the channel.");
	}

	/**
	 * The loader does not report it: configuration may tell the address.
	 */
	@Test
	void vendorWithoutUrl() {
		assertThat(problemsOfOrder("protocol: kafka, bindings: { kafka: { schemaRegistryVendor: confluent } }", ""))
			.containsExactly("asyncapi.yaml:4:97 The schema registry of the vendor 'confluent' has no address. "
					+ "Add 'schemaRegistryUrl' to the Kafka binding of the server.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "schemaIdLocation: header", "schemaIdPayloadEncoding: '4'",
			"schemaLookupStrategy: TopicIdStrategy" })
	void schemaIdWithoutRegistry(String member) {
		assertThat(problemsOfOrder("protocol: kafka", member)).singleElement()
			.asString()
			.matches("asyncapi\\.yaml:10:\\d+ The message 'order' states '" + member.replaceFirst(":.*", "")
					+ "', but no server of its channel has a schema registry\\. Add 'schemaRegistryUrl' to the Kafka "
					+ "binding of the server\\.");
		assertThat(problemsOfOrder("protocol: mqtt", member)).isEmpty();
		assertThat(problemsOfOrder("protocol: kafka, bindings: { kafka: { schemaRegistryUrl: 'http://r' } }", member))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/vnd.apache.avro;version=1.9.0", "application/vnd.apache.avro+yaml",
			"application/vnd.google.protobuf;version=3" })
	void binarySchemaFormat(String format) {
		String message = "contentType: application/json, payload: { schemaFormat: " + format + ", schema: {} }";
		assertThat(TestDocuments.lines(order(message).problems())).containsExactly(
				"asyncapi.yaml:7:72 The schema format '" + format + "' of the message 'order' has no serializer here. "
						+ "Set 'asyncapi-kafka.messages.order.serde' to the name of a Serde bean, or "
						+ "'asyncapi-kafka.messages.order.pass-through' to 'true' to take the bytes as they are.");
		assertThat(this.settings.message("order", "orderSerde", null).contract(orders(message)).operations().values())
			.flatExtracting(KafkaOperation::messages)
			.flatExtracting((message1) -> ((KafkaMessage) message1).problems())
			.isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			contentType: Application/JSON; charset=utf-8   | json (asyncapi.yaml:7:29)
			contentType: application/cloudevents+json      | json (asyncapi.yaml:7:29)
			contentType: TEXT/plain;charset=UTF-8          | text (asyncapi.yaml:7:29)
			name: Order                                    | json (no content type in asyncapi.yaml:7:7)
			""")
	void contentTypeWithParametersOrNone(String message, String serde) {
		assertThat(order(message).payload()).hasToString(serde);
	}

	private List<String> problemsOfOrder(String server, String binding) {
		return TestDocuments.lines(this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  broker: { host: 'localhost:9092', %s }
				channels:
				  orders:
				    address: orders
				    messages:
				      order:
				        { contentType: text/plain, bindings: { kafka: { %s } } }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""".formatted(server, binding)).operations().get("onOrder").messages().get(0).problems());
	}

	private KafkaMessage order(String message) {
		return this.settings.contract(orders(message)).operations().get("onOrder").messages().get(0);
	}

	private static String orders(String message) {
		return """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				    messages:
				      order: { %s }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""".formatted(message);
	}

}
