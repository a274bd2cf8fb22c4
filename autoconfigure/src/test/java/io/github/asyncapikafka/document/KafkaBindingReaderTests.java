package io.github.asyncapikafka.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.KafkaChannelBinding;
import io.github.asyncapikafka.model.KafkaMessageBinding;
import io.github.asyncapikafka.model.KafkaServerBinding;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KafkaBindingReader}.
 */
class KafkaBindingReaderTests {

	@Test
	void serverBindingIsRead() {
		KafkaServerBinding kafka = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  local:
				    host: localhost:9092
				    protocol: kafka
				    bindings:
				      kafka:
				        schemaRegistryUrl: https://registry.example.com
				        schemaRegistryVendor: confluent
				        bindingVersion: 0.5.0
				""").servers().get("local").kafka();
		assertThat(kafka.schemaRegistryUrl().value()).isEqualTo("https://registry.example.com");
		assertThat(kafka.schemaRegistryUrl().location()).hasToString("asyncapi.yaml:9:28");
		assertThat(kafka.schemaRegistryVendor().value()).isEqualTo("confluent");
	}

	@Test
	void channelBindingIsRead() {
		KafkaChannelBinding kafka = channel("""
				topic: shop.orders
				partitions: 20
				replicas: 3
				bindingVersion: 0.5.0
				""");
		assertThat(kafka.topic().value()).isEqualTo("shop.orders");
		assertThat(kafka.topic().location()).hasToString("asyncapi.yaml:7:16");
		assertThat(kafka.partitions().value()).isEqualTo(20);
		assertThat(kafka.replicas().value()).isEqualTo(3);
	}

	@Test
	void topicConfigurationIsWrittenAsKafkaDoes() {
		KafkaChannelBinding kafka = channel("""
				topicConfiguration:
				  cleanup.policy: [ delete, compact ]
				  retention.ms: 604800000
				  retention.bytes: -1
				  confluent.key.schema.validation: true
				  compression.type: zstd
				""");
		assertThat(configuration(kafka))
			.isEqualTo(Map.of("cleanup.policy", "delete,compact", "retention.ms", "604800000", "retention.bytes", "-1",
					"confluent.key.schema.validation", "true", "compression.type", "zstd"));
	}

	@Test
	void configsAreReadAsTopicConfiguration() {
		AsyncApi asyncApi = AsyncApiDocumentLoader.strict().load(TestDocuments.yaml(channelDocument("""
				configs:
				  cleanup.policy: compact
				""")));
		assertThat(configuration(asyncApi.channels().get("orders").kafka()))
			.isEqualTo(Map.of("cleanup.policy", "compact"));
		assertThat(TestDocuments.lines(asyncApi.warnings()))
			.containsExactly("asyncapi.yaml:7:9 'configs' is not a member of the Kafka channel binding. "
					+ "It is read as 'topicConfiguration'; rename it.");
	}

	@Test
	void topicConfigurationHoldsNoObjects() {
		assertThat(TestDocuments.problemsOf(channelDocument("""
				topicConfiguration:
				  compression.type: { zstd: true }
				"""))).containsExactly(
				"asyncapi.yaml:8:11 The topic configuration 'compression.type' must be a value or a list of "
						+ "values, but is an object. Write it as Kafka does.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1" })
	void partitionsAndReplicasAreAtLeastOne(String number) {
		assertThat(TestDocuments.problemsOf(channelDocument("""
				partitions: %1$s
				replicas: %1$s
				""".formatted(number)))).containsExactly(
				"asyncapi.yaml:7:21 'partitions' must be at least 1, but is " + number
						+ ". Correct the number, or remove it to leave the value to Kafka.",
				"asyncapi.yaml:8:19 'replicas' must be at least 1, but is " + number
						+ ". Correct the number, or remove it to leave the value to Kafka.");
	}

	@Test
	void partitionsThatAreTooManyAreRefused() {
		assertThat(TestDocuments.problemsOf(channelDocument("partitions: 2147483648")))
			.containsExactly("asyncapi.yaml:7:21 'partitions' must be at most 2147483647, but is 2147483648. "
					+ "Correct the number, or remove it to leave the value to Kafka.");
	}

	@ParameterizedTest
	@CsvSource({ "'\"3\"', a string", "3.5, a number", "true, a boolean", "[ 3 ], a list" })
	void partitionsAreAnInteger(String value, String kind) {
		assertThat(TestDocuments.problemsOf(channelDocument("partitions: " + value))).singleElement()
			.asString()
			.matches("asyncapi\\.yaml:7:(9|21) 'partitions' must be an integer, but is " + kind
					+ "\\. Correct its type\\.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "shop/orders", "größe", "..", "a b", "${TOPIC}" })
	void topicThatKafkaDoesNotAllowIsRefused(String topic) {
		assertThat(TestDocuments.problemsOf(channelDocument("topic: '" + topic + "'")))
			.containsExactly("asyncapi.yaml:7:16 Kafka does not allow the topic name '" + topic + "'. "
					+ "Use letters, digits, '.', '_' and '-', at most 249 of them; "
					+ "placeholders and expressions are not evaluated.");
	}

	@Test
	void unknownMemberIsRefusedWithASuggestion() {
		assertThat(TestDocuments.problemsOf(channelDocument("partition: 3")))
			.containsExactly("asyncapi.yaml:7:20 The Kafka channel binding has no member 'partition'. "
					+ "Did you mean 'partitions'? Known are bindingVersion, partitions, replicas, topic, "
					+ "topicConfiguration, and extensions that start with 'x-'.");
	}

	@Test
	void unknownMemberIsAWarningInLenientReading() {
		assertThat(TestDocuments.warningsOf(channelDocument("owner: shop")))
			.containsExactly("asyncapi.yaml:7:16 The Kafka channel binding has no member 'owner'. "
					+ "Known are bindingVersion, partitions, replicas, topic, "
					+ "topicConfiguration, and extensions that start with 'x-'.");
	}

	@Test
	void extensionsAreAllowed() {
		KafkaChannelBinding kafka = channel("""
				x-owner: team
				topic: orders
				""");
		assertThat(kafka.topic().value()).isEqualTo("orders");
	}

	@Test
	void groupAndClientIdAreSchemas() {
		AsyncApi asyncApi = TestDocuments.load(operationDocument("""
				groupId: { type: string, enum: [ mailer ] }
				clientId: { $ref: '#/components/schemas/Client' }
				"""));
		assertThat(asyncApi.operations().get("onOrder").kafka().groupId().get("enum")).isEqualTo(List.of("mailer"));
		assertThat(asyncApi.operations().get("onOrder").kafka().clientId().get("const")).isEqualTo("client");
	}

	@Test
	void groupIdIsNoNumber() {
		assertThat(TestDocuments.problemsOf(operationDocument("groupId: 42")))
			.containsExactly("asyncapi.yaml:11:18 'groupId' must be a schema, but is a number. Correct its type.");
	}

	@Test
	void unknownMemberOfAnOperationIsRefused() {
		assertThat(TestDocuments.problemsOf(operationDocument("groupid: { const: mailer }")))
			.containsExactly("asyncapi.yaml:11:9 The Kafka operation binding has no member 'groupid'. "
					+ "Did you mean 'groupId'? Known are bindingVersion, clientId, groupId, "
					+ "and extensions that start with 'x-'.");
	}

	@Test
	void messageBindingIsRead() {
		KafkaMessageBinding kafka = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    messages:
				      order:
				        bindings:
				          kafka:
				            key: { type: string }
				            schemaIdLocation: payload
				            schemaIdPayloadEncoding: '4'
				            schemaLookupStrategy: TopicIdStrategy
				""").channels().get("orders").messages().get("order").kafka();
		assertThat(kafka.key().definition()).isEqualTo(Map.of("type", "string"));
		assertThat(kafka.schemaIdLocation().value()).isEqualTo("payload");
		assertThat(kafka.schemaIdPayloadEncoding().value()).isEqualTo("4");
		assertThat(kafka.schemaLookupStrategy().value()).isEqualTo("TopicIdStrategy");
	}

	@Test
	void bindingMayBeAReference() {
		assertThat(TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    bindings: { $ref: '#/components/channelBindings/common' }
				components:
				  channelBindings:
				    common: { kafka: { partitions: 3 } }
				""").channels().get("orders").kafka().partitions().value()).isEqualTo(3);
	}

	@Test
	void bindingsOfOtherProtocolsAreIgnored() {
		assertThat(TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    bindings: { amqp: { is: queue, queue: { name: orders } } }
				""").channels().get("orders").kafka()).isNull();
	}

	private static String channelDocument(String kafka) {
		return """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    bindings:
				      kafka:
				""" + kafka.indent(8);
	}

	private static String operationDocument(String kafka) {
		return """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels: { orders: { address: orders } }
				components: { schemas: { Client: { const: client } } }
				operations:
				  onOrder:
				    action: receive
				    channel: { $ref: '#/channels/orders' }
				    bindings:
				      kafka:
				""" + kafka.indent(8);
	}

	private static KafkaChannelBinding channel(String kafka) {
		return TestDocuments.load(channelDocument(kafka)).channels().get("orders").kafka();
	}

	private static Map<String, String> configuration(KafkaChannelBinding kafka) {
		Map<String, String> configuration = new LinkedHashMap<>();
		kafka.topicConfiguration().forEach((name, value) -> configuration.put(name, value.value()));
		return configuration;
	}

}
