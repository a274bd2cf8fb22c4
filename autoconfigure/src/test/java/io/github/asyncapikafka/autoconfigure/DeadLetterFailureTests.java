package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractConsumerSeekAware;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Dead letters that cannot be written, on a real broker.
 */
@ExtendWith(OutputCaptureExtension.class)
class DeadLetterFailureTests {

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "signups";

	private final String deadLetters = this.topic + "-dlt";

	private final ApplicationContextRunner contextRunner = Contract.running(SignupContract.DOCUMENT, this.prefix)
		.withConfiguration(AutoConfigurations.of(AsyncApiKafkaHealthAutoConfiguration.class))
		.withBean(Reader.class);

	@Test
	void waitsForATopicThatIsTooSmallWhileOtherPartitionsGoOn(CapturedOutput output) throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			create(admin, this.topic, 3, Map.of());
			create(admin, this.deadLetters, 3, Map.of("max.message.bytes", "1500"));
			this.contextRunner.withPropertyValues("asyncapi-kafka.stalled-after=2500ms").run((context) -> {
				send(0, "{\"id\":11,\"x\":\"" + "x".repeat(1_000) + "\"}");
				send(0, "{\"id\":1}");
				send(1, "{\"id\":2}");
				Reader reader = context.getBean(Reader.class);
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> reader.received().contains(2));
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> status(context).equals(Status.DOWN) && lines(output).size() >= 2);
				assertThat(lines(output).get(0)).contains(this.topic + "-0@0 of the operation 'onSignup' to "
						+ this.deadLetters + "; the partition waits 1 s: RecordTooLargeException");
				assertThat(reader.received()).doesNotContain(1);
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> lines(output).size() >= 3);
				assertThat(health(context).getDetails()).containsOnlyKeys("waiting");
				enlarge(admin);
				assertThat(TestBroker.get().receive(this.deadLetters, 1)).hasSize(1);
				Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> reader.received().contains(1));
				assertThat(status(context)).isEqualTo(Status.UP);
				assertThat(output.getAll().lines().filter((line) -> line.contains("Refused "))).hasSize(1);
				assertThat(output).doesNotContain("xxxxxxxxxx");
			});
		}
	}

	@Test
	void whatSomebodyElseHasToWriteIsNotWaitedFor() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			create(admin, this.topic, 3, Map.of());
			create(admin, this.deadLetters, 3, Map.of("max.message.bytes", "1500"));
			this.contextRunner.run((context) -> {
				send(0, "{\"id\":11,\"x\":\"" + "x".repeat(1_000) + "\"}");
				Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> status(context).equals(Status.DOWN));
				assertThat(health(context).getDetails()).containsOnlyKeys("waiting");
				context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("onSignup").stop();
				assertThat(health(context).getDetails()).isEmpty();
			});
		}
	}

	@Test
	void doesNotWriteTheOthersOfABatchAgainUntilAllAreWritten(CapturedOutput output) throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			create(admin, this.topic, 3, Map.of());
			create(admin, this.deadLetters, 3, Map.of("max.message.bytes", "3000"));
			send(0, "{\"id\":1}");
			send(0, "{\"id\":2}");
			send(0, "{\"id\":3,\"x\":\"" + "x".repeat(4_000) + "\"}");
			Contract.running(SignupContract.DOCUMENT, this.prefix)
				.withBean(FailingBatch.class)
				.withBean(BackOff.class, () -> new FixedBackOff(0, 0))
				.run((context) -> {
					Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> lines(output).size() >= 3);
					enlarge(admin);
					assertThat(TestBroker.get().receive(this.deadLetters, 3)).extracting(DeadLetterFailureTests::start)
						.containsExactly("{\"id\":1", "{\"id\":2", "{\"id\":3");
					send(0, "{\"id\":4}");
					assertThat(TestBroker.get().receive(this.deadLetters, 1)).extracting(DeadLetterFailureTests::start)
						.containsExactly("{\"id\":4");
					context.getBean(FailingBatch.class).seekToBeginning();
					assertThat(TestBroker.get().receive(this.deadLetters, 4)).extracting(DeadLetterFailureTests::start)
						.containsExactly("{\"id\":1", "{\"id\":2", "{\"id\":3", "{\"id\":4");
				});
		}
	}

	private static String start(ConsumerRecord<byte[], byte[]> letter) {
		return new String(letter.value(), StandardCharsets.UTF_8).substring(0, 7);
	}

	private void enlarge(Admin admin) throws Exception {
		admin
			.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, this.deadLetters),
					List.of(new AlterConfigOp(new ConfigEntry("max.message.bytes", "1000000"), OpType.SET))))
			.all()
			.get();
	}

	@Test
	void writesToAnotherPartitionIfTheTopicHasFewer() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			create(admin, this.topic, 3, Map.of());
			create(admin, this.deadLetters, 1, Map.of());
			this.contextRunner.run((context) -> {
				send(2, "{\"id\":11}");
				ConsumerRecord<byte[], byte[]> letter = TestBroker.get().receive(this.deadLetters, 1).get(0);
				assertThat(letter.partition()).isZero();
				assertThat(letter.headers().lastHeader("kafka_dlt-original-partition").value()).endsWith(2);
			});
		}
	}

	@Test
	void losesNothingIfTheTopicIsDeleted() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			create(admin, this.topic, 1, Map.of());
			create(admin, this.deadLetters, 1, Map.of());
			this.contextRunner.run((context) -> {
				send(0, "{\"id\":11}");
				assertThat(TestBroker.get().receive(this.deadLetters, 1)).hasSize(1);
				admin.deleteTopics(List.of(this.deadLetters)).all().get();
				send(0, "{\"id\":12}");
				send(0, "{\"id\":1}");
				Reader reader = context.getBean(Reader.class);
				Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> reader.received().contains(1));
				assertThat(TestBroker.get().receive(this.deadLetters, 1)).extracting(ConsumerRecord::value)
					.satisfiesExactly((value) -> assertThat(value).asString().isEqualTo("{\"id\":12}"));
			});
		}
	}

	@Test
	void keepsARecordOfTheLargestSize() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			create(admin, this.topic, 1, Map.of());
			create(admin, this.deadLetters, 1, Map.of("max.message.bytes", "1200000"));
			this.contextRunner.run((context) -> {
				int largest = 1_048_576 - 200;
				String value = "{\"id\":11,\"x\":\"" + "x".repeat(largest) + "\"}";
				send(0, value.substring(0, largest));
				assertThat(TestBroker.get().receive(this.deadLetters, 1).get(0).value()).hasSize(largest);
			});
		}
	}

	@Test
	void saysOnceForEachAttemptThatItCannotBeWrittenIfTheListenerAcknowledges(CapturedOutput output) throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			create(admin, this.topic, 1, Map.of());
			create(admin, this.deadLetters, 1, Map.of("max.message.bytes", "1500"));
			this.contextRunner.withPropertyValues("spring.kafka.listener.ack-mode=manual").run((context) -> {
				send(0, "{\"id\":11,\"x\":\"" + "x".repeat(1_000) + "\"}");
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> lines(output).stream().anyMatch((line) -> line.contains("waits 4 s")));
				assertThat(lines(output)).satisfiesExactly((line) -> assertThat(line).contains("waits 1 s"),
						(line) -> assertThat(line).contains("waits 2 s"),
						(line) -> assertThat(line).contains("waits 4 s"));
			});
		}
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("Cannot write the dead letter")).toList();
	}

	private static Status status(ApplicationContext context) {
		return health(context).getStatus();
	}

	private static Health health(ApplicationContext context) {
		return context.getBean("asyncApiKafkaHealthIndicator", HealthIndicator.class).health(true);
	}

	private static void create(Admin admin, String topic, int partitions, Map<String, String> configuration)
			throws Exception {
		admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configuration))).all().get();
	}

	private void send(int partition, String value) {
		TestBroker.get()
			.send(new ProducerRecord<>(this.topic, partition, "k".getBytes(StandardCharsets.UTF_8),
					value.getBytes(StandardCharsets.UTF_8)));
	}

	static class FailingBatch extends AbstractConsumerSeekAware {

		@ChannelListener(value = "signups", batch = "true")
		void on(List<SignupContract.Signup> signups) {
			throw new IllegalStateException("Fails");
		}

	}

}
