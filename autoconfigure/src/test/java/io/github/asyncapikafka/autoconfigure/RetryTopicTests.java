package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.BackOff;
import org.springframework.kafka.annotation.DltHandler;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.retrytopic.DltStrategy;
import org.springframework.kafka.retrytopic.RetryTopicConfiguration;
import org.springframework.kafka.retrytopic.RetryTopicConfigurationBuilder;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.messaging.handler.annotation.Payload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners with retry topics that acknowledge by themselves or have transactions, and
 * what the methods that take dead letters get, on a real broker.
 */
@ExtendWith(OutputCaptureExtension.class)
class RetryTopicTests {

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
			        bindings: { kafka: { key: { type: string } } }
			    bindings: { kafka: { partitions: 1 } }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			""";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "orders";

	private final String group = this.prefix + "group";

	private final String transactional = "spring.kafka.producer.transaction-id-prefix=tx-" + this.prefix;

	@BeforeEach
	void createTopic() {
		TestBroker.get().create(this.topic, 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "manual", "manual_immediate", "transactional" })
	void recordThatIsRefusedIsWrittenOnceToTheDeadLetterTopicThatIsRead(String mode, CapturedOutput output) {
		running(mode).withBean(Retrying.class).run((context) -> {
			send("no JSON", "{}", "{\"id\":\"a\"}");
			assertThat(context.getBean(Retrying.class).received.poll(30, TimeUnit.SECONDS)).isEqualTo("a");
			SeveralMessagesTests.awaitCommitted(this.group, this.topic, 3);
			awaitRead(mode, "-dlt", 2);
			assertThat(deadLetters("-dlt", 2)).containsExactly("no JSON", "{}");
			assertThat(topics()).containsExactlyInAnyOrder(this.topic, this.topic + "-retry", this.topic + "-dlt");
			assertThat(output).doesNotContain("Cannot write the dead letter");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "manual", "transactional", "record" })
	void recordThatTheDltHandlerCannotTakeIsReadPast(String mode) {
		running(mode).withBean(Strict.class).run((context) -> {
			send("no JSON", "{}");
			assertThat(context.getBean(Strict.class).dead.poll(30, TimeUnit.SECONDS)).isEqualTo(new Order(null));
			awaitRead(mode, "-dlt", 2);
			assertThat(deadLetters("-dlt", 2)).containsExactly("no JSON", "{}");
			assertThat(context.getBean(Strict.class).dead).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "manual", "transactional", "record" })
	void deadLettersGoToTheTopicWithTheSuffixOfTheAnnotation(String mode) {
		running(mode).withBean(Suffixed.class).run((context) -> {
			send("no JSON", "{\"id\":\"fails\"}");
			Suffixed listener = context.getBean(Suffixed.class);
			assertThat(listener.dead.poll(30, TimeUnit.SECONDS)).isEqualTo("no JSON");
			assertThat(listener.dead.poll(30, TimeUnit.SECONDS)).isEqualTo("{\"id\":\"fails\"}");
			SeveralMessagesTests.awaitCommitted(this.group, this.topic, 2);
			assertThat(listener.attempts).hasSize(2);
			assertThat(topics()).containsExactlyInAnyOrder(this.topic, this.topic + "_again", this.topic + "_dead");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "manual", "transactional", "record" })
	void recordThatIsRefusedIsReadPastIfThereIsToBeNoDeadLetterTopic(String mode, CapturedOutput output) {
		running(mode).withBean(WithoutDeadLetters.class).run((context) -> {
			send("no JSON", "{\"id\":\"a\"}");
			assertThat(context.getBean(WithoutDeadLetters.class).received.poll(30, TimeUnit.SECONDS)).isEqualTo("a");
			SeveralMessagesTests.awaitCommitted(this.group, this.topic, 2);
			assertThat(topics()).containsExactlyInAnyOrder(this.topic, this.topic + "-retry");
			assertThat(output).contains("Refused " + this.topic + "-0@0")
				.doesNotContain("Cannot write the dead letter");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "manual", "transactional", "record" })
	void configurationOfRetryTopicsIsLikeTheAnnotation(String mode) {
		running(mode).withBean(Plain.class).withUserConfiguration(RetryConfiguration.class).run((context) -> {
			send("no JSON", "{\"id\":\"a\"}");
			assertThat(context.getBean(Plain.class).received.poll(30, TimeUnit.SECONDS)).isEqualTo("a");
			SeveralMessagesTests.awaitCommitted(this.group, this.topic, 2);
			awaitRead(mode, "-lost", 1);
			assertThat(deadLetters("-lost", 1)).containsExactly("no JSON");
			assertThat(topics()).containsExactlyInAnyOrder(this.topic, this.topic + "-retry", this.topic + "-lost");
		});
	}

	@Test
	void recordThatIsRefusedIsNotCommittedBeforeWhatTheListenerHas() {
		running("manual").withBean(Holding.class).run((context) -> {
			send("{\"id\":\"a\"}", "no JSON", "{\"id\":\"b\"}");
			Holding listener = context.getBean(Holding.class);
			Acknowledgment first = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
			Acknowledgment second = listener.acknowledgments.poll(30, TimeUnit.SECONDS);
			assertThat(deadLetters("-dlt", 1)).containsExactly("no JSON");
			send("{\"id\":\"c\"}");
			assertThat(listener.acknowledgments.poll(30, TimeUnit.SECONDS)).isNotNull();
			// Commits come before the poll that has brought the last one.
			assertThat(committed()).isEmpty();
			first.acknowledge();
			SeveralMessagesTests.awaitCommitted(this.group, this.topic, 1);
			second.acknowledge();
			SeveralMessagesTests.awaitCommitted(this.group, this.topic, 3);
		});
	}

	static Stream<Class<?>> handlers() {
		return Stream.of(TakesBytes.class, TakesText.class, TakesRecord.class, TakesRecordOfBytes.class,
				TakesAnything.class, OfClass.class);
	}

	@ParameterizedTest
	@MethodSource("handlers")
	void dltHandlerGetsWhatTheListenerCannotRead(Class<?> type) {
		running("record").withBean(type).run((context) -> {
			send("no JSON");
			Object letter = ((Dead) context.getBean(type)).dead.poll(30, TimeUnit.SECONDS);
			assertThat((letter instanceof byte[] bytes) ? new String(bytes) : letter).isEqualTo("no JSON");
		});
	}

	@Test
	void dltHandlerThatSaysNoTypeGetsThatOfTheListenerWhereItCan() {
		running("record").withBean(TakesAnything.class).run((context) -> {
			send("{\"id\":\"fails\"}");
			BlockingQueue<Object> dead = context.getBean(TakesAnything.class).dead;
			assertThat(dead.poll(30, TimeUnit.SECONDS)).isEqualTo(new Order("fails"));
		});
	}

	@Test
	void recordThatCannotBeWrittenInATransactionIsNeverDropped(CapturedOutput output) throws Exception {
		TestBroker.get().create(this.topic + "-dlt", 1);
		limit("300");
		running("transactional").withBean(Retrying.class).run((context) -> {
			send("no JSON", "{\"id\":\"a\"}");
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> output.getAll().split("Transaction rolled back", -1).length > 12);
			limit("1000000");
			assertThat(deadLetters("-dlt", 1)).containsExactly("no JSON");
			assertThat(context.getBean(Retrying.class).received.poll(30, TimeUnit.SECONDS)).isEqualTo("a");
		});
	}

	private void limit(String bytes) throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			admin
				.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, this.topic + "-dlt"), List
					.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
				.all()
				.get();
		}
	}

	private ApplicationContextRunner running(String mode) {
		return Contract.running(DOCUMENT, this.prefix)
			.withPropertyValues("spring.kafka.consumer.group-id=" + this.group,
					mode.equals("transactional") ? this.transactional : "spring.kafka.listener.ack-mode=" + mode);
	}

	private void send(String... payloads) {
		for (String payload : payloads) {
			TestBroker.get().send(new ProducerRecord<>(this.topic, 0, "k".getBytes(), payload.getBytes()));
		}
	}

	private List<String> deadLetters(String suffix, int count) {
		return TestBroker.get()
			.receive(this.topic + suffix, count)
			.stream()
			.map((record) -> new String(record.value(), StandardCharsets.UTF_8))
			.toList();
	}

	/**
	 * Wait until a dead-letter topic is read up to a record. The end of a transaction
	 * takes an offset, too.
	 */
	private void awaitRead(String mode, String suffix, int count) {
		SeveralMessagesTests.awaitCommitted(this.group + suffix, this.topic + suffix,
				mode.equals("transactional") ? 2 * count - 1 : count);
	}

	private Set<String> topics() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			Set<String> names = admin.listTopics().names().get();
			return Set.copyOf(names.stream().filter((name) -> name.startsWith(this.prefix)).toList());
		}
	}

	private Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			return admin.listConsumerGroupOffsets(this.group).partitionsToOffsetAndMetadata().get();
		}
	}

	record Order(String id) {

	}

	static class Retrying {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener("orders")
		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 100))
		void on(Order order, Acknowledgment acknowledgment) {
			this.received.add(order.id());
			acknowledgment.acknowledge();
		}

	}

	static class Plain {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener("orders")
		void on(Order order, Acknowledgment acknowledgment) {
			this.received.add(order.id());
			acknowledgment.acknowledge();
		}

	}

	static class Holding {

		private final BlockingQueue<Acknowledgment> acknowledgments = new LinkedBlockingQueue<>();

		@ChannelListener("orders")
		@RetryableTopic(attempts = "2")
		void on(Order order, Acknowledgment acknowledgment) {
			this.acknowledgments.add(acknowledgment);
		}

	}

	static class WithoutDeadLetters {

		private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

		@ChannelListener("orders")
		@RetryableTopic(attempts = "2", dltStrategy = DltStrategy.NO_DLT)
		void on(Order order, Acknowledgment acknowledgment) {
			this.received.add(order.id());
			acknowledgment.acknowledge();
		}

	}

	static class Suffixed {

		private final List<String> attempts = new CopyOnWriteArrayList<>();

		private final BlockingQueue<String> dead = new LinkedBlockingQueue<>();

		@ChannelListener("orders")
		@RetryableTopic(attempts = "2", backOff = @BackOff(delay = 100), retryTopicSuffix = "_again",
				dltTopicSuffix = "_dead")
		void on(Order order) {
			this.attempts.add(order.id());
			throw new IllegalStateException("Fails");
		}

		@DltHandler
		void dead(String letter, Acknowledgment acknowledgment) {
			this.dead.add(letter);
			acknowledgment.acknowledge();
		}

	}

	static class Strict {

		private final BlockingQueue<Order> dead = new LinkedBlockingQueue<>();

		@ChannelListener("orders")
		@RetryableTopic(attempts = "2")
		void on(Order order) {
		}

		@DltHandler
		void dead(Order letter, Acknowledgment acknowledgment) {
			this.dead.add(letter);
			acknowledgment.acknowledge();
		}

	}

	abstract static class Dead {

		protected final BlockingQueue<Object> dead = new LinkedBlockingQueue<>();

	}

	static class TakesBytes extends Dead {

		@ChannelListener("orders")
		@RetryableTopic(attempts = "1")
		void on(Order order) {
			throw new IllegalStateException("Fails");
		}

		@DltHandler
		void dead(byte[] letter) {
			this.dead.add(letter);
		}

	}

	static class TakesText extends Dead {

		@ChannelListener("orders")
		@RetryableTopic(attempts = "1")
		void on(Order order) {
			throw new IllegalStateException("Fails");
		}

		@DltHandler
		void dead(@Payload String letter) {
			this.dead.add(letter);
		}

	}

	static class TakesRecord extends Dead {

		@ChannelListener("orders")
		@RetryableTopic(attempts = "1")
		void on(Order order) {
			throw new IllegalStateException("Fails");
		}

		@DltHandler
		void dead(ConsumerRecord<?, ?> letter) {
			this.dead.add(letter.value());
		}

	}

	static class TakesRecordOfBytes extends Dead {

		@ChannelListener("orders")
		@RetryableTopic(attempts = "1")
		void on(Order order) {
			throw new IllegalStateException("Fails");
		}

		@DltHandler
		void dead(ConsumerRecord<byte[], byte[]> letter) {
			this.dead.add(letter.value());
		}

	}

	static class TakesAnything extends Dead {

		@ChannelListener("orders")
		@RetryableTopic(attempts = "1")
		void on(Order order) {
			throw new IllegalStateException("Fails");
		}

		@DltHandler
		void dead(Object letter) {
			this.dead.add(((ConsumerRecord<?, ?>) letter).value());
		}

	}

	@ChannelListener("orders")
	@RetryableTopic(attempts = "1")
	static class OfClass extends Dead {

		@KafkaHandler
		void on(Order order) {
			throw new IllegalStateException("Fails");
		}

		@DltHandler
		void dead(byte[] letter) {
			this.dead.add(letter);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RetryConfiguration {

		@Bean
		RetryTopicConfiguration retryTopics(KafkaTemplate<?, ?> template) {
			return RetryTopicConfigurationBuilder.newInstance()
				.maxAttempts(2)
				.fixedBackOff(100)
				.dltSuffix("-lost")
				.create(template);
		}

	}

}
