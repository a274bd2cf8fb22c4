package io.github.asyncapikafka.autoconfigure;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What becomes of the headers of records that a listener receives, on a real broker.
 */
@ExtendWith(OutputCaptureExtension.class)
class HeaderReceivingTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			defaultContentType: application/json
			channels:
			  orders:
			    address: orders
			    messages:
			      order:
			        payload: { type: [object, 'null'] }
			        correlationId: { location: '$message.header#/trace' }
			        headers:
			          type: object
			          required: [tenant]
			          additionalProperties: false
			          properties:
			            tenant: { type: string, minLength: 2 }
			            attempt: { type: integer, maximum: 5 }
			            price: { type: number }
			            test: { type: boolean }
			            id: { type: string, format: uuid }
			            kind: { enum: [NEW, OLD] }
			            day: { type: string, format: date }
			            at: { type: string, format: date-time }
			            raw: { type: string, format: binary }
			            trace: { type: string }
			    bindings: { kafka: { partitions: 1 } }
			operations:
			  onOrder:
			    action: receive
			    channel: { $ref: '#/channels/orders' }
			    bindings: { kafka: { groupId: { const: readers } } }
			""";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "orders";

	private final ApplicationContextRunner contextRunner = Contract.running(DOCUMENT, this.prefix);

	@Test
	void refusesARecordWhoseHeadersBreakTheContract(CapturedOutput output) {
		this.contextRunner.withBean(PlainListener.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withConfiguration(AutoConfigurations.of(AsyncApiKafkaMetricsAutoConfiguration.class))
			.run((context) -> {
				send("{}", Map.of("tenant", "secret", "attempt", "66"));
				send("{}", Map.of("Tenant", "secret"));
				send(null, Map.of("tenant", "s"));
				send("{}", Map.of("tenant", "eu", "attempt", "5", "unknown", "\u0000"));
				assertThat(context.getBean(PlainListener.class).next()).isEqualTo("eu");
				List<ConsumerRecord<byte[], byte[]>> letters = TestBroker.get().receive(this.topic + "-dlt", 3);
				assertThat(letters)
					.extracting((letter) -> text(letter, DeadLetterHeaders.PART),
							(letter) -> text(letter, DeadLetterHeaders.POINTER),
							(letter) -> text(letter, DeadLetterHeaders.RULE))
					.containsExactly(tuple("headers", "/attempt", "maximum"), tuple("headers", "/tenant", "required"),
							tuple("headers", "/tenant", "minLength"));
				assertThat(letters).extracting(ConsumerRecord::value)
					.containsExactly("{}".getBytes(), "{}".getBytes(), null);
				assertThat(text(letters.get(0), "tenant")).isEqualTo("secret");
				assertThat(text(letters.get(1), DeadLetterHeaders.REASON)).startsWith(
						"headers /tenant of 'order' breaks 'required: tenant, which is there in another case' (file:");
				assertThat(context.getBean(MeterRegistry.class)
					.find("asyncapi.kafka.violations")
					.tags("operation", "onOrder", "rule", "minLength")
					.counter()
					.count()).isEqualTo(1);
			});
		assertThat(output.getAll().lines().filter((line) -> line.contains("Refused"))).hasSize(3)
			.first()
			.asString()
			.matches(".*WARN.*Refused " + this.topic + "-0@0 of the operation 'onOrder': "
					+ "headers /attempt of 'order' breaks 'maximum: 5' \\(.*:17:\\d+\\)");
		assertThat(output).doesNotContain("secret");
	}

	@Test
	void givesListenersTheTypesThatTheContractSuggests() {
		UUID id = UUID.randomUUID();
		this.contextRunner.withBean(TypedListener.class).run((context) -> {
			send("{}", Map.of("tenant", "eu", "attempt", "3", "price", "1.50", "test", "true", "id", id.toString(),
					"kind", "OLD", "day", "2026-02-03", "at", "2026-02-03T04:05:06Z", "raw", "ab"));
			assertThat(context.getBean(TypedListener.class).next())
				.isEqualTo(List.of("eu", 3, 3L, new BigDecimal("1.50"), true, id, Kind.OLD, LocalDate.of(2026, 2, 3),
						Instant.parse("2026-02-03T04:05:06Z"), Optional.of(3), "3", "3", "ab", "[B"));
		});
	}

	@Test
	void givesHandlersOfAClassTheTypesThatTheContractSuggests() {
		this.contextRunner.withBean(ClassListener.class).run((context) -> {
			send("{}", Map.of("tenant", "eu", "attempt", "3"));
			send("{}", Map.of("tenant", "eu"));
			assertThat(context.getBean(ClassListener.class).next()).isEqualTo(3);
			assertThat(context.getBean(ClassListener.class).next()).isEqualTo(-1);
		});
	}

	@Test
	void givesTheseTypesAlsoIfAnInterceptorReplacesTheRecord() {
		this.contextRunner.withBean(ClassListener.class)
			.withBean(RecordInterceptor.class,
					() -> (RecordInterceptor<Object, Object>) (record, consumer) -> new ConsumerRecord<>(record.topic(),
							record.partition(), record.offset(), record.timestamp(), record.timestampType(),
							record.serializedKeySize(), record.serializedValueSize(), record.key(), record.value(),
							record.headers(), record.leaderEpoch()))
			.run((context) -> {
				send("{}", Map.of("tenant", "eu", "attempt", "3"));
				assertThat(context.getBean(ClassListener.class).next()).isEqualTo(3);
			});
	}

	@Test
	void leavesNumbersOfWhichTheContractSaysNothingToSpringKafka() {
		this.contextRunner.withBean(BinaryListener.class).run((context) -> {
			ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.topic, 0, null, "{}".getBytes());
			record.headers().add("tenant", "eu".getBytes()).add("count", new byte[] { 0, 0, 1, 0 });
			TestBroker.get().send(record);
			assertThat(context.getBean(BinaryListener.class).next()).isEqualTo(256);
		});
	}

	@Test
	void doesNotMissACorrelationIdThatNoSchemaRequires() {
		this.contextRunner.withBean(PlainListener.class).run((context) -> {
			send("{}", Map.of("tenant", "eu"));
			assertThat(context.getBean(PlainListener.class).next()).isEqualTo("eu");
		});
	}

	@Test
	void checksHeadersOfBatches() {
		this.contextRunner.withBean(BatchListener.class).run((context) -> {
			send("{\"n\":1}", Map.of("tenant", "s"));
			send("{\"n\":2}", Map.of("tenant", "eu"));
			assertThat(context.getBean(BatchListener.class).next()).isEqualTo(Map.of("n", 2));
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 1)).extracting(ConsumerRecord::value)
				.containsExactly("{\"n\":1}".getBytes());
		});
	}

	@Test
	void looksAtNoHeaderIfNothingIsEnforced() {
		this.contextRunner.withBean(PlainListener.class)
			.withPropertyValues("asyncapi-kafka.enforcement.inbound=off")
			.run((context) -> {
				send("{}", Map.of("tenant", "s"));
				assertThat(context.getBean(PlainListener.class).next()).isEqualTo("s");
			});
	}

	@Test
	void findsAHeadersSchemaThatCannotBeCheckedAtStartUp() {
		Contract.running(DOCUMENT.replace("minLength: 2", "pattern: '('"), this.prefix)
			.withPropertyValues("asyncapi-kafka.document.validation=lenient")
			.withBean(PlainListener.class)
			.run((context) -> assertThat(context).hasFailed().getFailure().hasMessageContaining("The pattern '('"));
	}

	@Test
	void checksNoHeadersInAFormatOfTheirOwnOfWhatPassesThrough(CapturedOutput output) {
		String avro = "headers: { schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: { type: record } }\n";
		String document = DOCUMENT.substring(0, DOCUMENT.indexOf("headers:")) + avro
				+ DOCUMENT.substring(DOCUMENT.indexOf("    bindings: { kafka: { partitions"));
		ApplicationContextRunner runner = Contract.application(document);
		runner.withBean(PlainListener.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("Nothing can be checked against a schema in the format"));
		runner.withBean(BytesListener.class)
			.withPropertyValues("asyncapi-kafka.messages.order.pass-through=true")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output).contains("The headers of 'order' are not all checked: their schema has a format of its own, "
				+ "and the message passes through");
	}

	private void send(@Nullable String value, Map<String, String> headers) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.topic, 0, null,
				(value != null) ? value.getBytes() : null);
		headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
		TestBroker.get().send(record);
	}

	private static String text(ConsumerRecord<?, ?> record, String name) {
		Header header = record.headers().lastHeader(name);
		return new String(header.value(), StandardCharsets.UTF_8);
	}

	enum Kind {

		NEW, OLD

	}

	abstract static class Listener {

		private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

		void received(Object value) {
			this.received.add(value);
		}

		Object next() throws InterruptedException {
			Object value = this.received.poll(30, TimeUnit.SECONDS);
			assertThat(value).isNotNull();
			return value;
		}

	}

	static class PlainListener extends Listener {

		@ChannelListener("orders")
		void on(@Payload(required = false) Map<String, Object> order,
				@org.springframework.messaging.handler.annotation.Header("tenant") String tenant) {
			received(tenant);
		}

	}

	static class TypedListener extends Listener {

		@ChannelListener("orders")
		void on(@Payload Map<String, Object> order,
				@org.springframework.messaging.handler.annotation.Header String tenant,
				@org.springframework.messaging.handler.annotation.Header int attempt,
				@org.springframework.messaging.handler.annotation.Header("attempt") Long number,
				@org.springframework.messaging.handler.annotation.Header BigDecimal price,
				@org.springframework.messaging.handler.annotation.Header boolean test,
				@org.springframework.messaging.handler.annotation.Header UUID id,
				@org.springframework.messaging.handler.annotation.Header Kind kind,
				@org.springframework.messaging.handler.annotation.Header LocalDate day,
				@org.springframework.messaging.handler.annotation.Header Instant at,
				@org.springframework.messaging.handler.annotation.Header("attempt") Optional<Integer> optional,
				@org.springframework.messaging.handler.annotation.Header("attempt") String text,
				@org.springframework.messaging.handler.annotation.Header("raw") byte[] raw,
				@Headers Map<String, Object> headers) {
			received(List.of(tenant, attempt, number, price, test, id, kind, day, at, optional, text,
					headers.get("attempt"), new String(raw), headers.get("raw").getClass().getName()));
		}

	}

	static class BytesListener {

		@ChannelListener("orders")
		void on(byte[] order) {
		}

	}

	@ChannelListener("orders")
	static class ClassListener extends Listener {

		@KafkaHandler
		void on(Map<String, Object> order, @org.springframework.messaging.handler.annotation.Header(name = "attempt",
				required = false) @Nullable Integer attempt) {
			received((attempt != null) ? attempt : -1);
		}

	}

	static class BinaryListener extends Listener {

		@ChannelListener("orders")
		void on(@Payload Map<String, Object> order,
				@org.springframework.messaging.handler.annotation.Header("count") int count) {
			received(count);
		}

	}

	static class BatchListener extends Listener {

		@ChannelListener(value = "orders", batch = "true")
		void on(List<Map<String, Object>> orders) {
			orders.forEach(this::received);
		}

	}

}
