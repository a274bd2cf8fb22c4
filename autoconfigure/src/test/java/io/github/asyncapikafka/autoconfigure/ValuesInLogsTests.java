package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.KafkaListenerConfigurer;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.retrytopic.DltStrategy;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The log of an application that cannot handle records, on a real broker: a line for each
 * of them, and nothing of what they hold, whoever writes it.
 */
@ExtendWith(OutputCaptureExtension.class)
class ValuesInLogsTests {

	private static final String SECRET = "s3cret";

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: orders
			    bindings: { kafka: { partitions: 1 } }
			    messages:
			      order:
			        contentType: application/json
			        headers: { type: object, properties: { number: { type: string } } }
			        payload:
			          type: object
			          required: [id]
			          properties: { id: { type: string }, count: { type: integer } }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			""";

	private static final String LAST = "{\"id\":\"last\"}";

	private static final String FAILING = "{\"id\":\"fails " + SECRET + "\"}";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "orders";

	private final String deadLetters = this.topic + "-dlt";

	private final ApplicationContextRunner contextRunner = Contract.running(DOCUMENT, this.prefix)
		.withBean(Log.class)
		.withBean(BackOff.class, () -> new FixedBackOff(1, 1))
		.withBean(KafkaListenerConfigurer.class, () -> (registrar) -> registrar.setValidator(new NoSecrets()))
		.withPropertyValues("spring.kafka.consumer.group-id=" + this.prefix + "group");

	@BeforeEach
	void createTopic() {
		TestBroker.get().create(this.topic, 1);
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Handlers.class, Acknowledging.class, Later.class, Retrying.class,
			RetryingWithDltHandler.class, Batches.class })
	void haveALineForEachRefusedRecord(Class<?> listener, CapturedOutput output) {
		run(this.contextRunner, listener, output, 3, () -> {
			send("junk " + SECRET);
			send("{\"id\":\"a\",\"count\":\"" + SECRET + "\"}");
			send(null);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Batches.class })
	void haveALineForEachRecordRefusedInATransaction(Class<?> listener, CapturedOutput output) {
		run(transactional(), listener, output, 3, () -> {
			send("junk " + SECRET);
			send("{\"id\":\"a\",\"count\":\"" + SECRET + "\"}");
			send(null);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Handlers.class, Acknowledging.class, Later.class, Retrying.class,
			RetryingWithDltHandler.class })
	void haveALineForEachRecordThatDoesNotFitTheParameters(Class<?> listener, CapturedOutput output) {
		run(this.contextRunner, listener, output, 2, () -> {
			send("{\"id\":\"" + SECRET + "\"}");
			send("{\"id\":\"a\"}", SECRET);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Plain.class, Handlers.class, Acknowledging.class, Later.class, Retrying.class,
			RetryingWithDltHandler.class, Batches.class })
	void haveALineForEachRecordWhoseListenerFailed(Class<?> listener, CapturedOutput output) {
		run(this.contextRunner, listener, output, 1, () -> send(FAILING));
	}

	@Test
	void haveNoValuesIfRecordsDoNotFitTheParametersInATransaction(CapturedOutput output) {
		transactional().withBean(Plain.class).run((context) -> {
			send("{\"id\":\"" + SECRET + "\"}");
			send("{\"id\":\"a\"}", SECRET);
			awaitLast(context.getBean(Log.class));
			assertThat(TestBroker.get().receive(this.deadLetters, 2)).hasSize(2);
			assertThat(output).contains("Transaction rolled back").doesNotContain(SECRET);
		});
	}

	@Test
	void havePartsOfABatchThatFailedWithoutItsValues(CapturedOutput output) {
		run(this.contextRunner, LocatingBatches.class, output, 1, () -> {
			send("{\"id\":\"a\"}");
			send(FAILING);
			send("{\"id\":\"b\"}");
		});
	}

	@Test
	void sayThatADltHandlerFailedButNotWhatItsExceptionSays(CapturedOutput output) {
		this.contextRunner.withBean(FailingDltHandler.class).run((context) -> {
			send(FAILING);
			assertThat(TestBroker.get().receive(this.deadLetters, 1)).hasSize(1);
			String line = this.deadLetters + "-0@0 of the operation 'onOrder' stays in " + this.deadLetters
					+ ": The listener failed: java.lang.IllegalStateException at ";
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> output.getAll().contains(line));
			assertThat(output).doesNotContain(SECRET).doesNotContain("\tat ");
		});
	}

	@Test
	void haveNoValuesOfAnUnreadableRecordThatGoesToTheErrorHandlerOfTheApplication(CapturedOutput output) {
		this.contextRunner.withBean(StrictReader.class)
			.withBean(CommonErrorHandler.class, () -> new DefaultErrorHandler(new FixedBackOff(1, 1)))
			.withPropertyValues("asyncapi-kafka.dead-letter.violations=application")
			.run((context) -> {
				send(FAILING);
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> output.getAll().contains("exhausted for " + this.topic + "-0@0"));
				assertThat(output).contains("DeserializationException").doesNotContain(SECRET);
			});
	}

	private ApplicationContextRunner transactional() {
		return this.contextRunner.withPropertyValues("spring.kafka.producer.transaction-id-prefix=" + this.prefix);
	}

	private void run(ApplicationContextRunner runner, Class<?> listener, CapturedOutput output, int count,
			Runnable sender) {
		runner.withBean(listener).run((context) -> {
			sender.run();
			assertThat(TestBroker.get().receive(this.deadLetters, count)).hasSize(count);
			awaitLast(context.getBean(Log.class));
			assertThat(output).doesNotContain(SECRET).doesNotContain("\tat ");
			assertThat(output.getAll().lines().filter((line) -> line.contains(" WARN ") || line.contains(" ERROR ")))
				.filteredOn((line) -> line.contains(this.topic) && !line.contains("o.a.k.clients"))
				.hasSize(count)
				.allMatch((line) -> line.matches(".* WARN .*" + this.topic + "(-retry)?-0@.*"));
		});
	}

	private void awaitLast(Log log) throws InterruptedException {
		send(LAST);
		assertThat(log.last.poll(30, TimeUnit.SECONDS)).isEqualTo("last");
	}

	private void send(@Nullable String value) {
		send(value, UUID.randomUUID().toString());
	}

	private void send(@Nullable String value, String number) {
		ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(this.topic, 0, bytes(SECRET),
				(value != null) ? bytes(value) : null);
		record.headers().add("number", bytes(number)).add("other", bytes(SECRET));
		TestBroker.get().send(record);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	record Order(String id, Integer count) {

	}

	/**
	 * Remembers what listeners got.
	 */
	static class Log {

		private final BlockingQueue<String> last = new LinkedBlockingQueue<>();

		private final BlockingQueue<String> dead = new LinkedBlockingQueue<>();

		void received(Order order) {
			if (order.id().startsWith("fails")) {
				throw new IllegalStateException("Fails at " + order.id());
			}
			if (order.id().equals("last")) {
				this.last.add(order.id());
			}
		}

	}

	/**
	 * Refuses what is a secret.
	 */
	static class NoSecrets implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return type == Order.class;
		}

		@Override
		public void validate(Object target, Errors errors) {
			if (((Order) target).id().equals(SECRET)) {
				errors.rejectValue("count", "secret", "It is " + SECRET);
			}
		}

	}

	static class Plain {

		private final Log log;

		Plain(Log log) {
			this.log = log;
		}

		@ChannelListener("orders")
		void on(@Payload @Validated Order order, @Header("number") UUID number) {
			this.log.received(order);
		}

	}

	@ChannelListener("orders")
	static class Handlers {

		private final Log log;

		Handlers(Log log) {
			this.log = log;
		}

		@KafkaHandler
		void on(@Payload @Validated Order order, @Header("number") UUID number) {
			this.log.received(order);
		}

	}

	static class Acknowledging {

		private final Log log;

		Acknowledging(Log log) {
			this.log = log;
		}

		@ChannelListener(value = "orders", ackMode = "MANUAL")
		void on(@Payload @Validated Order order, @Header("number") UUID number, Acknowledgment acknowledgment) {
			this.log.received(order);
			acknowledgment.acknowledge();
		}

	}

	static class Later {

		private final Log log;

		Later(Log log) {
			this.log = log;
		}

		@ChannelListener("orders")
		CompletableFuture<Void> on(@Payload @Validated Order order, @Header("number") UUID number) {
			return CompletableFuture.runAsync(() -> this.log.received(order));
		}

	}

	static class Retrying {

		private final Log log;

		Retrying(Log log) {
			this.log = log;
		}

		@ChannelListener("orders")
		@RetryableTopic(attempts = "2")
		void on(@Payload @Validated Order order, @Header("number") UUID number) {
			this.log.received(order);
		}

	}

	static class RetryingWithDltHandler {

		private final Log log;

		RetryingWithDltHandler(Log log) {
			this.log = log;
		}

		@ChannelListener("orders")
		@RetryableTopic(attempts = "2")
		void on(@Payload @Validated Order order, @Header("number") UUID number) {
			this.log.received(order);
		}

		@DltHandler
		void dead(@Payload Order order) {
			this.log.dead.add(order.id());
		}

	}

	record Strict(String id) {

		Strict {
			throw new IllegalArgumentException("Not " + id);
		}

	}

	static class StrictReader {

		@ChannelListener("orders")
		void on(Strict order) {
		}

	}

	static class FailingDltHandler {

		@ChannelListener("orders")
		@RetryableTopic(attempts = "1", dltStrategy = DltStrategy.FAIL_ON_ERROR)
		void on(Order order) {
			throw new IllegalStateException(order.id());
		}

		@DltHandler
		void dead(Order order) {
			throw new IllegalStateException(order.id());
		}

	}

	static class LocatingBatches {

		private final Log log;

		LocatingBatches(Log log) {
			this.log = log;
		}

		@ChannelListener(value = "orders", batch = "true")
		void on(List<Order> orders) {
			for (int index = 0; index < orders.size(); index++) {
				try {
					this.log.received(orders.get(index));
				}
				catch (IllegalStateException ex) {
					throw new BatchListenerFailedException("Fails with " + SECRET, ex, index);
				}
			}
		}

	}

	static class Batches {

		private final Log log;

		Batches(Log log) {
			this.log = log;
		}

		@ChannelListener(value = "orders", batch = "true")
		void on(List<Order> orders) {
			orders.forEach(this.log::received);
		}

	}

}
