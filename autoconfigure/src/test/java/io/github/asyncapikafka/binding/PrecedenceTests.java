package io.github.asyncapikafka.binding;

import java.util.Map;
import java.util.Set;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.binding.setting.ContractSettings.ChannelSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.EnforcementSettings;
import io.github.asyncapikafka.binding.setting.SpringSecuritySettings;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Problems;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which source of a value wins, for each pair of neighbours in the order of sources. A
 * test names the higher one; it takes the lower one first, as long as it is alone.
 */
class PrecedenceTests {

	private final TestSettings settings = new TestSettings();

	private String server = "{ host: 'document:9092', protocol: kafka, security: [ { type: scramSha256 } ] }";

	private String head = "";

	private String channel = "address: from-address";

	private String message = "";

	private String binding = "";

	// Bootstrap servers

	@Test
	void bootstrapServersOfServerSettings() {
		assertThat(server().consumerBootstrapServers()).hasToString("[document:9092] (asyncapi.yaml:5:17)");
		this.settings.bootstrapServers("main", "settings:9092");
		assertThat(server().consumerBootstrapServers())
			.hasToString("[settings:9092] (asyncapi-kafka.server-settings.main.bootstrap-servers)");
	}

	@Test
	void bootstrapServersOfSpring() {
		this.settings.bootstrapServers("main", "settings:9092");
		assertThat(server().ownProducerBootstrapServers()).containsExactly("settings:9092");
		this.settings.spring("spring.kafka.bootstrap-servers", "one:9092, two:9092");
		assertThat(server().consumerBootstrapServers())
			.hasToString("[one:9092, two:9092] (spring.kafka.bootstrap-servers)");
		assertThat(server().producerBootstrapServers()).isEqualTo(server().consumerBootstrapServers());
		assertThat(server().ownConsumerBootstrapServers()).isNull();
		assertThat(server().ownProducerBootstrapServers()).isNull();
	}

	@Test
	void bootstrapServersOfSpringForOneSide() {
		this.settings.spring("spring.kafka.bootstrap-servers", "both:9092");
		assertThat(server().consumerBootstrapServers()).hasToString("[both:9092] (spring.kafka.bootstrap-servers)");
		this.settings.spring("spring.kafka.consumer.bootstrap-servers", "consumer:9092");
		assertThat(server().consumerBootstrapServers())
			.hasToString("[consumer:9092] (spring.kafka.consumer.bootstrap-servers)");
		assertThat(server().producerBootstrapServers()).hasToString("[both:9092] (spring.kafka.bootstrap-servers)");
		this.settings.spring("spring.kafka.producer.bootstrap-servers", "producer:9092");
		assertThat(server().producerBootstrapServers())
			.hasToString("[producer:9092] (spring.kafka.producer.bootstrap-servers)");
	}

	@Test
	void bootstrapServersOfConnectionDetails() {
		this.settings.spring("spring.kafka.consumer.bootstrap-servers", "consumer:9092");
		assertThat(server().consumerBootstrapServers().value()).containsExactly("consumer:9092");
		this.settings.connectionProvided();
		assertThat(server().consumerBootstrapServers()).isNull();
		assertThat(server().producerBootstrapServers()).isNull();
	}

	// Selected servers

	@Test
	void onlyKafkaServer() {
		this.server += "\n  other: { host: 'other:9092', protocol: kafka }";
		assertThat(TestDocuments.lines(contract().serverProblems()))
			.containsExactly("asyncapi.yaml:5:3 The document has several Kafka servers: 'main', 'other'. "
					+ "Choose one with 'asyncapi-kafka.servers', or set 'spring.kafka.bootstrap-servers'.");
		this.server = this.server.replace("protocol: kafka }", "protocol: mqtt }");
		assertThat(server().name()).isEqualTo("main");
	}

	@Test
	void namedServer() {
		this.server += "\n  other: { host: 'main:9092', protocol: mqtt }";
		assertThat(server().name()).isEqualTo("main");
		this.server = this.server.replace("mqtt", "kafka");
		this.settings.servers("other");
		assertThat(server().name()).isEqualTo("other");
	}

	// Security protocol, SASL mechanism

	@Test
	void securityOfSpring() {
		this.settings.servers("main").credentials("main", TestSettings.password("ada", "secret"));
		assertThat(server().security().protocol()).hasToString("SASL_PLAINTEXT (asyncapi.yaml:5:63)");
		assertThat(server().security().mechanism()).hasToString("SCRAM-SHA-256 (asyncapi.yaml:5:63)");
		this.settings.springSecurity(new SpringSecuritySettings(property("SASL_SSL", "spring.kafka.security.protocol"),
				List.of(), property("PLAIN", "spring.kafka.properties.sasl.mechanism"), null, null, true));
		assertThat(server().security().protocol()).hasToString("SASL_SSL (spring.kafka.security.protocol)");
		assertThat(server().security().mechanism()).hasToString("PLAIN (spring.kafka.properties.sasl.mechanism)");
	}

	// Topic

	@Test
	void topicOfTheAddress() {
		this.channel = "title: Orders";
		assertThat(TestDocuments.lines(channel().problems()))
			.containsExactly("asyncapi.yaml:7:3 The channel 'orders' has no address. "
					+ "Give it an 'address' or a Kafka binding with 'topic', "
					+ "or set 'asyncapi-kafka.channels.orders.topic'.");
		this.channel = "address: from-address";
		assertThat(channel().topic()).hasToString("from-address (asyncapi.yaml:8:14)");
	}

	@Test
	void topicOfTheBinding() {
		assertThat(channel().topic()).hasToString("from-address (asyncapi.yaml:8:14)");
		this.channel += "\n    bindings: { kafka: { topic: from-binding } }";
		assertThat(channel().topic()).hasToString("from-binding (asyncapi.yaml:9:33)");
	}

	@Test
	void topicOfConfiguration() {
		this.channel += "\n    bindings: { kafka: { topic: from-binding } }";
		assertThat(channel().topic()).hasToString("from-binding (asyncapi.yaml:9:33)");
		this.settings.topic("orders", "configured");
		assertThat(channel().topic()).hasToString("configured (asyncapi-kafka.channels.orders.topic)");
	}

	@Test
	void prefixOnlyOfWhatComesFromTheDocument() {
		this.settings.topicPrefix("test-");
		assertThat(channel().topic().value()).isEqualTo("test-from-address");
		this.channel += "\n    bindings: { kafka: { topic: from-binding } }";
		assertThat(channel().topic().value()).isEqualTo("test-from-binding");
		this.settings.topic("orders", "configured");
		assertThat(channel().topic().value()).isEqualTo("configured");
	}

	// Address parameter

	@Test
	void defaultOfAParameter() {
		this.channel = "address: 'orders.{region}'\n    parameters: { region: {} }";
		assertThat(TestDocuments.lines(channel().problems(Set.of())))
			.containsExactly("asyncapi.yaml:7:3 The address of the channel 'orders' needs a value for '{region}'. "
					+ "Set 'asyncapi-kafka.channels.orders.parameters.region' or 'asyncapi-kafka.parameters.region', or leave it open on purpose, with '*' or a @ChannelParameter.");
		this.channel = "address: 'orders.{region}'\n    parameters: { region: { default: eu } }";
		assertThat(channel().topic().value()).isEqualTo("orders.eu");
	}

	@Test
	void emptyParameterIsNoValue() {
		this.channel = "address: 'orders.{region}'\n    parameters: { region: {} }";
		this.settings.parameter("region", "");
		assertThat(channel().problems(Set.of())).hasSize(1);
	}

	@Test
	void parameterOfAllChannels() {
		this.channel = "address: 'orders.{region}'\n    parameters: { region: { default: eu } }";
		assertThat(channel().topic().value()).isEqualTo("orders.eu");
		this.settings.parameter("region", "us");
		assertThat(channel().topic().value()).isEqualTo("orders.us");
	}

	@Test
	void parameterOfTheChannel() {
		this.channel = "address: 'orders.{region}'\n    parameters: { region: { default: eu } }";
		this.settings.parameter("region", "us");
		assertThat(channel().topic().value()).isEqualTo("orders.us");
		this.settings.channelParameters("orders", Map.of("region", "cn"));
		assertThat(channel().topic().value()).isEqualTo("orders.cn");
	}

	// Group id

	@Test
	void groupOfTheApplicationName() {
		assertThat(TestDocuments.lines(operation().missingGroup().stream().toList())).containsExactly(
				"asyncapi.yaml:11:3 The operation 'onOrder' needs a consumer group: the document states none. "
						+ "Set 'asyncapi-kafka.operations.onOrder.group-id' or 'spring.kafka.consumer.group-id'.");
		this.settings.spring("spring.application.name", "app");
		assertThat(operation().groupId()).hasToString("app (spring.application.name)");
		this.binding = "groupId: { type: string }";
		assertThat(operation().groupId()).isNull();
	}

	@Test
	void groupOfSpring() {
		this.settings.spring("spring.application.name", "app");
		assertThat(operation().groupId()).hasToString("app (spring.application.name)");
		this.settings.spring("spring.kafka.consumer.group-id", "spring");
		assertThat(operation().groupId()).hasToString("spring (spring.kafka.consumer.group-id)");
	}

	@Test
	void groupOfTheSchema() {
		this.settings.spring("spring.kafka.consumer.group-id", "spring");
		this.binding = "groupId: { type: string }";
		assertThat(operation().groupId()).hasToString("spring (spring.kafka.consumer.group-id)");
		this.binding = "groupId: { default: stated }";
		assertThat(operation().groupId()).hasToString("stated (asyncapi.yaml:14:26)");
	}

	@Test
	void groupOfConfiguration() {
		this.binding = "groupId: { default: stated }";
		assertThat(operation().groupId()).hasToString("stated (asyncapi.yaml:14:26)");
		this.settings.groupId("onOrder", "configured");
		assertThat(operation().groupId()).hasToString("configured (asyncapi-kafka.operations.onOrder.group-id)");
	}

	@Test
	void groupOfAnAnnotation() {
		Problems problems = new Problems();
		this.settings.groupId("onOrder", "configured");
		assertThat(operation().ids().groupId(null, "Mailer.on", problems))
			.hasToString("configured (asyncapi-kafka.operations.onOrder.group-id)");
		assertThat(operation().ids().groupId("annotated", "Mailer.on", problems)).hasToString("annotated (Mailer.on)");
		assertThat(problems.isEmpty()).isTrue();
	}

	// Client id

	@Test
	void clientIdOfTheSchema() {
		this.binding = "clientId: { type: string }";
		assertThat(operation().clientId()).isNull();
		assertThat(operation().problems()).isEmpty();
		this.binding = "clientId: { default: stated }";
		assertThat(operation().clientId()).hasToString("stated (asyncapi.yaml:14:26)");
	}

	@Test
	void clientIdOfConfiguration() {
		this.binding = "clientId: { default: stated }";
		assertThat(operation().clientId()).hasToString("stated (asyncapi.yaml:14:26)");
		this.settings.clientId("onOrder", "configured");
		assertThat(operation().clientId()).hasToString("configured (asyncapi-kafka.operations.onOrder.client-id)");
	}

	// The schema's value

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			default; { default: a }; a
			plain string; plain; plain
			single entry of an enum before the default; { enum: [ b ], default: a }; b
			default of several entries; { enum: [ b, c ], default: c }; c
			const before a single entry of an enum; { const: d, enum: [ d ], default: a }; d
			const before the default; { const: d, default: a }; d
			""")
	void valueOfTheSchema(String what, String schema, String value) {
		this.binding = "groupId: " + schema + ", clientId: " + schema;
		assertThat(operation().groupId().value()).as(what).isEqualTo(value);
		assertThat(operation().clientId().value()).as(what).isEqualTo(value);
	}

	// Key serializer

	@Test
	void keyOfTheBinding() {
		assertThat(message().key()).hasToString("spring (spring.kafka)");
		this.message = "bindings: { kafka: { key: { type: string } } }";
		assertThat(message().key()).hasToString("text (asyncapi.yaml:9:47)");
	}

	@Test
	void keyOfConfiguration() {
		this.message = "bindings: { kafka: { key: { type: string } } }";
		assertThat(message().key()).hasToString("text (asyncapi.yaml:9:47)");
		this.settings.message("order", null, "keySerde");
		assertThat(message().key()).hasToString("bean keySerde (asyncapi-kafka.messages.order.key-serde)");
	}

	// Payload serializer

	@Test
	void payloadOfSpring() {
		assertThat(message().payload()).hasToString("json (no content type in asyncapi.yaml:9:17)");
		this.settings.spring("spring.kafka.consumer.value-deserializer", "X");
		assertThat(message().payload()).hasToString("spring (spring.kafka.consumer.value-deserializer)");
	}

	@Test
	void payloadOfTheDefaultContentType() {
		this.settings.spring("spring.kafka.consumer.value-deserializer", "X");
		assertThat(message().payload()).hasToString("spring (spring.kafka.consumer.value-deserializer)");
		this.head = "defaultContentType: text/plain";
		assertThat(message().payload()).hasToString("text (asyncapi.yaml:3:21)");
	}

	@Test
	void payloadOfTheContentType() {
		this.head = "defaultContentType: text/plain";
		assertThat(message().payload()).hasToString("text (asyncapi.yaml:3:21)");
		this.message = "contentType: application/json";
		assertThat(message().payload()).hasToString("json (asyncapi.yaml:9:39)");
	}

	@Test
	void payloadOfTheSchemaFormat() {
		this.head = "defaultContentType: text/plain";
		this.message = "payload: { schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: {} }";
		assertThat(message().payload()).isNull();
	}

	@Test
	void payloadOfConfiguration() {
		this.message = "contentType: application/json";
		assertThat(message().payload()).hasToString("json (asyncapi.yaml:9:39)");
		this.settings.message("order", "orderSerde", null);
		assertThat(message().payload()).hasToString("bean orderSerde (asyncapi-kafka.messages.order.serde)");
	}

	// Partitions, replicas, topic configuration

	@Test
	void partitionsReplicasAndConfigurationOfConfiguration() {
		this.channel += "\n    bindings: { kafka: { partitions: 10, replicas: 3, topicConfiguration: "
				+ "{ cleanup.policy: [ compact ], retention.ms: 1000 } } }";
		assertThat(channel().partitions()).hasToString("10 (asyncapi.yaml:9:38)");
		assertThat(channel().replicas()).hasToString("3 (asyncapi.yaml:9:52)");
		assertThat(channel().configuration().get("retention.ms")).hasToString("1000 (asyncapi.yaml:9:120)");
		this.settings.channel("orders", new ChannelSettings(null, Map.of(), 1, 2,
				Map.of("retention.ms", "5000", "compression.type", "zstd"), EnforcementSettings.NONE));
		assertThat(channel().partitions()).hasToString("1 (asyncapi-kafka.channels.orders.partitions)");
		assertThat(channel().replicas()).hasToString("2 (asyncapi-kafka.channels.orders.replicas)");
		assertThat(channel().configuration()).containsOnlyKeys("cleanup.policy", "retention.ms", "compression.type");
		assertThat(channel().configuration().get("retention.ms"))
			.hasToString("5000 (asyncapi-kafka.channels.orders.configuration.[retention.ms])");
		assertThat(channel().configuration().get("cleanup.policy")).hasToString("compact (asyncapi.yaml:9:77)");
	}

	private static Value<String> property(String value, String key) {
		return new Value<>(value, Source.property(key));
	}

	private KafkaContract contract() {
		return this.settings.contract("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				%s
				servers:
				  main: %s
				channels:
				  orders:
				    %s
				    messages: { order: { %s } }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    bindings: { kafka: { %s } }
				""".formatted(this.head, this.server, this.channel, this.message, this.binding));
	}

	private KafkaServer server() {
		return contract().server();
	}

	private KafkaChannel channel() {
		return contract().channels().get("orders");
	}

	private KafkaOperation operation() {
		return contract().operations().get("onOrder");
	}

	private KafkaMessage message() {
		return operation().messages().get(0);
	}

}
