package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.support.Acknowledgment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Batches on a real broker, some with records that cannot be read.
 */
class BatchReceivingTests {

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "user_signedup";

	private final ApplicationContextRunner contextRunner = Contract.running(Contract.SIGNUPS, this.prefix);

	@Test
	void givesABatchInOrderWithoutTheRecordsThatCannotBeRead() {
		this.contextRunner.withBean(BatchListener.class)
			.withPropertyValues("spring.kafka.listener.type=batch", "spring.kafka.consumer.fetch-min-size=200",
					"spring.kafka.consumer.fetch-max-wait=1s")
			.run((context) -> {
				for (int i = 0; i < 6; i++) {
					TestBroker.get().send(record("k", (i % 3 == 1) ? "broken" : "{\"userId\":\"" + i + "\"}"));
				}
				List<String> received = context.getBean(BatchListener.class).received;
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> received.contains("5"));
				assertThat(received).containsExactly("0", "2", "3", "5");
			});
	}

	@Test
	void retriesABatchWithoutWhatComesBehindARecordThatCannotBeRead() {
		this.contextRunner.withBean(FailingBatchListener.class)
			.withPropertyValues("spring.kafka.listener.type=batch", "spring.kafka.consumer.fetch-min-size=60",
					"spring.kafka.consumer.fetch-max-wait=1s")
			.run((context) -> {
				TestBroker.get().send(record("k", "{\"userId\":\"1\"}"));
				TestBroker.get().send(record("k", "broken"));
				TestBroker.get().send(record("k", "{\"userId\":\"2\"}"));
				List<String> received = context.getBean(FailingBatchListener.class).received;
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> received.contains("2"));
				assertThat(received).containsExactly("1", "1", "2");
			});
	}

	@Test
	void acknowledgesOfABatchOnlyWhatTheListenerGot() {
		this.contextRunner.withBean(NackingBatchListener.class)
			.withPropertyValues("spring.kafka.listener.type=batch", "spring.kafka.listener.ack-mode=manual_immediate",
					"spring.kafka.consumer.fetch-min-size=60", "spring.kafka.consumer.fetch-max-wait=1s")
			.run((context) -> {
				TestBroker.get().send(record("k", "{\"userId\":\"1\"}"));
				TestBroker.get().send(record("k", "broken"));
				TestBroker.get().send(record("k", "{\"userId\":\"2\"}"));
				NackingBatchListener listener = context.getBean(NackingBatchListener.class);
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> listener.received.contains("[2]"));
				assertThat(listener.received).containsExactly("[1]", "[1]", "[2]");
				assertThat(listener.committed.get(0)).isEqualTo(1);
			});
	}

	@Test
	void refusedRecordDoesNotWaitUntilOtherPartitionsHaveNoMore() {
		TestBroker.get().create(this.topic, 10);
		sendEachInABatchOfItsOwn(0, "broken");
		for (int i = 0; i < 20; i++) {
			sendEachInABatchOfItsOwn(1, "{\"userId\":\"" + i + "\"}");
		}
		this.contextRunner.withBean(BlockedBatchListener.class)
			.withPropertyValues("spring.kafka.listener.type=batch",
					"spring.kafka.consumer.properties.max.partition.fetch.bytes=100")
			.run((context) -> {
				BlockedBatchListener listener = context.getBean(BlockedBatchListener.class);
				try {
					assertThat(TestBroker.get().receive(this.topic + "-dlt", 1)).hasSize(1);
				}
				finally {
					listener.goOn.countDown();
				}
				Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> listener.received.contains("19"));
				assertThat(listener.received)
					.containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(String::valueOf).toList());
			});
	}

	/**
	 * A fetch has one such record of each partition.
	 */
	private void sendEachInABatchOfItsOwn(int partition, String value) {
		TestBroker.get()
			.send(new ProducerRecord<>(this.topic, partition, null, value.getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void givesABatchOfConsumerRecords() {
		this.contextRunner.withBean(RecordBatchListener.class).run((context) -> {
			TestBroker.get().send(record("k1", ReceivingTests.JSON));
			assertThat(context.getBean(RecordBatchListener.class).next()).isEqualTo("k1=7/ada@example.com");
		});
	}

	private ProducerRecord<byte[], byte[]> record(String key, String value) {
		return new ProducerRecord<>(this.topic, key.getBytes(StandardCharsets.UTF_8),
				value.getBytes(StandardCharsets.UTF_8));
	}

	record SignedUp(String userId, String email) {

	}

	static class BatchListener {

		private final List<String> received = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener("userSignedUp")
		void on(List<SignedUp> events) {
			events.forEach((event) -> this.received.add(event.userId()));
		}

	}

	static class BlockedBatchListener {

		private final List<String> received = Collections.synchronizedList(new ArrayList<>());

		private final CountDownLatch goOn = new CountDownLatch(1);

		@ChannelListener("userSignedUp")
		void on(List<SignedUp> events) throws InterruptedException {
			for (SignedUp event : events) {
				if (event.userId().equals("10")) {
					this.goOn.await();
				}
				this.received.add(event.userId());
			}
		}

	}

	static class FailingBatchListener {

		private final List<String> received = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener("userSignedUp")
		void on(List<SignedUp> events) {
			events.forEach((event) -> this.received.add(event.userId()));
			if (this.received.size() == 1) {
				throw new IllegalStateException("Fails once");
			}
		}

	}

	static class NackingBatchListener {

		private final List<String> received = Collections.synchronizedList(new ArrayList<>());

		private final List<Long> committed = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener("userSignedUp")
		void on(List<SignedUp> events, Acknowledgment acknowledgment, Consumer<?, ?> consumer) {
			this.received.add(events.stream().map(SignedUp::userId).toList().toString());
			if (this.received.size() == 1) {
				acknowledgment.nack(0, Duration.ofMillis(1));
			}
			else {
				acknowledgment.acknowledge();
				consumer.committed(consumer.assignment())
					.values()
					.stream()
					.filter(Objects::nonNull)
					.forEach((offset) -> this.committed.add(offset.offset()));
			}
		}

	}

	static class RecordBatchListener extends ReceivingTests.Listener {

		@ChannelListener(value = "userSignedUp", batch = "true")
		void on(List<ConsumerRecord<String, SignedUp>> records) {
			records.forEach((record) -> received(record.key(), record.value().userId(), record.value().email()));
		}

	}

}
