package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.config.ContainerPostProcessor;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Containers to which the application gives other acknowledgments, error handlers and
 * transactions than configuration does, on a real broker.
 */
class AdjustedContainerTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Orders, version: 1.0.0 }
			defaultContentType: application/json
			servers:
			  test: { host: 'kafka.example.com:9092', protocol: kafka }
			channels:
			  orders:
			    address: orders
			    messages:
			      order:
			        payload: { type: object, required: [id], properties: { id: { type: string } } }
			    bindings: { kafka: { partitions: 1 } }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			""";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "orders";

	@BeforeEach
	void createTopic() {
		TestBroker.get().create(this.topic, 1);
	}

	@Test
	void recordThatIsRefusedIsNotCommittedBeforeWhatTheListenerHolds() {
		send("{\"id\":\"a\"}", "{}", "{\"id\":\"b\"}");
		running((container) -> container.getContainerProperties().setAckMode(AckMode.MANUAL)).withBean(Holding.class)
			.run((context) -> {
				Holding listener = context.getBean(Holding.class);
				Acknowledgment first = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
				Acknowledgment second = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
				assertThat(records("orders-dlt", 1)).containsExactly("{}");
				send("{\"id\":\"c\"}");
				assertThat(listener.acknowledgments.poll(30, TimeUnit.SECONDS)).isNotNull();
				// Commits come before the poll that has brought the last one.
				assertThat(committed()).isEmpty();
				first.acknowledge();
				awaitCommitted(1);
				second.acknowledge();
				awaitCommitted(3);
			});
	}

	@Test
	void recordThatIsRefusedIsADeadLetterAlthoughAnotherErrorHandlerTakesWhatTheListenerThrows() {
		List<String> handled = Collections.synchronizedList(new ArrayList<>());
		send("{}", "{\"id\":\"fails\"}", "{\"id\":\"b\"}");
		running((container) -> container.setCommonErrorHandler(new DefaultErrorHandler(
				(record, ex) -> handled.add(String.valueOf(record.value())), new FixedBackOff(0, 0))))
			.withBean(Failing.class)
			.run((context) -> {
				awaitCommitted(3);
				assertThat(records("orders-dlt", 1)).containsExactly("{}");
				assertThat(handled).containsExactly("Order[id=fails]");
			});
	}

	@Test
	void whatAFailedCallHasSentInATransactionIsNeverCommitted() {
		send("{\"id\":\"fails\"}", "{}", "{\"id\":\"b\"}");
		running().withBean(Sending.class)
			.withBean("adjustment", KafkaTransactions.class)
			.withPropertyValues("spring.kafka.producer.transaction-id-prefix=tx-" + this.prefix,
					"test.sent=" + this.prefix + "sent")
			.run((context) -> {
				assertThat(records("sent", 1)).containsExactly("b");
				assertThat(records("orders-dlt", 2)).containsExactly("{\"id\":\"fails\"}", "{}");
			});
	}

	@Test
	void whatAFailedCallHasDoneInATransactionOfAnotherKindIsRolledBack() {
		List<Integer> ends = Collections.synchronizedList(new ArrayList<>());
		send("{\"id\":\"fails\"}", "{}", "{\"id\":\"b\"}");
		running((container) -> setTransactionManager(container, new OtherTransactionManager()))
			.withBean(Ending.class, () -> new Ending(ends))
			.run((context) -> {
				awaitCommitted(3);
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ends.size() == 4);
				assertThat(ends).containsExactly(TransactionSynchronization.STATUS_ROLLED_BACK,
						TransactionSynchronization.STATUS_ROLLED_BACK, TransactionSynchronization.STATUS_ROLLED_BACK,
						TransactionSynchronization.STATUS_COMMITTED);
				assertThat(records("orders-dlt", 2)).containsExactly("{\"id\":\"fails\"}", "{}");
			});
	}

	/**
	 * Set it as applications did before there was another way.
	 */
	@SuppressWarnings("removal")
	private static void setTransactionManager(ConcurrentMessageListenerContainer<?, ?> container,
			PlatformTransactionManager transactionManager) {
		container.getContainerProperties().setKafkaAwareTransactionManager(null);
		container.getContainerProperties().setTransactionManager(transactionManager);
	}

	private ApplicationContextRunner running(Adjustment adjustment) {
		return running().withBean("adjustment", Adjustment.class, () -> adjustment);
	}

	private ApplicationContextRunner running() {
		return Contract.running(DOCUMENT, this.prefix)
			.withPropertyValues("spring.kafka.consumer.group-id=" + this.prefix + "group")
			.withBean(BackOff.class, () -> new FixedBackOff(10, 2));
	}

	private void send(String... payloads) {
		for (String payload : payloads) {
			TestBroker.get().send(this.topic, payload);
		}
	}

	private List<String> records(String name, int count) {
		return TestBroker.get()
			.receive(this.prefix + name, count)
			.stream()
			.map((record) -> new String(record.value(), StandardCharsets.UTF_8))
			.toList();
	}

	private void awaitCommitted(long offset) {
		SeveralMessagesTests.awaitCommitted(this.prefix + "group", this.topic, offset);
	}

	private Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			return admin.listConsumerGroupOffsets(this.prefix + "group").partitionsToOffsetAndMetadata().get();
		}
	}

	record Order(String id) {

	}

	interface Adjustment
			extends ContainerPostProcessor<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> {

	}

	static class Holding {

		private final BlockingQueue<Acknowledgment> acknowledgments = new LinkedBlockingQueue<>();

		@ChannelListener(value = "orders", containerPostProcessor = "adjustment")
		void on(Order order, Acknowledgment acknowledgment) {
			this.acknowledgments.add(acknowledgment);
		}

	}

	static class Failing {

		@ChannelListener(value = "orders", containerPostProcessor = "adjustment")
		void on(Order order) {
			if (order.id().equals("fails")) {
				throw new IllegalStateException("Fails");
			}
		}

	}

	static class Sending {

		private final KafkaTemplate<Object, Object> template;

		private final String topic;

		Sending(KafkaTemplate<Object, Object> template, @Value("${test.sent}") String topic) {
			this.template = template;
			this.topic = topic;
		}

		@ChannelListener(value = "orders", containerPostProcessor = "adjustment")
		void on(Order order) {
			this.template.send(this.topic, order.id());
			if (order.id().equals("fails")) {
				throw new IllegalStateException("Fails");
			}
		}

	}

	static class KafkaTransactions implements Adjustment {

		private final KafkaTransactionManager<?, ?> transactionManager;

		KafkaTransactions(KafkaTransactionManager<?, ?> transactionManager) {
			this.transactionManager = transactionManager;
		}

		@Override
		public void postProcess(ConcurrentMessageListenerContainer<Object, Object> container) {
			setTransactionManager(container, this.transactionManager);
		}

	}

	static class Ending {

		private final List<Integer> ends;

		Ending(List<Integer> ends) {
			this.ends = ends;
		}

		@ChannelListener(value = "orders", containerPostProcessor = "adjustment")
		void on(Order order) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCompletion(int status) {
					Ending.this.ends.add(status);
				}

			});
			if (order.id().equals("fails")) {
				throw new IllegalStateException("Fails");
			}
		}

	}

	/**
	 * Of a resource that needs nothing to be done.
	 */
	static class OtherTransactionManager extends AbstractPlatformTransactionManager {

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
