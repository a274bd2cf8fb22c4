package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.listener.KafkaListenerErrorHandler;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners that answer with futures.
 */
class AsynchronousListenerTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: orders
			    messages:
			      order:
			        payload: { type: object, required: [id], properties: { id: { type: string } } }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			""";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "orders";

	private final ApplicationContextRunner contextRunner = running().withBean(BackOff.class,
			() -> new FixedBackOff(50, 3));

	@BeforeEach
	void createTopic() {
		TestBroker.get().create(this.topic, 2);
	}

	@Test
	void recordThatFailsForAWhileIsNeitherPassedNorInTheWay() {
		send(0, "a", "fails-twice", "b", "c");
		this.contextRunner.withBean(Later.class).run((context) -> {
			Later listener = context.getBean(Later.class);
			assertThat(listener.next(6)).containsExactly("a", "fails-twice", "fails-twice", "fails-twice", "b", "c");
			send(0, "d");
			assertThat(listener.next(1)).containsExactly("d");
			SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 5);
		});
	}

	@Test
	void recordIsNotCommittedBeforeItIsDone() {
		send(0, "a", "fails", "b");
		running().withBean(Later.class)
			.withBean(BackOff.class, () -> new FixedBackOff(60_000, FixedBackOff.UNLIMITED_ATTEMPTS))
			.run((context) -> {
				assertThat(context.getBean(Later.class).next(2)).containsExactly("a", "fails");
				SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 1);
			});
		this.contextRunner.withBean(Later.class).run((context) -> {
			assertThat(context.getBean(Later.class).next(5)).containsExactly("fails", "fails", "fails", "fails", "b");
			assertThat(deadLetters(1)).containsExactly("{\"id\":\"fails\"}");
		});
	}

	@Test
	void failuresOfAllThreadsBecomeDeadLetters() {
		send(0, "fails", "a");
		send(1, "fails", "b");
		this.contextRunner.withBean(Later.class)
			.withPropertyValues("spring.kafka.listener.concurrency=2")
			.run((context) -> {
				Later listener = context.getBean(Later.class);
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> listener.received.containsAll(List.of("a", "b")));
				assertThat(deadLetters(2)).containsOnly("{\"id\":\"fails\"}");
			});
	}

	@Test
	void handlersOfAClassAreAwaitedToo() {
		send(0, "fails-twice", "a");
		this.contextRunner.withBean(Handlers.class).run((context) -> {
			assertThat(context.getBean(Handlers.class).later.next(4)).containsExactly("fails-twice", "fails-twice",
					"fails-twice", "a");
			SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 2);
		});
	}

	@Test
	void errorHandlerOfTheAnnotationCanTakeAFailure() {
		send(0, "fails", "a");
		this.contextRunner.withBean(Handled.class)
			.withBean("handler", KafkaListenerErrorHandler.class, () -> (message, exception) -> "handled")
			.run((context) -> {
				assertThat(context.getBean(Handled.class).later.next(2)).containsExactly("fails", "a");
				SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 2);
			});
	}

	@Test
	void errorHandlerMayNotBeTheListenersOwn() {
		this.contextRunner.withBean(OwnHandler.class)
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining(
						"The attribute 'errorHandler' of AsynchronousListenerTests.OwnHandler.on refers to "
								+ "the listener itself."));
	}

	private ApplicationContextRunner running() {
		return Contract.running(DOCUMENT, this.prefix)
			.withPropertyValues("spring.kafka.consumer.group-id=" + this.prefix + "group");
	}

	private void send(int partition, String... ids) {
		for (String id : ids) {
			TestBroker.get()
				.send(new ProducerRecord<>(this.topic, partition, null, ("{\"id\":\"" + id + "\"}").getBytes()));
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

	static class Later {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		private final AtomicInteger failures = new AtomicInteger();

		@ChannelListener("orders")
		CompletableFuture<Void> on(Order order) {
			this.received.add(order.id());
			return CompletableFuture.runAsync(() -> {
				if (order.id().equals("fails")
						|| (order.id().equals("fails-twice") && this.failures.incrementAndGet() < 3)) {
					throw new IllegalStateException("Fails");
				}
			});
		}

		List<String> next(int count) {
			Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.received.size() >= count);
			return IntStream.range(0, count).mapToObj((i) -> this.received.poll()).toList();
		}

	}

	@ChannelListener("orders")
	static class Handlers {

		private final Later later = new Later();

		@KafkaHandler
		CompletableFuture<Void> on(Order order) {
			return this.later.on(order);
		}

	}

	static class Handled {

		private final Later later = new Later();

		@ChannelListener(value = "orders", errorHandler = "handler")
		CompletableFuture<Void> on(Order order) {
			return this.later.on(order);
		}

	}

	static class OwnHandler {

		@ChannelListener(value = "orders", errorHandler = "#{__listener.handler}")
		CompletableFuture<Void> on(Order order) {
			return CompletableFuture.completedFuture(null);
		}

		public KafkaListenerErrorHandler getHandler() {
			return (message, exception) -> "handled";
		}

	}

}
