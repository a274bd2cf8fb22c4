package io.github.asyncapikafka.autoconfigure;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelTemplate;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Numbers and booleans that are text: in headers, in payloads that are plain text, and in
 * keys that are text by configuration, on a real broker.
 */
class TextValueTests {

	/** The schema of key, header and payload. */
	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Counts, version: 1.0.0 }
			defaultContentType: text/plain
			channels:
			  counts:
			    address: counts
			    messages:
			      count:
			        payload: &schema %s
			        headers: { type: object, properties: { n: *schema } }
			        bindings: { kafka: { key: *schema } }
			    bindings: { kafka: { partitions: 1 } }
			operations:
			  onCount:
			    action: receive
			    channel: { $ref: '#/channels/counts' }
			    bindings: { kafka: { groupId: { const: readers } } }
			  sendCount:
			    action: send
			    channel: { $ref: '#/channels/counts' }
			""";

	private static final List<String> NO_INTEGERS = List.of("5.0", "1e1", "1E+1", " 5", "5 ", "007", "05", "+5", "-",
			"", "0x5", "٥", "null", "true", "\"5\"", "[5]", "1e999999999999", "5,0");

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "counts";

	@Test
	void onlyTheCanonicalTextOfAnIntegerIsOneThatIsReceived() {
		running("{ type: integer }").withBean(IntegerListener.class).run((context) -> {
			NO_INTEGERS.forEach((text) -> {
				send(text, "1", "1");
				send("1", text, "1");
				send("1", "1", text);
			});
			send("5", "-7", "0");
			assertThat(context.getBean(IntegerListener.class).next()).isEqualTo(List.of(5, -7L, 0));
			List<ConsumerRecord<byte[], byte[]>> letters = TestBroker.get()
				.receive(this.topic + "-dlt", 3 * NO_INTEGERS.size());
			for (int i = 0; i < letters.size(); i += 3) {
				String text = NO_INTEGERS.get(i / 3);
				assertThat(reason(letters.get(i))).as(text).matches("key of 'count' breaks 'type: integer' \\(file:.*");
				assertThat(reason(letters.get(i + 1))).as(text)
					.matches("headers /n of 'count' breaks 'type: integer' \\(file:.*");
				assertThat(reason(letters.get(i + 2))).as(text)
					.matches("payload of 'count' breaks 'type: integer' \\(file:.*");
			}
		});
	}

	@Test
	void integerThatIsTooLargeForItsFormatIsNotReceived() {
		running("{ type: integer, format: int32 }").withBean(IntegerListener.class).run((context) -> {
			send("99999999999", "1", "1");
			send("1", "99999999999", "1");
			send("1", "1", "99999999999");
			send("2147483647", "-2147483648", "2147483647");
			assertThat(context.getBean(IntegerListener.class).next())
				.isEqualTo(List.of(Integer.MAX_VALUE, (long) Integer.MIN_VALUE, Integer.MAX_VALUE));
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 3))
				.extracting((letter) -> text(letter, DeadLetterHeaders.PART),
						(letter) -> text(letter, DeadLetterHeaders.RULE))
				.containsExactly(tuple("key", "format"), tuple("headers", "format"), tuple("payload", "format"));
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true,
			textBlock = """
					{ type: number }             | 5;5.0;1e1;1E-7;-0.5;0              | ' 5;5 ;+5;.5;5.;NaN;007;1f;Infinity;true'
					{ type: boolean }            | true;false                         | 'TRUE; true;1;yes;'
					{ type: [integer, 'null'] }  | 5                                  | 5.0;null
					{ type: [integer, string], maxLength: 4 } | 5;5.0;05;null;50000   | 5.000
					{ enum: [1, 2.5] }           | 1;2.5;2.50                         | 1.0;3
					{ type: [integer, number] }  | 5;5.0;5.5                          | 05
					""")
	void textIsWhatTheTypesOfItsSchemaAllow(String schema, String allowed, String refused) {
		running(schema).run((context) -> {
			ChannelTemplate<Object> counts = context.getBean(ChannelTemplates.class).get("counts");
			String first = allowed.split(";")[0];
			for (String text : allowed.split(";")) {
				counts.message(text).key(text).header("n", text).send().get(30, TimeUnit.SECONDS);
			}
			for (String text : refused.split(";", -1)) {
				assertRefused(Part.KEY, "", () -> counts.message(first).key(text).header("n", first).send());
				assertRefused(Part.PAYLOAD, "", () -> counts.message(text).key(first).header("n", first).send());
				if (!text.equals("null")) {
					assertRefused(Part.HEADERS, "/n", () -> counts.message(first).key(first).header("n", text).send());
				}
			}
		});
	}

	@Test
	void sendsTheCanonicalTextOfEveryInteger() {
		running("{ type: integer }").run((context) -> {
			ChannelTemplate<Object> counts = context.getBean(ChannelTemplates.class).get("counts");
			for (Number number : List.of(10, 10L, 10.0, 10f, new BigDecimal("1E+1"), new BigDecimal("10.00"))) {
				counts.message(number).key(number).header("n", number).send().get(30, TimeUnit.SECONDS);
			}
			assertThat(TestBroker.get().receive(this.topic, 6)).allSatisfy((record) -> assertThat(
					List.of(new String(record.key()), text(record, "n"), new String(record.value())))
				.isEqualTo(List.of("10", "10", "10")));
			for (Number number : List.of(5.5, Double.NaN, Double.POSITIVE_INFINITY, new BigDecimal("1E+2147483647"))) {
				assertRefused(Part.KEY, "", () -> counts.message(1).key(number).header("n", 1).send());
				assertRefused(Part.HEADERS, "/n", () -> counts.message(1).key(1).header("n", number).send());
				assertRefused(Part.PAYLOAD, "", () -> counts.message(number).key(1).header("n", 1).send());
			}
		});
	}

	@Test
	void sendsTheIntegerThatTheContractStatesAsItsCanonicalText() {
		String document = DOCUMENT.formatted("{ type: integer, const: 2.0 }")
			.replace("{ type: object, properties", "{ type: object, required: [n], properties");
		running(document, this.prefix).run((context) -> {
			context.getBean(ChannelTemplates.class).get("counts").send(2).get(30, TimeUnit.SECONDS);
			assertThat(TestBroker.get().receive(this.topic, 1)).singleElement()
				.satisfies((record) -> assertThat(
						List.of(new String(record.key()), text(record, "n"), new String(record.value())))
					.isEqualTo(List.of("2", "2", "2")));
		});
	}

	private static void assertRefused(Part part, String pointer, ThrowingCallable sending) {
		assertThatExceptionOfType(ContractViolationException.class).isThrownBy(sending)
			.satisfies((ex) -> assertThat(ex.getViolations()).singleElement()
				.extracting(Violation::part, Violation::pointer)
				.containsExactly(part, pointer));
	}

	private ApplicationContextRunner running(String schema) {
		return running(DOCUMENT.formatted(schema), this.prefix);
	}

	private static ApplicationContextRunner running(String document, String prefix) {
		return Contract.running(document, prefix).withPropertyValues("asyncapi-kafka.messages.count.key-encoding=text");
	}

	private void send(String key, String header, String payload) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.topic, 0, utf8(key), utf8(payload));
		record.headers().add("n", utf8(header));
		TestBroker.get().send(record);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String reason(ConsumerRecord<?, ?> letter) {
		return text(letter, DeadLetterHeaders.REASON);
	}

	private static String text(ConsumerRecord<?, ?> record, String name) {
		return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
	}

	static class IntegerListener {

		private final BlockingQueue<List<Object>> received = new LinkedBlockingQueue<>();

		@ChannelListener("counts")
		void on(@Payload Integer count, @Header("n") long n, @Header(KafkaHeaders.RECEIVED_KEY) Integer key) {
			this.received.add(List.of(key, n, count));
		}

		List<Object> next() throws InterruptedException {
			return this.received.poll(30, TimeUnit.SECONDS);
		}

	}

}
