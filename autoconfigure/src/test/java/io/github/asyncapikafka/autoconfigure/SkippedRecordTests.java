package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.autoconfigure.SeveralMessagesTests.Event;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.check.SkipListener;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records that a listener does not get, with every way to acknowledge those around them.
 */
@ExtendWith(OutputCaptureExtension.class)
class SkippedRecordTests {

	private static final String OPENED = SeveralMessagesTests.OPENED;

	private static final String CLOSED = SeveralMessagesTests.CLOSED;

	private static final String MOVED = SeveralMessagesTests.MOVED;

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "accounts";

	@BeforeEach
	void createTopic() {
		TestBroker.get().create(this.topic, 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "record", "batch", "time", "count" })
	void areAcknowledgedByTheContainer(String mode) {
		send(MOVED, OPENED, MOVED, MOVED);
		running().withBean(Recording.class)
			.withPropertyValues("spring.kafka.listener.ack-mode=" + mode, "spring.kafka.listener.ack-time=100",
					"spring.kafka.listener.ack-count=1")
			.run((context) -> {
				assertThat(context.getBean(Recording.class).next()).isEqualTo("[Opened[owner=ada]]");
				awaitCommitted(4);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "manual", "manual_immediate" })
	void areNotAcknowledgedBeforeWhatTheListenerHas(String mode) {
		send(MOVED, OPENED, MOVED, CLOSED, MOVED);
		running().withBean(Holding.class)
			.withPropertyValues("spring.kafka.listener.ack-mode=" + mode)
			.run((context) -> {
				Holding listener = context.getBean(Holding.class);
				Acknowledgment opened = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
				Acknowledgment closed = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
				awaitCommitted(1);
				opened.acknowledge();
				awaitCommitted(2);
				closed.acknowledge();
				awaitCommitted(5);
				send(MOVED);
				awaitCommitted(6);
			});
	}

	@Test
	void areAcknowledgedWithAnAcknowledgmentOutOfOrder() {
		send(OPENED, MOVED, CLOSED);
		running().withBean(Holding.class)
			.withPropertyValues("spring.kafka.listener.ack-mode=manual", "spring.kafka.listener.async-acks=true")
			.run((context) -> {
				Holding listener = context.getBean(Holding.class);
				Acknowledgment opened = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
				listener.acknowledgments.poll(30, TimeUnit.SECONDS).acknowledge();
				opened.acknowledge();
				awaitCommitted(3);
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { Recording.class, RecordingBatch.class, RecordingPolled.class })
	void areCommittedWithinATransaction(Class<? extends Recorder> type) {
		send(MOVED, OPENED, MOVED);
		running().withBean(type)
			.withPropertyValues("spring.kafka.producer.transaction-id-prefix=tx-" + this.prefix,
					"spring.kafka.consumer.isolation-level=read_committed")
			.run((context) -> {
				assertThat(context.getBean(type).next()).isEqualTo("[Opened[owner=ada]]");
				send(MOVED);
				// Each transaction has an end marker of its own only in the topic of
				// offsets.
				awaitCommitted(4);
			});
	}

	@ParameterizedTest
	@ValueSource(classes = { RecordingBatch.class, RecordingPolled.class })
	void areNotInTheBatch(Class<? extends Recorder> type) {
		send(MOVED, OPENED, MOVED, CLOSED, MOVED);
		running().withBean(type).run((context) -> {
			assertThat(context.getBean(type).next()).isEqualTo("[Opened[owner=ada], Closed[reason=quiet]]");
			awaitCommitted(5);
			send(MOVED);
			awaitCommitted(6);
			assertThat(context.getBean(type).received).isEmpty();
		});
	}

	@Test
	void doNotMoveThePositionsOfABatchThatAreAcknowledged() {
		send(MOVED, OPENED, MOVED, CLOSED, MOVED);
		running().withBean(PartBatch.class)
			.withPropertyValues("spring.kafka.listener.ack-mode=manual_immediate")
			.run((context) -> {
				PartBatch listener = context.getBean(PartBatch.class);
				assertThat(listener.next()).isEqualTo("[Opened[owner=ada], Closed[reason=quiet]]");
				assertThat(listener.next()).isEqualTo("[Closed[reason=quiet]]");
				awaitCommitted(5);
				assertThat(listener.committed).containsExactly(3L, 5L);
			});
	}

	@Test
	void doNotMoveThePositionThatABatchFailsAt() {
		send(MOVED, OPENED, MOVED, CLOSED, MOVED);
		running().withBean(FailingBatch.class).withBean(BackOff.class, () -> new FixedBackOff(0, 0)).run((context) -> {
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 1)).extracting((record) -> text(record.value()))
				.containsExactly(CLOSED);
			awaitCommitted(5);
		});
	}

	@Test
	void areNoDeadLettersIfTheirBatchFails() {
		send(MOVED, OPENED, MOVED, CLOSED, MOVED);
		running().withBean(BrokenBatch.class).withBean(BackOff.class, () -> new FixedBackOff(0, 0)).run((context) -> {
			awaitCommitted(5);
			send(OPENED);
			awaitCommitted(6);
			assertThat(TestBroker.get().receive(this.topic + "-dlt", 3)).extracting((record) -> text(record.value()))
				.containsExactly(OPENED, CLOSED, OPENED);
		});
	}

	@Test
	void areSkippedAlthoughNobodyCanCountThem(CapturedOutput output) {
		send(MOVED, OPENED);
		running().withBean(Recording.class).withBean(SkipListener.class, () -> (operation, message, reason) -> {
			throw new IllegalStateException("Fails");
		}).run((context) -> {
			assertThat(context.getBean(Recording.class).next()).isEqualTo("[Opened[owner=ada]]");
			awaitCommitted(2);
		});
		assertThat(output).containsOnlyOnce("A skipped record cannot be counted").doesNotContain("ERROR");
	}

	@Test
	void areNotShownToInterceptors() {
		send(MOVED, OPENED, MOVED, "{}", CLOSED);
		List<Object> seen = Collections.synchronizedList(new ArrayList<>());
		running().withBean(Recording.class)
			.withBean(RecordInterceptor.class, () -> (RecordInterceptor<Object, Object>) (record, consumer) -> {
				seen.add(String.valueOf(record.value()));
				return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.key(),
						record.value());
			})
			.run((context) -> {
				awaitCommitted(5);
				assertThat(context.getBean(Recording.class).received).containsExactly("[Opened[owner=ada]]",
						"[Closed[reason=quiet]]");
				assertThat(seen).containsExactly("Opened[owner=ada]", "Closed[reason=quiet]");
			});
	}

	@Test
	void areNotInABatchThatAnInterceptorHasReplaced() {
		send(MOVED, OPENED, MOVED, CLOSED);
		running().withBean(RecordingBatch.class)
			.withBean(BatchInterceptor.class,
					() -> (BatchInterceptor<Object, Object>) (records, consumer) -> replaced(records))
			.run((context) -> {
				awaitCommitted(4);
				assertThat(context.getBean(RecordingBatch.class).received)
					.containsExactly("[Opened[owner=ada], Closed[reason=quiet]]");
			});
	}

	private static ConsumerRecords<Object, Object> replaced(ConsumerRecords<Object, Object> records) {
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> replaced = new HashMap<>();
		records.partitions()
			.forEach((partition) -> replaced.put(partition,
					records.records(partition)
						.stream()
						.map((record) -> new ConsumerRecord<>(record.topic(), record.partition(), record.offset(),
								record.key(), record.value()))
						.toList()));
		return new ConsumerRecords<>(replaced, records.nextOffsets());
	}

	@Test
	void areNotFiltered() {
		send(MOVED, OPENED, CLOSED);
		List<Object> seen = Collections.synchronizedList(new ArrayList<>());
		running().withBean(Recording.class)
			.withBean(RecordFilterStrategy.class, () -> (record) -> !seen.add(String.valueOf(record.value())))
			.run((context) -> {
				assertThat(context.getBean(Recording.class).next()).isEqualTo("[Opened[owner=ada]]");
				assertThat(context.getBean(Recording.class).next()).isEqualTo("[Closed[reason=quiet]]");
				assertThat(seen).containsExactly("Opened[owner=ada]", "Closed[reason=quiet]");
			});
	}

	private ApplicationContextRunner running() {
		return Contract.running(SeveralMessagesTests.TWO, this.prefix)
			.withPropertyValues("spring.kafka.consumer.group-id=" + this.prefix + "group",
					"spring.jackson.deserialization.fail-on-unknown-properties=false");
	}

	private void send(String... payloads) {
		for (String payload : payloads) {
			TestBroker.get().send(this.topic, payload);
		}
	}

	private void awaitCommitted(long offset) {
		SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, offset);
	}

	private static String text(byte[] bytes) {
		return new String(bytes);
	}

	abstract static class Recorder {

		final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		String next() throws InterruptedException {
			return this.received.poll(30, TimeUnit.SECONDS);
		}

	}

	static class Recording extends Recorder {

		@ChannelListener("accounts")
		void on(Event event) {
			this.received.add(List.of(event).toString());
		}

	}

	static class Holding {

		private final BlockingQueue<Acknowledgment> acknowledgments = new LinkedBlockingQueue<>();

		@ChannelListener("accounts")
		void on(Event event, Acknowledgment acknowledgment) {
			this.acknowledgments.add(acknowledgment);
		}

	}

	static class RecordingBatch extends Recorder {

		@ChannelListener(value = "accounts", batch = "true")
		void on(List<Event> events) {
			this.received.add(events.toString());
		}

	}

	static class RecordingPolled extends Recorder {

		@ChannelListener(value = "accounts", batch = "true")
		void on(ConsumerRecords<String, Event> records) {
			List<Event> events = new ArrayList<>();
			records.forEach((record) -> events.add(record.value()));
			this.received.add(events.toString());
		}

	}

	static class PartBatch extends Recorder {

		private final List<Long> committed = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener(value = "accounts", batch = "true")
		void on(List<ConsumerRecord<String, Event>> records, Acknowledgment acknowledgment) throws Exception {
			this.received.add(records.stream().map(ConsumerRecord::value).toList().toString());
			if (records.size() == 2) {
				acknowledgment.acknowledge(0);
				commit(records.get(0));
				acknowledgment.nack(1, Duration.ofMillis(1));
			}
			else {
				acknowledgment.acknowledge(0);
				commit(records.get(0));
			}
		}

		private void commit(ConsumerRecord<?, ?> record) throws Exception {
			String group = record.topic().replace("accounts", "group");
			try (Admin admin = TestBroker.get().admin()) {
				OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
					.partitionsToOffsetAndMetadata()
					.get()
					.get(new TopicPartition(record.topic(), record.partition()));
				this.committed.add(offset.offset());
			}
		}

	}

	static class BrokenBatch {

		@ChannelListener(value = "accounts", batch = "true")
		void on(List<Event> events) {
			throw new IllegalStateException("Fails");
		}

	}

	static class FailingBatch extends Recorder {

		@ChannelListener(value = "accounts", batch = "true")
		void on(List<Event> events) {
			for (int i = 0; i < events.size(); i++) {
				if (events.get(i) instanceof SeveralMessagesTests.Closed) {
					throw new BatchListenerFailedException("Fails", i);
				}
			}
		}

	}

}
