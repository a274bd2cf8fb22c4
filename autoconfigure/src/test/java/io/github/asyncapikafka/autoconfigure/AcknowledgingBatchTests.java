package io.github.asyncapikafka.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Batches that a listener acknowledges itself, with refused records and failures among
 * them.
 */
class AcknowledgingBatchTests {

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
		running(mode, false).withBean(Holding.class).run((context) -> {
			Holding listener = context.getBean(Holding.class);
			Acknowledgment first = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
			Acknowledgment second = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
			assertThat(listener.committed).isEmpty();
			assertThat(deadLetters(1)).containsExactly("{}");
			first.acknowledge();
			awaitCommitted(1);
			second.acknowledge();
			awaitCommitted(3);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "manual", "manual_immediate" })
	void refusedRecordDoesNotStopAListenerThatAcknowledgesOutOfOrder(String mode) {
		send("{\"id\":\"a\"}", "{}", "{\"id\":\"b\"}");
		running(mode, true).withBean(Holding.class).run((context) -> {
			Holding listener = context.getBean(Holding.class);
			listener.acknowledgments.poll(30, TimeUnit.SECONDS).acknowledge();
			listener.acknowledgments.poll(30, TimeUnit.SECONDS).acknowledge();
			assertThat(deadLetters(1)).containsExactly("{}");
			awaitCommitted(3);
			send("{}");
			awaitCommitted(4);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { Failing.class, FailingAt.class, FailingPolled.class })
	void failureDoesNotStopAListenerThatAcknowledgesOutOfOrder(Class<? extends Recorder> type) {
		send("{\"id\":\"a\"}", "{\"id\":\"fails\"}", "{\"id\":\"b\"}");
		running("manual", true).withBean(type).withBean(BackOff.class, () -> new FixedBackOff(0, 1)).run((context) -> {
			awaitCommitted(3);
			send("{\"id\":\"c\"}");
			awaitCommitted(4);
			Recorder listener = context.getBean(type);
			assertThat(listener.received).contains("c").doesNotContain("fails");
			assertThat(deadLetters(1)).contains("{\"id\":\"fails\"}");
		});
	}

	@Test
	void batchThatIsRetriedIsNotCommittedBeforeTheListenerAcknowledges() {
		send("{\"id\":\"a\"}");
		running("manual", false).withBean(FailingOnce.class)
			.withBean(BackOff.class, () -> new FixedBackOff(0, 1))
			.run((context) -> {
				FailingOnce listener = context.getBean(FailingOnce.class);
				Acknowledgment first = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
				send("{\"id\":\"b\"}");
				Acknowledgment second = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
				assertThat(listener.committed).isEmpty();
				first.acknowledge();
				awaitCommitted(1);
				second.acknowledge();
				awaitCommitted(2);
			});
	}

	@Test
	void asynchronousBatchIsRefused() {
		Contract.application(AcknowledgingListenerTests.DOCUMENT)
			.withPropertyValues("spring.kafka.consumer.group-id=group")
			.withBean(Later.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidContractException.class)
				.hasMessageEndingWith(
						":12:3 AcknowledgingBatchTests.Later.on takes batches and is asynchronous: a batch "
								+ "that fails after the method has returned could neither be tried again nor become dead letters. "
								+ "Wait for the result in the method and return nothing, or take single records."));
	}

	@Test
	void acknowledgingOutOfOrderIsRefusedInTransactions() {
		Contract.application(AcknowledgingListenerTests.DOCUMENT)
			.withPropertyValues("spring.kafka.consumer.group-id=group", "spring.kafka.listener.ack-mode=manual",
					"spring.kafka.listener.async-acks=true", "spring.kafka.producer.transaction-id-prefix=tx-")
			.withBean(Holding.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidContractException.class)
				.hasMessageEndingWith(
						":12:3 The batch listener of 'onOrder' acknowledges out of order, but its container "
								+ "has transactions, which end with its call. Remove 'spring.kafka.listener.async-acks' or "
								+ "'spring.kafka.producer.transaction-id-prefix'."));
	}

	private ApplicationContextRunner running(String mode, boolean outOfOrder) {
		return Contract.running(AcknowledgingListenerTests.DOCUMENT, this.prefix)
			.withPropertyValues("spring.kafka.consumer.group-id=" + this.prefix + "group",
					"spring.kafka.listener.ack-mode=" + mode, "spring.kafka.listener.async-acks=" + outOfOrder);
	}

	private void awaitCommitted(long offset) {
		SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, offset);
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

		final BlockingQueue<Acknowledgment> acknowledgments = new LinkedBlockingQueue<>();

		final List<Long> committed = new ArrayList<>();

		@ChannelListener(value = "orders", batch = "true")
		void on(List<Order> orders, Acknowledgment acknowledgment, Consumer<?, ?> consumer) {
			consumer.committed(consumer.assignment())
				.values()
				.stream()
				.filter(Objects::nonNull)
				.map(OffsetAndMetadata::offset)
				.forEach(this.committed::add);
			this.acknowledgments.add(acknowledgment);
		}

	}

	static class FailingOnce extends Holding {

		private boolean failed;

		@Override
		@ChannelListener(value = "orders", batch = "true")
		void on(List<Order> orders, Acknowledgment acknowledgment, Consumer<?, ?> consumer) {
			if (!this.failed) {
				this.failed = true;
				throw new IllegalStateException("Fails once");
			}
			super.on(orders, acknowledgment, consumer);
		}

	}

	static class Recorder {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	}

	static class Failing extends Recorder {

		@ChannelListener(value = "orders", batch = "true")
		void on(List<Order> orders, Acknowledgment acknowledgment) {
			if (orders.stream().anyMatch((order) -> order.id().equals("fails"))) {
				throw new IllegalStateException("Fails");
			}
			orders.forEach((order) -> this.received.add(order.id()));
			acknowledgment.acknowledge();
		}

	}

	static class FailingAt extends Recorder {

		@ChannelListener(value = "orders", batch = "true")
		void on(List<Order> orders, Acknowledgment acknowledgment) {
			for (int i = 0; i < orders.size(); i++) {
				if (orders.get(i).id().equals("fails")) {
					throw new BatchListenerFailedException("Fails", i);
				}
				this.received.add(orders.get(i).id());
			}
			acknowledgment.acknowledge();
		}

	}

	static class FailingPolled extends Recorder {

		@ChannelListener(value = "orders", batch = "true")
		void on(ConsumerRecords<String, Order> orders, Acknowledgment acknowledgment) {
			for (ConsumerRecord<String, Order> order : orders) {
				if (order.value().id().equals("fails")) {
					throw new BatchListenerFailedException("Fails", order);
				}
				this.received.add(order.value().id());
			}
			acknowledgment.acknowledge();
		}

	}

	static class Later {

		@ChannelListener(value = "orders", batch = "true")
		CompletableFuture<Void> on(List<Order> orders) {
			return CompletableFuture.completedFuture(null);
		}

	}

}
