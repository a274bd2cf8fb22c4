package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.github.asyncapikafka.Corpus;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.github.asyncapikafka.validation.ContractViolationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Documents that Springwolf generated from code, unchanged. They have schemas in two
 * formats, ids that are class names, and headers that Spring Kafka writes.
 */
class SpringwolfDocumentsTests {

	private static final String ROOT = "springwolf__springwolf-core/";

	private static final String DTOS = "io.github.springwolf.examples.kafka.dtos.";

	private static final String EXAMPLE = "{\"someEnum\":\"FOO1\",\"someString\":\"s\",\"someLong\":1}";

	private static final String ANOTHER = "{\"example\":" + EXAMPLE + "}";

	private static final String MONEY = "{\"amount\":1.5,\"currency\":\"EUR\"}";

	private static final String NULLABLE = "{\"enumField\":\"COMPLEX1\",\"requiredField\":\"a\",\"requiredButNullableField\":null}";

	private final String prefix = Contract.prefix();

	@ParameterizedTest
	@ValueSource(strings = { "asyncapi.json", "asyncapi.openapiv31.json" })
	void kafkaExample(String file) {
		String document = ROOT + "springwolf-examples/springwolf-kafka-example/src/test/resources/" + file;
		RealDocumentsTests.application(yaml(document) + """
				  messages:
				    '[io.github.springwolf.examples.kafka.dto.avro.AnotherPayloadAvroDto]': { pass-through: true }
				    '[io.github.springwolf.examples.kafka.dtos.YamlPayloadDto]': { pass-through: true }
				    '[io.github.springwolf.examples.kafka.dtos.ExamplePayloadDto]': { key-serde: text }
				    '[io.github.springwolf.examples.kafka.dtos.AnotherPayloadDto]': { key-serde: text }
				    '[javax.money.MonetaryAmount]': { key-serde: text }
				""")
			.withBean(KafkaExample.class)
			.withBean("text", Serde.class, () -> Serdes.String())
			.withUserConfiguration(Sender.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(ChannelTemplates.class)
					.get("another-topic")
					.message(ANOTHER)
					.header("my_uuid_field", "00000000-0000-0000-0000-000000000000")
					.send()
					.get(30, TimeUnit.SECONDS);
				sendToAll();
				context.getBean(KafkaExample.class).awaitAll();
				send("example-topic", EXAMPLE.replace("FOO1", "FOO4"), null);
				send("example-topic", EXAMPLE, "java.util.Date");
				List<ConsumerRecord<byte[], byte[]>> letters = TestBroker.get()
					.receive(this.prefix + "example-topic-dlt", 2);
				assertThat(letters)
					.extracting((letter) -> text(letter, DeadLetterHeaders.PART)
							+ text(letter, DeadLetterHeaders.POINTER) + " " + text(letter, DeadLetterHeaders.RULE))
					.containsExactly("payload/someEnum enum", "headers/__TypeId__ enum");
				assertThatExceptionOfType(ContractViolationException.class)
					.isThrownBy(() -> context.getBean(ChannelTemplates.class)
						.get("another-topic")
						.message(ANOTHER)
						.header("my_uuid_field", "00000000-0000-0000-0000-000000000001")
						.send());
			});
	}

	private void sendToAll() {
		send("avro-topic", "avro", null);
		send("example-topic", EXAMPLE, DTOS + "ExamplePayloadDto");
		send("integer-topic", "7", "java.lang.Integer");
		send("multi-payload-topic", EXAMPLE, DTOS + "ExamplePayloadDto");
		send("multi-payload-topic", ANOTHER, DTOS + "AnotherPayloadDto");
		send("multi-payload-topic", MONEY, "javax.money.MonetaryAmount");
		send("no-payload-used-topic", "{}", null);
		send("nullable-topic", NULLABLE, null);
		send("protobuf-topic", EXAMPLE, null);
		send("string-topic", "\"" + "s".repeat(101) + "\"", "java.lang.String");
		send("vehicle-topic", "{\"vehicleType\":\"VehicleElectricPayloadDto\"}", null);
		send("xml-topic", "<xml/>", null);
		send("yaml-topic", "a: b", null);
	}

	@ParameterizedTest
	@ValueSource(strings = "springwolf-examples/springwolf-cloud-stream-example/src/test/resources/asyncapi.json")
	void cloudStreamExample(String file) {
		RealDocumentsTests.application(yaml(ROOT + file))
			.withBean(StreamExample.class)
			.withUserConfiguration(Sender.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				StreamExample listener = context.getBean(StreamExample.class);
				ChannelTemplates templates = context.getBean(ChannelTemplates.class);
				templates.get("another-topic").send(ANOTHER).get(30, TimeUnit.SECONDS);
				templates.getByOperation("bifunction-output-topic_send_biProcess")
					.message(ANOTHER)
					.header("any", "header")
					.send()
					.get(30, TimeUnit.SECONDS);
				send("biconsumer-topic", ANOTHER, null);
				send("bifunction-topic", EXAMPLE, null);
				send("consumer-class-topic", EXAMPLE, null);
				send("consumer-topic", ANOTHER, null);
				send("example-topic", EXAMPLE, null);
				send("google-pubsub-topic", "{\"someString\":\"s\"}", null);
				listener.await("another", ANOTHER, ANOTHER);
				listener.await("example", EXAMPLE, EXAMPLE, EXAMPLE);
				listener.await("pubsub", "{\"someString\":\"s\"}");
				assertThat(value("another-topic")).isEqualTo(ANOTHER);
				assertThat(value("bifunction-output-topic")).isEqualTo(ANOTHER);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "asyncapi.json", "asyncapi-openapischema.json" })
	void coreDocuments(String file) {
		RealDocumentsTests.application(yaml(ROOT + "springwolf-asyncapi/src/test/resources/v3/asyncapi/" + file))
			.withUserConfiguration(Sender.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ChannelTemplates templates = context.getBean(ChannelTemplates.class);
				templates.get("new-user").send("k", "{\"s\":\"a\"}").get(30, TimeUnit.SECONDS);
				assertThatExceptionOfType(ContractViolationException.class)
					.isThrownBy(() -> templates.get("new-user").send("k", "{\"s\":1}"));
				assertThat(value("new-user")).isEqualTo("{\"s\":\"a\"}");
			});
	}

	private String yaml(String document) {
		return """
				spring:
				  application.name: %s
				  kafka:
				    bootstrap-servers: ${test.broker}
				    consumer.auto-offset-reset: earliest
				asyncapi-kafka:
				  location: %s
				  topic-prefix: %s
				""".formatted(this.prefix + "app", Corpus.document(Path.of(document)).toUri(), this.prefix);
	}

	private void send(String topic, String value, @Nullable String type) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.prefix + topic, 0, "k".getBytes(),
				value.getBytes(StandardCharsets.UTF_8));
		if (type != null) {
			record.headers().add("__TypeId__", type.getBytes(StandardCharsets.UTF_8));
		}
		TestBroker.get().send(record);
	}

	private String value(String topic) {
		return new String(TestBroker.get().receive(this.prefix + topic, 1).get(0).value(), StandardCharsets.UTF_8);
	}

	private static String text(ConsumerRecord<?, ?> record, String name) {
		return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

	/**
	 * Gets templates injected, so that the topics of what it may send are created.
	 */
	record Sender(ChannelTemplates templates) {

	}

	/**
	 * Remembers payloads by the name of the method.
	 */
	abstract static class Listener {

		private final Map<String, List<String>> received = Collections.synchronizedMap(new TreeMap<>());

		void received(String method, Object payload) {
			this.received.computeIfAbsent(method, (key) -> Collections.synchronizedList(new ArrayList<>()))
				.add(payload.toString());
		}

		void await(String method, String... payloads) {
			Awaitility.await()
				.alias(method)
				.untilAsserted(() -> assertThat(this.received.getOrDefault(method, List.of()))
					.containsExactlyInAnyOrderElementsOf(Stream.of(payloads).toList()));
		}

	}

	static class KafkaExample extends Listener {

		void awaitAll() {
			await("another", ANOTHER);
			await("avro", "avro");
			await("example", EXAMPLE);
			await("integer", "7");
			await("multi", EXAMPLE, ANOTHER, MONEY);
			await("money", MONEY);
			await("nothing", "{}");
			await("nullable", NULLABLE);
			await("protobuf", EXAMPLE);
			await("string", "s".repeat(101));
			await("vehicle", "{\"vehicleType\":\"VehicleElectricPayloadDto\"}");
			await("xml", "<xml/>");
			await("yaml", "a: b");
		}

		@ChannelListener(value = "another-topic", batch = "true")
		void another(List<JsonNode> payloads) {
			payloads.forEach((payload) -> received("another", payload));
		}

		@ChannelListener("avro-topic")
		void avro(byte[] payload) {
			received("avro", new String(payload, StandardCharsets.UTF_8));
		}

		@ChannelListener("example-topic")
		void example(JsonNode payload) {
			received("example", payload);
		}

		@ChannelListener("integer-topic")
		void integer(int payload) {
			received("integer", payload);
		}

		@ChannelListener(value = "multi-payload-topic",
				operation = "multi-payload-topic_receive_ExampleClassLevelKafkaListener")
		void multi(JsonNode payload) {
			received("multi", payload);
		}

		@ChannelListener(value = "multi-payload-topic", operation = "multi-payload-topic_receive_receiveMonetaryAmount")
		void money(JsonNode payload) {
			received("money", payload);
		}

		@ChannelListener("no-payload-used-topic")
		void nothing(JsonNode payload) {
			received("nothing", payload);
		}

		@ChannelListener("nullable-topic")
		void nullable(JsonNode payload) {
			received("nullable", payload);
		}

		@ChannelListener("protobuf-topic")
		void protobuf(JsonNode payload) {
			received("protobuf", payload);
		}

		@ChannelListener("string-topic")
		void string(String payload) {
			received("string", payload);
		}

		@ChannelListener("vehicle-topic")
		void vehicle(JsonNode payload) {
			received("vehicle", payload);
		}

		@ChannelListener("xml-topic")
		void xml(String payload) {
			received("xml", payload);
		}

		@ChannelListener("yaml-topic")
		void yaml(String payload) {
			received("yaml", payload);
		}

	}

	static class StreamExample extends Listener {

		@ChannelListener("biconsumer-topic")
		void biConsumer(JsonNode payload) {
			received("another", payload);
		}

		@ChannelListener("bifunction-topic")
		void biFunction(JsonNode payload) {
			received("example", payload);
		}

		@ChannelListener("consumer-class-topic")
		void consumerClass(JsonNode payload) {
			received("example", payload);
		}

		@ChannelListener("consumer-topic")
		void consumer(JsonNode payload) {
			received("another", payload);
		}

		@ChannelListener("example-topic")
		void example(JsonNode payload) {
			received("example", payload);
		}

		@ChannelListener("google-pubsub-topic")
		void pubSub(JsonNode payload) {
			received("pubsub", payload);
		}

	}

}
