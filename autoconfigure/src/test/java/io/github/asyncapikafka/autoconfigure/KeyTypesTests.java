package io.github.asyncapikafka.autoconfigure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.BooleanSerializer;
import org.apache.kafka.common.serialization.DoubleSerializer;
import org.apache.kafka.common.serialization.FloatSerializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.serialization.UUIDSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.support.KafkaHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Every type of key in both directions on a real broker: the bytes are those of Kafka's
 * own serializers, and what they should not be is found on both sides.
 */
class KeyTypesTests {

	private static final UUID ID = UUID.fromString("6f4f3f0c-2f7e-4a0e-9f0e-0d0c0b0a0908");

	/** The schema of the key by channel. */
	private static final Map<String, String> SCHEMAS = schemas();

	private final String prefix = Contract.prefix();

	private final ApplicationContextRunner contextRunner = Contract.running(document(), this.prefix)
		.withPropertyValues("spring.application.name=keys", "asyncapi-kafka.messages.spelled.key-encoding=text",
				"asyncapi-kafka.messages.opaque.key-encoding=binary",
				"asyncapi-kafka.messages.own.key-serde=shortSerde")
		.withBean("shortSerde", Serde.class, Serdes::Short);

	@Test
	void keysAreWrittenAndReadAsKafkaDoes() {
		Map<String, Object> keys = keys();
		this.contextRunner.withBean(Readers.class).run((context) -> {
			ChannelTemplates templates = context.getBean(ChannelTemplates.class);
			keys.forEach((channel, key) -> templates.get(channel).send(key, Map.of()));
			Map<String, byte[]> expected = bytes();
			assertThat(expected.keySet()).isEqualTo(keys.keySet());
			expected.forEach((channel, bytes) -> {
				assertThat(TestBroker.get().receive(this.prefix + channel, 1)).as(channel)
					.singleElement()
					.extracting(ConsumerRecord::key)
					.isEqualTo(bytes);
				TestBroker.get()
					.send(new ProducerRecord<>(this.prefix + channel, bytes, "{}".getBytes(StandardCharsets.UTF_8)));
			});
			Readers readers = context.getBean(Readers.class);
			keys.forEach((channel, key) -> {
				Awaitility.await()
					.alias(channel)
					.atMost(Duration.ofSeconds(30))
					.until(() -> readers.offsets.getOrDefault(channel, List.of()).size() == 2);
				assertThat(readers.keys.get(channel)).as(channel)
					.isEqualTo(channel.equals("tree") ? new JsonMapper().readTree("{\"a\":[{\"c\":1,\"d\":2}],\"b\":1}")
							: key);
			});
		});
	}

	@Test
	void keysThatBreakTheContractAreNotSent() {
		Map<String, Object> keys = new LinkedHashMap<>();
		keys.put("text", "UPPER");
		keys.put("uuid", "6f4f3f0c");
		keys.put("int32", 10);
		keys.put("int64", 10L);
		keys.put("integer", 10);
		keys.put("number", 0.33);
		keys.put("single", 0.33f);
		keys.put("flag", false);
		keys.put("object", new OrderKey("acme", 0));
		keys.put("tree", new JsonMapper().readTree("{\"b\":\"x\"}"));
		keys.put("spelled", 10);
		this.contextRunner.run((context) -> keys
			.forEach((channel, key) -> assertThatExceptionOfType(ContractViolationException.class).as(channel)
				.isThrownBy(() -> context.getBean(ChannelTemplates.class).get(channel).send(key, Map.of()))
				.satisfies((ex) -> assertThat(ex.getViolations()).extracting(Violation::part).containsOnly(Part.KEY))));
	}

	@Test
	void keysThatBreakTheContractAreNotReceived() {
		Map<String, byte[]> keys = new LinkedHashMap<>();
		keys.put("text", new byte[] { (byte) 0xff });
		keys.put("uuid", utf8("6f4f3f0c"));
		keys.put("int32", new LongSerializer().serialize("", 5L));
		keys.put("int64", new IntegerSerializer().serialize("", 5));
		keys.put("integer", utf8("5"));
		keys.put("number", new DoubleSerializer().serialize("", Double.NaN));
		keys.put("single", new FloatSerializer().serialize("", 0.33f));
		keys.put("flag", new byte[] { 2 });
		keys.put("object", utf8("{\"tenant\":\"acme\",\"number\":1.5}"));
		keys.put("tree", utf8("{\"b\":1"));
		keys.put("spelled", new LongSerializer().serialize("", 5L));
		this.contextRunner.withBean(Readers.class).run((context) -> {
			keys.forEach((channel, key) -> TestBroker.get()
				.send(new ProducerRecord<>(this.prefix + channel, key, utf8("{}"))));
			keys.forEach((channel, key) -> assertThat(TestBroker.get().receive(this.prefix + channel + "-dlt", 1))
				.as(channel)
				.singleElement()
				.extracting(ConsumerRecord::key)
				.isEqualTo(key));
			assertThat(context.getBean(Readers.class).offsets).isEmpty();
		});
	}

	@Test
	void keysOfAnyBytesAreReceivedOrKept() {
		this.contextRunner.withBean(Readers.class).run((context) -> {
			Map<String, byte[]> good = bytes();
			List<byte @Nullable []> poison = poison();
			good.forEach((channel, key) -> {
				poison.forEach((bytes) -> send(channel, bytes));
				send(channel, key);
			});
			Readers readers = context.getBean(Readers.class);
			good.keySet().forEach((channel) -> {
				Awaitility.await()
					.alias(channel)
					.atMost(Duration.ofSeconds(60))
					.until(() -> readers.offsets.getOrDefault(channel, List.of()).contains((long) poison.size()));
				List<Long> received = readers.offsets.get(channel);
				assertThat(
						TestBroker.get().receive(this.prefix + channel + "-dlt", poison.size() + 1 - received.size()))
					.allSatisfy((letter) -> {
						long offset = ByteBuffer
							.wrap(letter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_OFFSET).value())
							.getLong();
						assertThat(received).doesNotContain(offset);
						assertThat(letter.key()).as(channel).isEqualTo(poison.get((int) offset));
					});
			});
			assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers())
				.allMatch((container) -> container.isRunning() && container.isInExpectedState());
		});
	}

	private void send(String channel, byte @Nullable [] key) {
		TestBroker.get().send(new ProducerRecord<>(this.prefix + channel, key, utf8("{}")));
	}

	private static List<byte @Nullable []> poison() {
		List<byte @Nullable []> poison = new ArrayList<>();
		poison.add(null);
		for (int length : new int[] { 0, 1, 2, 3, 4, 5, 7, 8, 9, 16 }) {
			byte[] ones = new byte[length];
			Arrays.fill(ones, (byte) 0xff);
			poison.add(ones);
			poison.add(new byte[length]);
		}
		for (String text : List.of("{", "[]", "null", "\"a\"", "5", "5.5", "1e400", "1e100000000", "true", "NaN",
				"{\"number\":1e400}", "[".repeat(50_000), "9".repeat(50_000), "A0:".repeat(20_000))) {
			poison.add(utf8(text));
		}
		return poison;
	}

	private static Map<String, String> schemas() {
		Map<String, String> schemas = new LinkedHashMap<>();
		schemas.put("text", "{ type: string, pattern: '^[a-zü]+$' }");
		schemas.put("uuid", "{ type: string, format: uuid }");
		schemas.put("int32", "{ type: integer, format: int32, maximum: 9 }");
		schemas.put("int64", "{ type: integer, format: int64, maximum: 9 }");
		schemas.put("integer", "{ type: integer, maximum: 9 }");
		schemas.put("number", "{ type: number, multipleOf: 0.1 }");
		schemas.put("single", "{ type: number, format: float, multipleOf: 0.1 }");
		schemas.put("flag", "{ type: boolean, const: true }");
		schemas.put("bytes", "{ type: string, format: binary }");
		schemas.put("object", "{ type: object, properties: { number: { type: integer, minimum: 1 } } }");
		schemas.put("tree", "{ type: object, properties: { b: { type: integer } } }");
		schemas.put("spelled", "{ type: integer, maximum: 9 }");
		schemas.put("opaque", "{ type: string, pattern: '^[a-z]+$' }");
		schemas.put("own", "{ type: integer }");
		return schemas;
	}

	private static Map<String, Object> keys() {
		Map<String, Object> keys = new LinkedHashMap<>();
		keys.put("text", "grün");
		keys.put("uuid", ID);
		keys.put("int32", 5);
		keys.put("int64", 5L);
		keys.put("integer", 5L);
		keys.put("number", 0.3);
		keys.put("single", 0.3f);
		keys.put("flag", true);
		keys.put("bytes", new byte[] { 0, (byte) 0xff });
		keys.put("object", new OrderKey("acme", 7));
		keys.put("tree", new JsonMapper().readTree("{\"b\":1,\"a\":[{\"d\":2,\"c\":1}]}"));
		keys.put("spelled", 5);
		keys.put("opaque", new byte[] { 0, (byte) 0xff });
		keys.put("own", (short) 5);
		return keys;
	}

	private static Map<String, byte[]> bytes() {
		Map<String, byte[]> bytes = new LinkedHashMap<>();
		bytes.put("text", new StringSerializer().serialize("", "grün"));
		bytes.put("uuid", new UUIDSerializer().serialize("", ID));
		bytes.put("int32", new IntegerSerializer().serialize("", 5));
		bytes.put("int64", new LongSerializer().serialize("", 5L));
		bytes.put("integer", new LongSerializer().serialize("", 5L));
		bytes.put("number", new DoubleSerializer().serialize("", 0.3));
		bytes.put("single", new FloatSerializer().serialize("", 0.3f));
		bytes.put("flag", new BooleanSerializer().serialize("", true));
		bytes.put("bytes", new byte[] { 0, (byte) 0xff });
		bytes.put("object", utf8("{\"number\":7,\"tenant\":\"acme\"}"));
		bytes.put("tree", utf8("{\"a\":[{\"c\":1,\"d\":2}],\"b\":1}"));
		bytes.put("spelled", utf8("5"));
		bytes.put("opaque", new byte[] { 0, (byte) 0xff });
		bytes.put("own", new byte[] { 0, 5 });
		return bytes;
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String document() {
		StringBuilder channels = new StringBuilder();
		StringBuilder operations = new StringBuilder();
		SCHEMAS.forEach((channel, key) -> {
			channels.append("""
					  %1$s:
					    address: %1$s
					    messages: { %1$s: { payload: { type: object }, bindings: { kafka: { key: %2$s } } } }
					    bindings: { kafka: { partitions: 1 } }
					""".formatted(channel, key));
			operations.append("""
					  on-%1$s: { action: receive, channel: { $ref: '#/channels/%1$s' } }
					  send-%1$s: { action: send, channel: { $ref: '#/channels/%1$s' } }
					""".formatted(channel));
		});
		return "asyncapi: 3.1.0\ninfo: { title: Keys, version: 1.0.0 }\ndefaultContentType: application/json\nchannels:\n"
				+ channels + "operations:\n" + operations;
	}

	record OrderKey(String tenant, int number) {
	}

	static class Readers {

		private final Map<String, Object> keys = new ConcurrentHashMap<>();

		private final Map<String, List<Long>> offsets = new ConcurrentHashMap<>();

		@ChannelListener("text")
		void text(ConsumerRecord<String, JsonNode> record) {
			received("text", record);
		}

		@ChannelListener("uuid")
		void uuid(ConsumerRecord<UUID, JsonNode> record) {
			received("uuid", record);
		}

		@ChannelListener("int32")
		void int32(ConsumerRecord<Integer, JsonNode> record) {
			received("int32", record);
		}

		@ChannelListener("int64")
		void int64(ConsumerRecord<Long, JsonNode> record) {
			received("int64", record);
		}

		@ChannelListener("integer")
		void integer(ConsumerRecord<Long, JsonNode> record) {
			received("integer", record);
		}

		@ChannelListener("number")
		void number(ConsumerRecord<Double, JsonNode> record) {
			received("number", record);
		}

		@ChannelListener("single")
		void single(ConsumerRecord<Float, JsonNode> record) {
			received("single", record);
		}

		@ChannelListener("flag")
		void flag(ConsumerRecord<Boolean, JsonNode> record) {
			received("flag", record);
		}

		@ChannelListener("bytes")
		void bytes(ConsumerRecord<byte[], JsonNode> record) {
			received("bytes", record);
		}

		@ChannelListener("object")
		void object(ConsumerRecord<OrderKey, JsonNode> record) {
			received("object", record);
		}

		@ChannelListener("tree")
		void tree(ConsumerRecord<JsonNode, JsonNode> record) {
			received("tree", record);
		}

		@ChannelListener("spelled")
		void spelled(ConsumerRecord<Integer, JsonNode> record) {
			received("spelled", record);
		}

		@ChannelListener("opaque")
		void opaque(ConsumerRecord<byte[], JsonNode> record) {
			received("opaque", record);
		}

		@ChannelListener("own")
		void own(ConsumerRecord<Short, JsonNode> record) {
			received("own", record);
		}

		private void received(String channel, ConsumerRecord<?, JsonNode> record) {
			if (record.key() != null) {
				this.keys.put(channel, record.key());
			}
			this.offsets.computeIfAbsent(channel, (key) -> new CopyOnWriteArrayList<>()).add(record.offset());
		}

	}

}
