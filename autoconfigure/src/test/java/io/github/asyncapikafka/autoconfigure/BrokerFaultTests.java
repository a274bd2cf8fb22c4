package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signup;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
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
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.AbstractConsumerSeekAware;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a broker can do to a running application: take rights away, go away itself, and
 * forget what it was given.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokerFaultTests {

	private static final String TOPIC = "signups";

	@Test
	void goesOnWhenARightComesBack() throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.secured("app"); Admin admin = broker.admin()) {
			create(admin, TOPIC, TOPIC + "-dlt");
			AclBinding read = right(ResourceType.TOPIC, TOPIC);
			admin.createAcls(List.of(read, right(ResourceType.GROUP, "readers"))).all().get();
			application(broker).withPropertyValues(StandaloneBroker.credentials("spring.kafka.properties", "app"))
				.withPropertyValues("spring.kafka.security.protocol=SASL_PLAINTEXT")
				.run((context) -> {
					Reader reader = context.getBean(Reader.class);
					send(broker, 0, "{\"id\":1}");
					await().until(() -> reader.received().contains(1));
					assertThat(health(context).getStatus()).isEqualTo(Status.UP);
					admin.deleteAcls(List.of(read.toFilter())).all().get();
					send(broker, 0, "{\"id\":2}");
					await().until(() -> health(context).getStatus().equals(Status.DOWN));
					assertThat(health(context).getDetails().get("stalled")).asString()
						.contains("operation=onSignup",
								": TopicAuthorizationException: Not authorized to access topics: [signups]");
					admin.createAcls(List.of(read)).all().get();
					await().until(() -> reader.received().contains(2));
					await().until(() -> health(context).getStatus().equals(Status.UP));
				});
		}
	}

	@Test
	void aRightIsWaitedForAsLongAsSpringSays() {
		ApplicationContextRunner application = Contract.application(SignupContract.DOCUMENT).withBean(Reader.class);
		application.run((context) -> assertThat(authorizationRetry(context)).isEqualTo(Duration.ofSeconds(10)));
		application.withPropertyValues("spring.kafka.listener.auth-exception-retry-interval=3s")
			.run((context) -> assertThat(authorizationRetry(context)).isEqualTo(Duration.ofSeconds(3)));
	}

	private static Duration authorizationRetry(ApplicationContext context) {
		return context.getBean(KafkaListenerEndpointRegistry.class)
			.getListenerContainer("onSignup")
			.getContainerProperties()
			.getAuthExceptionRetryInterval();
	}

	@Test
	void isDownWhileTheBrokerIsGone() throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort())) {
			application(broker).run((context) -> {
				Reader reader = context.getBean(Reader.class);
				send(broker, 0, "{\"id\":1}");
				await().until(() -> reader.received().contains(1));
				broker.stop();
				await().until(() -> health(context).getStatus().equals(Status.DOWN));
				assertThat(health(context).getDetails().get("stalled")).asString()
					.contains("no contact with the coordinator of its group");
				broker.startAgain();
				Instant back = Instant.now();
				send(broker, 0, "{\"id\":2}");
				await().until(() -> reader.received().contains(2));
				assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(30));
				await().until(() -> health(context).getStatus().equals(Status.UP));
			});
		}
	}

	@Test
	void triesToConnectLessAndLessOften(CapturedOutput output) {
		try (NetworkClientLog log = new NetworkClientLog()) {
			Contract.application()
				.withPropertyValues(Contract.location(SignupContract.DOCUMENT),
						"spring.kafka.bootstrap-servers=localhost:" + StandaloneBroker.freePort(),
						"asyncapi-kafka.stalled-after=20s", "spring.kafka.listener.concurrency=3")
				.withConfiguration(AutoConfigurations.of(AsyncApiKafkaHealthAutoConfiguration.class))
				.withBean(Reader.class)
				.run((context) -> {
					await().untilAsserted(() -> assertThat(health(context).getDetails().get("stalled")).asString()
						.contains("since=PT3"));
					assertThat(lines(output, " WARN .*NetworkClient")).hasSizeBetween(3, 120);
				});
		}
	}

	@Test
	void connectsAsOftenAsSpringSays() {
		ApplicationContextRunner application = Contract.application(SignupContract.DOCUMENT).withBean(Reader.class);
		application.run((context) -> assertThat(consumers(context))
			.containsEntry(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 10_000));
		application.withPropertyValues("spring.kafka.properties.reconnect.backoff.max.ms=2000")
			.run((context) -> assertThat(consumers(context))
				.containsEntry(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "2000"));
		application.withPropertyValues("spring.kafka.consumer.properties.reconnect.backoff.ms=500")
			.run((context) -> assertThat(consumers(context))
				.containsEntry(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, "500")
				.doesNotContainKey(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG));
	}

	private static Map<String, Object> consumers(ApplicationContext context) {
		ConsumerFactory<?, ?> factory = context.getBean("channelConsumerFactory", ConsumerFactory.class);
		return factory.getConfigurationProperties();
	}

	@Test
	void waitsAtCorruptedRecordsWhileOtherPartitionsGoOn(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort())) {
			Path segment = corrupt(broker);
			application(broker).run((context) -> {
				Reader reader = context.getBean(Reader.class);
				await().until(() -> reader.received().contains(1));
				await().until(() -> lines(output, "Cannot read signups-0@2").size() >= 2);
				Instant start = Instant.now();
				int before = output.getAll().length();
				send(broker, 1, "{\"id\":8}");
				await().until(() -> reader.received().contains(8));
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
				assertThat(health(context).getDetails().get("stalled")).asString()
					.contains("operation=onSignup", "record=signups-0@2", "corrupted in the broker's log",
							"is invalid, cause: Record is corrupt");
				await().until(() -> lines(output, "Cannot read signups-0@2").size() >= 3);
				assertThat(output.getAll().substring(before).lines().count())
					.isLessThanOrEqualTo(Duration.between(start, Instant.now()).toSeconds() + 1);
				assertThat(reader.received()).doesNotContain(5);
				flip(segment);
				await().until(() -> reader.received().contains(5));
				assertThat(reader.received()).containsSubsequence(0, 1, 2, 3, 4, 5).doesNotHaveDuplicates();
				await().until(() -> health(context).getStatus().equals(Status.UP));
				assertThat(output).contains("signups-0@2 of the operation 'onSignup' can be read");
			});
		}
	}

	@Test
	void goesFromCorruptedRecordsToTheEndIfToldTo(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort())) {
			corrupt(broker);
			application(broker, SeekingReader.class).run((context) -> {
				SeekingReader reader = context.getBean(SeekingReader.class);
				await().until(() -> lines(output, "Cannot read signups-0@2").size() >= 2);
				assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
				reader.seekToEnd();
				await().until(() -> health(context).getStatus().equals(Status.UP));
				send(broker, 0, "{\"id\":7}");
				await().until(() -> reader.received().contains(7));
				assertThat(reader.received()).containsExactly(0, 1, 7);
			});
		}
	}

	@Test
	void skipsCorruptedRecordsIfConfigured(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort())) {
			corrupt(broker);
			application(broker).withPropertyValues("asyncapi-kafka.corrupt-records=skip")
				.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
				.withConfiguration(AutoConfigurations.of(AsyncApiKafkaMetricsAutoConfiguration.class))
				.run((context) -> {
					Reader reader = context.getBean(Reader.class);
					await().until(() -> reader.received().contains(5));
					assertThat(reader.received()).containsExactly(0, 1, 5);
					assertThat(lines(output, "WARN .*Skipped signups-0@2 to @4 \\(3 offsets\\) of the operation "
							+ "'onSignup', which are corrupted in the broker's log: .*"))
						.hasSize(1);
					assertThat(context.getBean(MeterRegistry.class)
						.get("asyncapi.kafka.violations")
						.tags("operation", "onSignup", "rule", "corrupt")
						.counter()
						.count()).isEqualTo(3);
					await().until(() -> health(context).getStatus().equals(Status.UP));
				});
		}
	}

	/**
	 * Write three batches, of which the second is corrupted.
	 */
	private static Path corrupt(StandaloneBroker broker) throws Exception {
		try (Admin admin = broker.admin()) {
			create(admin, TOPIC, TOPIC + "-dlt");
		}
		send(broker, 0, "{\"id\":0}", "{\"id\":1}");
		send(broker, 0, "{\"id\":2}", "{\"id\":3,\"email\":\"a@example.com\"}", "{\"id\":4}");
		send(broker, 0, "{\"id\":5}");
		broker.stop();
		Path segment = broker.segment(TOPIC + "-0");
		flip(segment);
		broker.startAgain();
		return segment;
	}

	private static void flip(Path segment) throws IOException {
		String text = Files.readString(segment, StandardCharsets.ISO_8859_1);
		try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
			long position = text.indexOf("example.com");
			file.seek(position - 1);
			int value = file.read();
			file.seek(position - 1);
			file.write(value ^ 1);
		}
	}

	private static ApplicationContextRunner application(StandaloneBroker broker) {
		return application(broker, Reader.class);
	}

	private static ApplicationContextRunner application(StandaloneBroker broker, Class<?> reader) {
		return Contract.application()
			.withPropertyValues(Contract.location(SignupContract.DOCUMENT),
					"spring.kafka.bootstrap-servers=" + broker.address(), "asyncapi-kafka.stalled-after=5s",
					"spring.kafka.consumer.auto-offset-reset=earliest")
			.withConfiguration(AutoConfigurations.of(AsyncApiKafkaHealthAutoConfiguration.class))
			.withBean(reader);
	}

	private static void create(Admin admin, String... topics) throws InterruptedException, ExecutionException {
		admin.createTopics(Stream.of(topics).map((topic) -> new NewTopic(topic, 3, (short) 1)).toList()).all().get();
	}

	private static AclBinding right(ResourceType type, String name) {
		return new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL),
				new AccessControlEntry("User:app", "*", AclOperation.READ, AclPermissionType.ALLOW));
	}

	/**
	 * Send records as one batch.
	 */
	private static void send(StandaloneBroker broker, int partition, String... values) {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.internalAddress(),
						ProducerConfig.LINGER_MS_CONFIG, 10_000),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			Stream.of(values)
				.forEach((value) -> producer.send(new ProducerRecord<>(TOPIC, partition, "k".getBytes(),
						value.getBytes(StandardCharsets.UTF_8))));
		}
	}

	private static List<String> lines(CapturedOutput output, String expression) {
		return output.getAll().lines().filter((line) -> line.matches(".*" + expression + ".*")).toList();
	}

	private static Health health(ApplicationContext context) {
		return context.getBean("asyncApiKafkaHealthIndicator", HealthIndicator.class).health(true);
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(90));
	}

	static class SeekingReader extends AbstractConsumerSeekAware {

		private final List<Integer> received = new CopyOnWriteArrayList<>();

		@ChannelListener("signups")
		void on(Signup signup) {
			this.received.add(signup.id());
		}

		List<Integer> received() {
			return this.received;
		}

	}

}
