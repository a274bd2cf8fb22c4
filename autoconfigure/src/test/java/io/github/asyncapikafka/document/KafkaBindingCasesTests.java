package io.github.asyncapikafka.document;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.KafkaChannelBinding;
import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kafka bindings as people write them: one test for each case.
 */
class KafkaBindingCasesTests {

	@Nested
	class GroupId {

		@Test
		void string() {
			AsyncApi asyncApi = TestDocuments.load(operationDocument("groupId: mailer"));
			Schema groupId = asyncApi.operations().get("onOrder").kafka().groupId();
			assertThat(groupId.definition()).isEqualTo(Map.of("type", "string", "default", "mailer"));
			assertThat(groupId.location()).hasToString("asyncapi.yaml:10:18");
			assertThat(TestDocuments.lines(asyncApi.warnings())).containsExactly(
					"asyncapi.yaml:10:18 'groupId' must be a schema, but is a string. It is read as a schema "
							+ "with this value; write 'groupId: { type: string, enum: [...] }'.");
		}

		@Test
		void list() {
			AsyncApi asyncApi = TestDocuments.load(operationDocument("groupId: [ mailer, printer ]"));
			assertThat(asyncApi.operations().get("onOrder").kafka().groupId().definition())
				.isEqualTo(Map.of("type", "string", "enum", List.of("mailer", "printer")));
			assertThat(TestDocuments.lines(asyncApi.warnings()))
				.containsExactly("asyncapi.yaml:10:9 'groupId' must be a schema, but is a list. It is read as a schema "
						+ "with this value; write 'groupId: { type: string, enum: [...] }'.");
		}

		@ParameterizedTest
		@ValueSource(strings = { "enum: [ a ]", "enum: [ a, b ]", "const: a", "default: a", "pattern: '^a'",
				"type: string" })
		void schema(String schema) {
			AsyncApi asyncApi = TestDocuments.load(operationDocument("groupId: { " + schema + " }"));
			assertThat(asyncApi.operations().get("onOrder").kafka().groupId().definition()).isNotNull();
			assertThat(asyncApi.warnings()).isEmpty();
		}

	}

	@ParameterizedTest
	@CsvSource({ "2.0.0, latest", "3.0.0, latest", "3.1.0, 0.1.0", "3.0.0, 0.3.0", "2.6.0, 0.4.0", "3.0.0, 0.5.0" })
	void bindingVersionOfAnyDocument(String version, String bindingVersion) {
		assertThat(TestDocuments.problemsOf(
				document(version, "operationBindings", "groupId: { type: string }, bindingVersion: " + bindingVersion)))
			.isEmpty();
		boolean old = bindingVersion.equals("0.1.0");
		assertThat(TestDocuments
			.problemsOf(document(version, "channelBindings", "partitions: 1, bindingVersion: " + bindingVersion)))
			.isEqualTo(!old ? List.of()
					: List.of("asyncapi.yaml:4:65 The Kafka channel binding has no member 'partitions'. It came with "
							+ "version 0.3.0: state a version that has it, or remove it."));
	}

	@Nested
	class TopicConfiguration {

		@Test
		void furtherKeysOfVersion050() {
			KafkaChannelBinding kafka = channel("""
					topicConfiguration:
					  cleanup.policy: [ delete, compact ]
					  segment.bytes: 1000
					  preallocate: true
					  compression.type: zstd
					""");
			assertThat(configuration(kafka)).isEqualTo(Map.of("cleanup.policy", "delete,compact", "segment.bytes",
					"1000", "preallocate", "true", "compression.type", "zstd"));
		}

		@Test
		void furtherKeysOfVersion040() {
			assertThat(TestDocuments.problemsOf(document("3.0.0", "channelBindings",
					"topicConfiguration: { segment.bytes: 1000 }, bindingVersion: 0.4.0")))
				.containsExactly("asyncapi.yaml:4:90 The topicConfiguration has no member 'segment.bytes'. Known are "
						+ "cleanup.policy, delete.retention.ms, max.message.bytes, retention.bytes, retention.ms, and "
						+ "extensions that start with 'x-'.");
		}

		@Test
		void keyThatKafkaDoesNotKnow() {
			AsyncApi asyncApi = TestDocuments.load(document("3.0.0", "channelBindings",
					"topicConfiguration: { compresion.type: zstd, confluent.tier.enable: true }"));
			assertThat(TestDocuments.lines(asyncApi.warnings()))
				.containsExactly("asyncapi.yaml:4:92 Kafka has no topic configuration 'compresion.type'. Did you mean "
						+ "'compression.type'? It is passed on as it stands; a broker may refuse it.");
		}

		@Test
		void cleanupPolicyAsAString() {
			AsyncApi asyncApi = TestDocuments
				.load(document("3.0.0", "channelBindings", "topicConfiguration: { cleanup.policy: 'compact,delete' }"));
			assertThat(TestDocuments.lines(asyncApi.warnings())).containsExactly(
					"asyncapi.yaml:4:91 'cleanup.policy' must be a list, but is a string. It is read as Kafka writes it; "
							+ "write a list.");
			assertThat(configuration(channel("topicConfiguration: { cleanup.policy: 'compact,delete' }")))
				.isEqualTo(Map.of("cleanup.policy", "compact,delete"));
		}

	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					0    | 21 | 'partitions' must be at least 1, but is 0. Correct the number, or remove it to leave the value to Kafka.
					-1   | 21 | 'partitions' must be at least 1, but is -1. Correct the number, or remove it to leave the value to Kafka.
					"3"  | 21 | 'partitions' must be an integer, but is a string. Correct its type.
					""")
	void partitionsThatAreNoPositiveInteger(String number, int column, String problem) {
		assertThat(TestDocuments.problemsOf(channelDocument("partitions: " + number)))
			.containsExactly("asyncapi.yaml:7:" + column + " " + problem);
	}

	@Test
	void partitionsWithAnExponent() {
		assertThat(channel("partitions: 1e1").partitions().value()).isEqualTo(10);
	}

	@Test
	void keyThatIsAnAvroSchema() {
		assertThat(TestDocuments.warningsOf(document("3.0.0", "messageBindings", "key: { type: record, name: Id }")))
			.containsExactly("asyncapi.yaml:4:53 'key' is an Avro schema, which the binding has no 'schemaFormat' for. "
					+ "It is read as Avro; other tools may refuse it.");
	}

	@Test
	void keyThatIsAReference() {
		Schema key = TestDocuments
			.load("""
					asyncapi: 3.0.0
					info: { title: Orders, version: 1.0.0 }
					channels:
					  orders:
					    messages:
					      order: { bindings: { kafka: { key: { $ref: '#/components/schemas/Id' }, bindingVersion: 0.5.0 } } }
					components:
					  schemas: { Id: { type: string, maxLength: 9 } }
					""")
			.channels()
			.get("orders")
			.messages()
			.get("order")
			.kafka()
			.key();
		assertThat(key.definition()).isEqualTo(Map.of("type", "string", "maxLength", new BigInteger("9")));
	}

	private static String document(String version, String component, String binding) {
		return """
				asyncapi: %s
				info: { title: Orders, version: 1.0.0 }
				channels: {}
				components: { %s: { common: { kafka: { %s } } } }
				""".formatted(version, component, binding);
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
