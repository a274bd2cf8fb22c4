package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractConsumerSeekAware;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Refused records among those that a listener acknowledges itself, at once or later.
 */
@ExtendWith(OutputCaptureExtension.class)
class AcknowledgingListenerTests {

	static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: orders
			    bindings: { kafka: { partitions: 1 } }
			    messages:
			      order:
			        contentType: application/json
			        payload: { type: object, required: [id], properties: { id: { type: string } } }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			""";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "orders";

	@BeforeEach
	void createTopic() {
		TestBroker.get().create(this.topic, 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "manual", "manual_immediate" })
	void refusedRecordIsNotCommittedBeforeWhatTheListenerHas(String mode) {
		send("{\"id\":\"a\"}", "{}", "{\"id\":\"b\"}");
		running().withBean(Holding.class)
			.withPropertyValues("spring.kafka.listener.ack-mode=" + mode)
			.run((context) -> {
				Holding listener = context.getBean(Holding.class);
				Acknowledgment first = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
				Acknowledgment second = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
				assertThat(deadLetters(1)).containsExactly("{}");
				first.acknowledge();
				SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 1);
				second.acknowledge();
				SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 3);
				send("{}", "{}");
				assertThat(deadLetters(2)).containsExactly("{}", "{}");
				SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 5);
			});
	}

	@Test
	void refusedRecordDoesNotStopAListenerThatFailsLater() {
		send("{\"id\":\"fails\"}", "{}", "{\"id\":\"b\"}");
		running().withBean(Later.class).withBean(BackOff.class, () -> new FixedBackOff(100, 3)).run((context) -> {
			Later listener = context.getBean(Later.class);
			assertThat(listener.received.poll(30, TimeUnit.SECONDS)).isEqualTo("b");
			SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 3);
			assertThat(deadLetters(2)).containsExactlyInAnyOrder("{}", "{\"id\":\"fails\"}");
			send("{\"id\":\"c\"}");
			assertThat(listener.received.poll(30, TimeUnit.SECONDS)).isIn("b", "c");
			SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 4);
			assertThat(listener.failures).hasValue(4);
			send("{}");
			assertThat(deadLetters(1)).containsExactly("{}");
		});
	}

	@Test
	void refusedRecordIsADeadLetterAgainIfSomebodyGoesBackBehindWhatIsCommitted() {
		running().withBean(Seeking.class).withPropertyValues("spring.kafka.listener.ack-mode=manual").run((context) -> {
			send("{}");
			SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 1);
			send("{}");
			SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 2);
			assertThat(deadLetters(2)).containsExactly("{}", "{}");
			context.getBean(Seeking.class).seekToBeginning();
			assertThat(deadLetters(2)).containsExactly("{}", "{}");
		});
	}

	@Test
	void manyRefusedRecordsAreNotInTheWayOfThoseBehindThem() {
		send(Collections.nCopies(60, "{}").toArray(String[]::new));
		send("{\"id\":\"a\"}");
		running().withBean(Reading.class)
			.run((context) -> Awaitility.await()
				.atMost(Duration.ofSeconds(15))
				.until(() -> context.getBean(Reading.class).received.contains("a")));
		assertThat(deadLetters(60)).hasSize(60);
	}

	@Test
	void refusedRecordStopsTheContainerOnce(CapturedOutput output) {
		send("{}");
		running().withBean(Holding.class)
			.withPropertyValues("spring.kafka.listener.ack-mode=manual", "asyncapi-kafka.dead-letter.mode=stop")
			.run((context) -> {
				MessageListenerContainer container = context.getBean(KafkaListenerEndpointRegistry.class)
					.getListenerContainer("onOrder");
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !container.isRunning());
				assertThat(output.getAll().lines().filter((line) -> line.contains("Stopping the container of")))
					.hasSize(1);
			});
	}

	private ApplicationContextRunner running() {
		return Contract.running(DOCUMENT, this.prefix)
			.withPropertyValues("spring.kafka.consumer.group-id=" + this.prefix + "group");
	}

	private void send(String... payloads) {
		for (String payload : payloads) {
			TestBroker.get().send(this.topic, payload);
		}
	}

	private List<String> deadLetters(int count) {
		return TestBroker.get()
			.receive(this.topic + "-dlt", count)
			.stream()
			.map((record) -> new String(record.value()))
			.toList();
	}

	record Order(String id) {

	}

	static class Holding {

		private final BlockingQueue<Acknowledgment> acknowledgments = new LinkedBlockingQueue<>();

		@ChannelListener("orders")
		void on(Order order, Acknowledgment acknowledgment) {
			this.acknowledgments.add(acknowledgment);
		}

	}

	static class Later {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		private final AtomicInteger failures = new AtomicInteger();

		@ChannelListener("orders")
		CompletableFuture<Void> on(Order order) {
			if (order.id().equals("fails")) {
				this.failures.incrementAndGet();
				return CompletableFuture.runAsync(() -> {
					throw new IllegalStateException("Fails");
				});
			}
			this.received.add(order.id());
			return CompletableFuture.completedFuture(null);
		}

	}

	static class Seeking extends AbstractConsumerSeekAware {

		@ChannelListener("orders")
		void on(Order order, Acknowledgment acknowledgment) {
			acknowledgment.acknowledge();
		}

	}

	static class Reading {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener("orders")
		void on(Order order) {
			this.received.add(order.id());
		}

	}

}
