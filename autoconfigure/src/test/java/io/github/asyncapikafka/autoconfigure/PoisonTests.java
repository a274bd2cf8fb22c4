package io.github.asyncapikafka.autoconfigure;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
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
		Map<String, byte @Nullable []> patterns = PoisonPatterns.all();
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
		PoisonPatterns.send(records);
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
