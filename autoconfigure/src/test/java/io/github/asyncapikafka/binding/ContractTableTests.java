package io.github.asyncapikafka.binding;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.binding.setting.ContractSettings.ChannelSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.EnforcementSettings;
import io.github.asyncapikafka.binding.setting.Credentials;
import io.github.asyncapikafka.binding.setting.SpringSecuritySettings;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaContract#describe()}.
 */
class ContractTableTests {

	private static final String DOCUMENT = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			servers:
			  main: { host: 'one:9092,two:9092', protocol: kafka, security: [ { type: scramSha512 } ] }
			channels:
			  orders:
			    address: shop.orders
			    messages:
			      order: { contentType: application/json }
			      note: { contentType: text/plain, bindings: { kafka: { key: { type: integer } } } }
			    bindings:
			      kafka:
			        partitions: 10
			        replicas: 3
			        topicConfiguration: { cleanup.policy: [ compact, delete ], retention.ms: 1000 }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    bindings: { kafka: { groupId: { const: shipping }, clientId: { const: ship } } }
			  placeOrder:
			    action: send
			    channel: { $ref: '#/channels/orders' }
			    messages: [ { $ref: '#/channels/orders/messages/order' } ]
			""";

	private final TestSettings settings = new TestSettings();

	@Test
	void everyValueHasItsSource() {
		Credentials credentials = new Credentials("ada", "lovelace", null, null, null, null, null, List.of(), null,
				null, null, null, null);
		this.settings.servers("main")
			.credentials("main", credentials)
			.groupIdPrefix("test-")
			.clientId("placeOrder", "shop")
			.message("order", null, "keySerde")
			.channel("orders", new ChannelSettings(null, Map.of(), null, 1, Map.of("retention.ms", "5000"),
					EnforcementSettings.NONE));
		assertThat(this.settings.contract(DOCUMENT).describe()).isEqualTo("""
				server main
				  bootstrap servers  one:9092, two:9092 (asyncapi.yaml:4:17)
				  security protocol  SASL_PLAINTEXT (asyncapi.yaml:4:67)
				  SASL mechanism     SCRAM-SHA-512 (asyncapi.yaml:4:67)

				receive onOrder
				  topic              shop.orders (asyncapi.yaml:7:14)
				  group              test-shipping (asyncapi.yaml:20:26, with asyncapi-kafka.group-id-prefix)
				  client id          ship (asyncapi.yaml:20:56)
				  message            order (asyncapi.yaml:9:7)
				    key              bean keySerde (asyncapi-kafka.messages.order.key-serde)
				    payload          json (asyncapi.yaml:9:29)
				  message            note (asyncapi.yaml:10:7)
				    key              int64 (asyncapi.yaml:10:61)
				    payload          text (asyncapi.yaml:10:28)
				  partitions         10 (asyncapi.yaml:13:21)
				  replicas           1 (asyncapi-kafka.channels.orders.replicas)
				  configuration      cleanup.policy = compact,delete (asyncapi.yaml:15:31)
				  configuration      retention.ms = 5000 (asyncapi-kafka.channels.orders.configuration.[retention.ms])

				send placeOrder
				  topic              shop.orders (asyncapi.yaml:7:14)
				  client id          shop (asyncapi-kafka.operations.placeOrder.client-id)
				  message            order (asyncapi.yaml:9:7)
				    key              bean keySerde (asyncapi-kafka.messages.order.key-serde)
				    payload          json (asyncapi.yaml:9:29)
				  partitions         10 (asyncapi.yaml:13:21)
				  replicas           1 (asyncapi-kafka.channels.orders.replicas)
				  configuration      cleanup.policy = compact,delete (asyncapi.yaml:15:31)
				  configuration      retention.ms = 5000 (asyncapi-kafka.channels.orders.configuration.[retention.ms])\
				""");
	}

	@Test
	void whatNobodyStatesSaysWhoDecides() {
		assertThat(this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders, messages: { order: {} } }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""").describe()).isEqualTo("""
				server
				  bootstrap servers  left to spring.kafka
				  security protocol  left to spring.kafka

				receive onOrder
				  topic              orders (asyncapi.yaml:4:22)
				  group              not decided
				  client id          left to Spring Kafka
				  message            order (asyncapi.yaml:4:42)
				    key              spring (spring.kafka)
				    payload          json (no content type in asyncapi.yaml:4:42)
				  partitions         left to the broker
				  replicas           left to the broker\
				""");
	}

	@Test
	void whatCannotBeUsedSaysWhy() {
		assertThat(this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  one: { host: 'one:9092', protocol: kafka }
				  two: { host: 'two:9092', protocol: kafka }
				channels:
				  orders: { messages: { order: { contentType: application/x-own } } }
				operations:
				  sendOrder: { action: send, channel: { $ref: '#/channels/orders' } }
				""").describe()).isEqualTo(
				"""
						server
						  bootstrap servers  not decided
						  security protocol  not decided
						  problem            asyncapi.yaml:4:3 The document has several Kafka servers: 'one', 'two'. \
						Choose one with 'asyncapi-kafka.servers', or set 'spring.kafka.bootstrap-servers'.

						send sendOrder
						  topic              not decided
						  client id          left to Spring Kafka
						  message            order (asyncapi.yaml:7:25)
						    key              spring (spring.kafka)
						    payload          not decided
						  partitions         left to the broker
						  replicas           left to the broker
						  problem            asyncapi.yaml:7:3 The channel 'orders' has no address. \
						Give it an 'address' or a Kafka binding with 'topic', or set 'asyncapi-kafka.channels.orders.topic'.
						  problem            asyncapi.yaml:7:47 The content type 'application/x-own' of the message 'order' has \
						no serializer here. Set 'asyncapi-kafka.messages.order.serde' to the name of a Serde bean, \
						or 'asyncapi-kafka.messages.order.pass-through' to 'true' to take the bytes as they are.\
						""");
	}

	@Test
	void consumersAndProducersMayConnectElsewhere() {
		this.settings.spring("spring.kafka.consumer.bootstrap-servers", "consumer:9092")
			.springSecurity(new SpringSecuritySettings(
					new Value<>("SASL_SSL", Source.property("spring.kafka.security.protocol")), List.of(),
					new Value<>("PLAIN", Source.property("spring.kafka.properties.sasl.mechanism")), null, null, true));
		assertThat(this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  main: { host: 'one:9092', protocol: kafka-secure }
				""").describe()).isEqualTo("""
				server main
				  consumers connect  consumer:9092 (spring.kafka.consumer.bootstrap-servers)
				  producers connect  one:9092 (asyncapi.yaml:4:17)
				  security protocol  SASL_SSL (spring.kafka.security.protocol)
				  SASL mechanism     PLAIN (spring.kafka.properties.sasl.mechanism)\
				""");
	}

	@Test
	void connectionDetailsComeFirst() {
		String document = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  main: { host: 'one:9092', protocol: kafka, security: [ { type: X509 } ] }
				""";
		assertThat(this.settings.connectionProvided().contract(document).describe()).isEqualTo("""
				server main
				  bootstrap servers  left to the KafkaConnectionDetails bean
				  security protocol  left to the KafkaConnectionDetails bean\
				""");
		this.settings.credentials("main",
				new Credentials(null, null, null, "bundle", null, null, null, List.of(), null, null, null, null, null));
		assertThat(this.settings.contract(document).describe()).isEqualTo("""
				server main
				  bootstrap servers  left to the KafkaConnectionDetails bean
				  security protocol  SSL (asyncapi.yaml:4:58), unless the KafkaConnectionDetails bean names a protocol\
				""");
	}

	@Test
	void addressWithOpenParametersIsShown() {
		assertThat(this.settings.parameter("region", "*").contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { address: 'orders.{region}', parameters: { region: {} } } }
				operations: { sendOrder: { action: send, channel: { $ref: '#/channels/orders' } } }
				""").describe())
			.contains("topic              orders.{region} (several, by the values of its parameters)");
	}

	@Test
	void parameterThatCodeMayOpenIsNoProblem() {
		assertThat(this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { address: 'orders.{region}.{id}', parameters: { region: {}, id: {} } } }
				operations: { sendOrder: { action: send, channel: { $ref: '#/channels/orders' } } }
				""").describe())
			.contains("topic              orders.{region}.{id} (several, by the values of its parameters; a value or a "
					+ "@ChannelParameter is needed for {region}, {id})")
			.doesNotContain("problem");
	}

	@Test
	void textsOfTheDocumentKeepToTheirLine() {
		assertThat(this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  "ma\\nin": { host: 'one:9092', protocol: kafka }
				channels:
				  orders: { address: orders, messages: { "or\\nder": {} } }
				operations:
				  "on\\nOrder":
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    bindings: { kafka: { groupId: { const: '%s' } } }
				""".formatted("x".repeat(249))).describe()).isEqualTo("""
				server ma\\nin
				  bootstrap servers  one:9092 (asyncapi.yaml:4:21)
				  security protocol  PLAINTEXT (asyncapi.yaml:4:3)

				receive on\\nOrder
				  topic              orders (asyncapi.yaml:6:22)
				  group              %s... (asyncapi.yaml:11:26)
				  client id          left to Spring Kafka
				  message            or\\nder (asyncapi.yaml:6:42)
				    key              spring (spring.kafka)
				    payload          json (no content type in asyncapi.yaml:6:42)
				  partitions         left to the broker
				  replicas           left to the broker\
				""".formatted("x".repeat(200)));
	}

}
