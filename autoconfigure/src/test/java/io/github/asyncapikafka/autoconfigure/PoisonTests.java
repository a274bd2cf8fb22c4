package io.github.asyncapikafka.autoconfigure;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.support.KafkaHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bytes that producers should not have written, as keys and as payloads, where the
 * contract wants JSON, text and numbers. Whatever comes, the container lives, good
 * records arrive, and the rest is kept as it was received.
 */
class PoisonTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Poison, version: 1.0.0 }
			channels:
			  json:
			    address: json
			    messages:
			      json:
			        contentType: application/json
			        payload:
			          type: object
			          required: [n]
			          properties:
			            n: { type: number, maximum: 10, multipleOf: 0.5 }
			            mac: { type: string, pattern: '^([0-9A-F]{2}:?)*$' }
			            evil: { type: string, pattern: '^(a+)+$' }
			            tags: { type: array, uniqueItems: true, items: { type: string } }
			        bindings: { kafka: { key: { type: object, required: [k], properties: { k: { type: integer } } } } }
			    bindings: { kafka: { partitions: 1 } }
			  text:
			    address: text
			    messages:
			      text:
			        contentType: text/plain
			        payload: { type: string, pattern: '^[a-z]+$' }
			        bindings: { kafka: { key: { type: string, pattern: '^[a-z]+$' } } }
			    bindings: { kafka: { partitions: 1 } }
			  number:
			    address: number
			    messages:
			      number:
			        contentType: application/json
			        payload: { type: integer, minimum: 1, maximum: 9 }
			        bindings: { kafka: { key: { type: integer, minimum: 1, maximum: 9 } } }
			    bindings: { kafka: { partitions: 1 } }
			operations:
			  onJson: { action: receive, channel: { $ref: '#/channels/json' } }
			  onText: { action: receive, channel: { $ref: '#/channels/text' } }
			  onNumber: { action: receive, channel: { $ref: '#/channels/number' } }
			""";

	private final String prefix = Contract.prefix();

	@Test
	void survivesEveryPattern() {
		Map<String, byte @Nullable []> patterns = patterns();
		assertThat(patterns).hasSizeGreaterThanOrEqualTo(60);
		Contract.running(DOCUMENT, this.prefix)
			.withPropertyValues("spring.application.name=poison", "spring.kafka.consumer.max-poll-records=20")
			.withBean(Readers.class)
			.run((context) -> {
				Readers readers = context.getBean(Readers.class);
				check("json", patterns, "{\"k\":1}".getBytes(), "{\"n\":1}".getBytes(), readers.json);
				check("text", patterns, "a".getBytes(), "b".getBytes(), readers.text);
				check("number", patterns, ByteBuffer.allocate(8).putLong(5).array(), "5".getBytes(), readers.number);
				assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainers())
					.allMatch((container) -> container.isRunning() && container.isInExpectedState());
			});
	}

	/**
	 * Write each pattern as key and as value, a good record after each, and compare what
	 * arrived and what was kept with what was written.
	 */
	private void check(String channel, Map<String, byte @Nullable []> patterns, byte[] goodKey, byte[] goodValue,
			List<Long> received) {
		String topic = this.prefix + channel;
		Map<Long, ProducerRecord<byte[], byte[]>> written = new TreeMap<>();
		List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
		patterns.values().forEach((pattern) -> {
			records.add(new ProducerRecord<>(topic, 0, goodKey, pattern));
			records.add(new ProducerRecord<>(topic, 0, pattern, goodValue));
			records.add(new ProducerRecord<>(topic, 0, goodKey, goodValue));
		});
		send(records);
		for (long offset = 0; offset < records.size(); offset++) {
			written.put(offset, records.get((int) offset));
		}
		Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> received.contains((long) records.size() - 1));
		List<Long> arrived = List.copyOf(received);
		for (long offset = 2; offset < records.size(); offset += 3) {
			assertThat(arrived).as(channel).contains(offset);
		}
		List<ConsumerRecord<byte[], byte[]>> letters = TestBroker.get()
			.receive(topic + "-dlt", records.size() - arrived.size());
		for (ConsumerRecord<byte[], byte[]> letter : letters) {
			long offset = ByteBuffer.wrap(letter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_OFFSET).value())
				.getLong();
			ProducerRecord<byte[], byte[]> original = Objects.requireNonNull(written.remove(offset));
			assertThat(letter.key()).as(channel + " " + offset).isEqualTo(original.key());
			assertThat(letter.value()).as(channel + " " + offset).isEqualTo(original.value());
			assertThat(letter.partition()).isZero();
		}
		assertThat(written.keySet()).as(channel).containsExactlyInAnyOrderElementsOf(arrived);
	}

	private static void send(List<ProducerRecord<byte[], byte[]>> records) {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestBroker.get().address()), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			records.forEach(producer::send);
		}
	}

	private static Map<String, byte @Nullable []> patterns() {
		Map<String, byte @Nullable []> patterns = new LinkedHashMap<>();
		patterns.put("null", null);
		patterns.put("empty", new byte[0]);
		for (int value : new int[] { 0x00, 0x01, 0x09, 0x0a, 0x20, 0x22, 0x5b, 0x7b, 0x7f, 0x80, 0xc0, 0xfe, 0xff }) {
			patterns.put("byte " + value, new byte[] { (byte) value });
		}
		for (int length : new int[] { 2, 3, 4, 5, 7, 8, 9, 16, 1000 }) {
			patterns.put("zeros " + length, new byte[length]);
			byte[] ones = new byte[length];
			Arrays.fill(ones, (byte) 0xff);
			patterns.put("ones " + length, ones);
		}
		texts().forEach((text) -> patterns.put(text.substring(0, Math.min(40, text.length())) + text.length(),
				text.getBytes(StandardCharsets.UTF_8)));
		patterns.put("utf-16", "{\"n\":1}".getBytes(StandardCharsets.UTF_16));
		patterns.put("utf-16le", "{\"n\":1}".getBytes(StandardCharsets.UTF_16LE));
		patterns.put("latin-1", "\"\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));
		patterns.put("overlong", new byte[] { '"', (byte) 0xc0, (byte) 0x80, '"' });
		patterns.put("surrogate", new byte[] { '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"' });
		patterns.put("java serialization", Base64.getDecoder().decode("rO0ABXQAAWE="));
		patterns.put("gzip", new byte[] { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0 });
		patterns.put("confluent avro", new byte[] { 0, 0, 0, 0, 42, 2, 6, 'a' });
		return patterns;
	}

	private static List<String> texts() {
		String deep = "[".repeat(100_000);
		String mac = "{\"n\":1,\"mac\":\"" + "AB:".repeat(20_000) + "\"}";
		return List.of("{", "}", "[]", "{}", "null", "true", "false", "\"\"", "\"a", "0", "-1", "10.5", "1e400",
				"1e-400", "1e100000000", "-1e999999999", "9".repeat(2000), "NaN", "Infinity", "{\"n\":NaN}",
				"{\"n\":1e400}", "{\"n\":1e100000000}", "{\"n\":0.3}", "{\"n\":\"1\"}", "{\"n\":null}", "{\"n\":1}x",
				"{\"n\":1}{\"n\":1}", "{\"n\":1,}", "{'n':1}", "{n:1}", "/* c */{\"n\":1}", "{\"k\":1.5}",
				"{\"k\":\"1\"}", "abc ", " abc", "a\nb", "ABC", "a\u0000b", "\u00e9", "\ud83d\ude00", "<xml/>", "a=b",
				"10", "00000005", "5.5", deep, "{\"n\":1,\"x\":" + deep + "}", "{\"n\":".repeat(100_000), mac,
				"{\"n\":1,\"evil\":\"" + "a".repeat(40) + "!\"}", "{\"n\":1,\"tags\":[" + "1,".repeat(50_000) + "1]}");
	}

	static class Readers {

		private final List<Long> json = Collections.synchronizedList(new ArrayList<>());

		private final List<Long> text = Collections.synchronizedList(new ArrayList<>());

		private final List<Long> number = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener("json")
		void json(ConsumerRecord<Map<String, Object>, Map<String, Object>> record) {
			this.json.add(record.offset());
		}

		@ChannelListener("text")
		void text(ConsumerRecord<String, String> record) {
			this.text.add(record.offset());
		}

		@ChannelListener("number")
		void number(ConsumerRecord<Long, Integer> record) {
			this.number.add(record.offset());
		}

	}

}
