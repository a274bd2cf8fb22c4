package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Batches whose records an interceptor of the application replaces.
 */
class InterceptedBatchTests {

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "orders";

	@BeforeEach
	void createTopic() {
		TestBroker.get().create(this.topic, 1);
	}

	@Test
	void refusedRecordIsADeadLetterThatTheInterceptorDoesNotSee() {
		send("{\"id\":\"a\"}", "{}", "{\"id\":\"b\"}");
		Replacing interceptor = new Replacing();
		running(interceptor).withBean(Recording.class).run((context) -> {
			assertThat(deadLetters(1)).containsExactly("{}");
			SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, 3);
			assertThat(context.getBean(Recording.class).received).containsExactly("A", "B");
			assertThat(interceptor.seen).containsExactly("Order[id=a]", "Order[id=b]");
			assertThat(interceptor.ended).containsExactly("Order[id=A]", "Order[id=B]");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void deadLettersAreWhatWasReceived(boolean transactional) {
		send("{ \"id\": \"fails\" }");
		running(new Replacing()).withBean(Recording.class)
			.withBean(BackOff.class, () -> new FixedBackOff(0, 1))
			.withPropertyValues(transactional ? "spring.kafka.producer.transaction-id-prefix=tx-" + this.prefix
					: "spring.kafka.listener.ack-mode=batch")
			.run((context) -> {
				assertThat(deadLetters(1)).containsExactly("{ \"id\": \"fails\" }");
				assertThat(context.getBean(Recording.class).received).containsExactly("FAILS", "FAILS");
			});
	}

	private ApplicationContextRunner running(Replacing interceptor) {
		return Contract.running(AcknowledgingListenerTests.DOCUMENT, this.prefix)
			.withBean(BatchInterceptor.class, () -> interceptor)
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
			.map((record) -> new String(record.value(), StandardCharsets.UTF_8))
			.toList();
	}

	record Order(String id) {

	}

	static class Recording {

		private final List<String> received = Collections.synchronizedList(new ArrayList<>());

		@ChannelListener(value = "orders", batch = "true")
		void on(@Payload(required = false) List<Order> orders) {
			for (Order order : orders) {
				this.received.add((order != null) ? order.id() : "nothing");
				if (order != null && order.id().equals("FAILS")) {
					throw new IllegalStateException("Fails");
				}
			}
		}

	}

	/**
	 * Replaces records by others with the id in capital letters.
	 */
	static class Replacing implements BatchInterceptor<Object, Object> {

		private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

		private final List<String> ended = Collections.synchronizedList(new ArrayList<>());

		@Override
		public ConsumerRecords<Object, Object> intercept(ConsumerRecords<Object, Object> records,
				Consumer<Object, Object> consumer) {
			Map<TopicPartition, List<ConsumerRecord<Object, Object>>> replaced = new LinkedHashMap<>();
			for (TopicPartition partition : records.partitions()) {
				replaced.put(partition, records.records(partition).stream().map(this::replaced).toList());
			}
			return new ConsumerRecords<>(replaced, records.nextOffsets());
		}

		private ConsumerRecord<Object, Object> replaced(ConsumerRecord<Object, Object> record) {
			this.seen.add(String.valueOf(record.value()));
			Object value = (record.value() instanceof Order order) ? new Order(order.id().toUpperCase(Locale.ROOT))
					: record.value();
			return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.key(), value);
		}

		@Override
		public void success(ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
			records.forEach((record) -> this.ended.add(String.valueOf(record.value())));
		}

	}

}
