package io.github.asyncapikafka.autoconfigure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.support.KafkaHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes that producers should not have written, as headers of every type beside keys of
 * every type, which have them too. The container lives, good records arrive, and the rest
 * is kept as it was received.
 */
@ExtendWith(OutputCaptureExtension.class)
class PoisonHeadersTests {

	private static final int LARGE = 10_000;

	private static final Map<String, String> HEADERS = new TreeMap<>(
			Map.of("string", "{ type: string, pattern: '^[a-z]*$' }", "uuid", "{ type: string, format: uuid }",
					"integer", "{ type: integer, minimum: 1, maximum: 9 }", "number",
					"{ type: number, multipleOf: 0.5, maximum: 10 }", "boolean", "{ type: boolean }", "object",
					"{ type: object, required: [n], properties: { n: { type: number } } }", "array",
					"{ type: array, uniqueItems: true, items: { type: integer } }", "binary",
					"{ type: string, format: binary, maxLength: 8 }", "several",
					"{ type: [integer, 'null', boolean, string], maximum: 5, maxLength: 3 }"));

	private static final Map<String, Key> KEYS = new TreeMap<>(Map.of("string",
			new Key("{ type: string, pattern: '^[a-z]+$' }", "a".getBytes()), "uuid",
			new Key("{ type: string, format: uuid }", new UUID(1, 2).toString().getBytes()), "int32",
			new Key("{ type: integer, format: int32, maximum: 9 }", new byte[] { 0, 0, 0, 5 }), "int64",
			new Key("{ type: integer, maximum: 9 }", new byte[] { 0, 0, 0, 0, 0, 0, 0, 5 }), "float",
			new Key("{ type: number, format: float, maximum: 9 }", ByteBuffer.allocate(4).putFloat(1.5f).array()),
			"double", new Key("{ type: number, maximum: 9 }", ByteBuffer.allocate(8).putDouble(1.5).array()), "boolean",
			new Key("{ type: boolean }", new byte[] { 1 }), "binary",
			new Key("{ type: string, format: binary }", new byte[] { (byte) 0xff }), "object",
			new Key("{ type: object, required: [k], properties: { k: { type: integer } } }", "{\"k\":1}".getBytes())));

	private final String prefix = Contract.prefix();

	@Test
	void survivesEveryPatternInEveryHeaderBesideEveryKey() {
		Contract.running(document(), this.prefix)
			.withPropertyValues("spring.application.name=poison", "spring.kafka.consumer.max-poll-records=20")
			.withBean(Readers.class)
			.run((context) -> {
				Readers readers = context.getBean(Readers.class);
				Map<String, List<ProducerRecord<byte[], byte[]>>> written = new TreeMap<>();
				int shift = 0;
				for (String key : KEYS.keySet()) {
					written.put(key, records(key, shift++));
				}
				written.values().forEach(PoisonPatterns::send);
				written.forEach((key, records) -> check(key, records, readers.received(this.prefix + key)));
				assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers()).hasSize(9)
					.allMatch((container) -> container.isRunning() && container.isInExpectedState());
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "reject", "warn" })
	void looksAtNoMoreHeadersThanARecordSensiblyHas(String inbound, CapturedOutput output) {
		Contract.running(SignupContract.DOCUMENT, this.prefix)
			.withPropertyValues("asyncapi-kafka.enforcement.inbound=" + inbound)
			.withBean(Reader.class)
			.run((context) -> {
				String topic = this.prefix + "signups";
				TestBroker.get().send(withHeaders(topic, 1, 1001));
				TestBroker.get().send(withHeaders(topic, 2, 1000));
				Reader reader = context.getBean(Reader.class);
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reader.received().contains(2));
				assertThat(output).contains("headers of 'signup' breaks 'size: at most 1000 headers'")
					.contains(topic + "-0@0 of the operation")
					.doesNotContain(topic + "-0@1 of the operation");
				if (inbound.equals("warn")) {
					assertThat(reader.received()).containsExactly(1, 2);
					return;
				}
				assertThat(reader.received()).containsExactly(2);
				ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(topic + "-dlt", 1).get(0);
				assertThat(letter.value()).asString().isEqualTo("{\"id\":1}");
				assertThat(letter.headers().toArray()).hasSizeGreaterThan(1001);
			});
	}

	private static ProducerRecord<byte[], byte[]> withHeaders(String topic, int id, int count) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, "k".getBytes(),
				("{\"id\":" + id + "}").getBytes());
		for (int number = 0; number < count; number++) {
			record.headers().add("h" + number, null);
		}
		return record;
	}

	private static String document() {
		String headers = HEADERS.entrySet()
			.stream()
			.map((header) -> header.getKey() + ": " + header.getValue())
			.collect(Collectors.joining(", ",
					"{ type: object, additionalProperties: false, required: [integer], properties: { ", " } }"));
		StringBuilder channels = new StringBuilder();
		StringBuilder operations = new StringBuilder();
		KEYS.forEach((name, key) -> {
			channels.append("""
					  %1$s:
					    address: %1$s
					    messages:
					      m:
					        contentType: application/json
					        payload: { type: [object, 'null'] }
					        headers: { $ref: '#/components/schemas/headers' }
					        bindings: { kafka: { key: %2$s } }
					    bindings: { kafka: { partitions: 1 } }
					""".formatted(name, key.schema()));
			operations.append("  on%1$s: { action: receive, channel: { $ref: '#/channels/%1$s' } }\n".formatted(name));
		});
		return "asyncapi: 3.1.0\ninfo: { title: Poison, version: 1.0.0 }\ncomponents: { schemas: { headers: " + headers
				+ " } }\nchannels:\n" + channels + "operations:\n" + operations;
	}

	/**
	 * Return a record with each pattern in a header, one in the key, one in both, and a
	 * good one after each. Which header it is differs between the channels: together they
	 * have each pattern in each header.
	 */
	private List<ProducerRecord<byte[], byte[]>> records(String channel, int shift) {
		List<String> names = List.copyOf(HEADERS.keySet());
		byte[] goodKey = Objects.requireNonNull(KEYS.get(channel)).good();
		List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
		int index = 0;
		for (byte[] pattern : PoisonPatterns.all().values()) {
			String header = names.get((index++ + shift) % names.size());
			byte[] value = (index % 2 == 0) ? "{}".getBytes() : null;
			records.add(record(channel, goodKey, value, header, pattern));
			if (pattern == null || pattern.length < LARGE) {
				records.add(record(channel, pattern, value, "integer", "1".getBytes()));
				records.add(record(channel, pattern, value, header, pattern));
			}
			records.add(record(channel, goodKey, value, "integer", "1".getBytes()));
		}
		return records;
	}

	private ProducerRecord<byte[], byte[]> record(String channel, byte @Nullable [] key, byte @Nullable [] value,
			String header, byte @Nullable [] pattern) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.prefix + channel, 0, key, value);
		record.headers().add("unknown", new byte[] { (byte) 0xff }).add("integer", "1".getBytes()).add(header, pattern);
		return record;
	}

	private static void check(String channel, List<ProducerRecord<byte[], byte[]>> records, Set<Long> received) {
		Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> received.contains((long) records.size() - 1));
		Set<Long> arrived = Set.copyOf(received);
		List<ConsumerRecord<byte[], byte[]>> letters = TestBroker.get()
			.receive(records.get(0).topic() + "-dlt", records.size() - arrived.size());
		Map<Long, ProducerRecord<byte[], byte[]>> written = new TreeMap<>();
		for (ProducerRecord<byte[], byte[]> record : records) {
			written.put((long) written.size(), record);
		}
		for (ConsumerRecord<byte[], byte[]> letter : letters) {
			long offset = ByteBuffer.wrap(letter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_OFFSET).value())
				.getLong();
			ProducerRecord<byte[], byte[]> original = Objects.requireNonNull(written.remove(offset));
			assertThat(letter.key()).as(channel + " " + offset).isEqualTo(original.key());
			assertThat(letter.value()).as(channel + " " + offset).isEqualTo(original.value());
			Header[] headers = original.headers().toArray();
			assertThat(Arrays.copyOf(letter.headers().toArray(), headers.length)).as(channel + " " + offset)
				.isEqualTo(headers);
		}
		assertThat(written.keySet()).as(channel).isEqualTo(arrived);
		assertThat(records.stream().filter(PoisonHeadersTests::isGood)).as(channel)
			.allMatch((record) -> written.containsValue(record));
		assertThat(letters).as(channel).hasSizeGreaterThan(records.size() / 4);
	}

	private static boolean isGood(ProducerRecord<byte[], byte[]> record) {
		String channel = record.topic().substring(record.topic().indexOf('-') + 1);
		return Arrays.equals(record.key(), Objects.requireNonNull(KEYS.get(channel)).good())
				&& Arrays.stream(record.headers().toArray())
					.skip(1)
					.allMatch((header) -> header.key().equals("integer")
							&& Arrays.equals(header.value(), "1".getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * A key.
	 *
	 * @param schema its schema
	 * @param good what the schema allows
	 */
	record Key(String schema, byte[] good) {

	}

	static class Readers {

		private final Map<String, Set<Long>> received = new ConcurrentHashMap<>();

		Set<Long> received(String topic) {
			return this.received.computeIfAbsent(topic, (key) -> ConcurrentHashMap.newKeySet());
		}

		private void add(ConsumerRecord<?, ?> record) {
			received(record.topic()).add(record.offset());
		}

		@ChannelListener("string")
		void string(ConsumerRecord<String, Map<String, Object>> record) {
			add(record);
		}

		@ChannelListener("uuid")
		void uuid(ConsumerRecord<UUID, Map<String, Object>> record) {
			add(record);
		}

		@ChannelListener("int32")
		void int32(ConsumerRecord<Integer, Map<String, Object>> record) {
			add(record);
		}

		@ChannelListener("int64")
		void int64(ConsumerRecord<Long, Map<String, Object>> record) {
			add(record);
		}

		@ChannelListener("float")
		void number32(ConsumerRecord<Float, Map<String, Object>> record) {
			add(record);
		}

		@ChannelListener("double")
		void number64(ConsumerRecord<Double, Map<String, Object>> record) {
			add(record);
		}

		@ChannelListener("boolean")
		void bool(ConsumerRecord<Boolean, Map<String, Object>> record) {
			add(record);
		}

		@ChannelListener("binary")
		void binary(ConsumerRecord<byte[], Map<String, Object>> record) {
			add(record);
		}

		@ChannelListener("object")
		void object(ConsumerRecord<Map<String, Object>, Map<String, Object>> record) {
			add(record);
		}

	}

}
