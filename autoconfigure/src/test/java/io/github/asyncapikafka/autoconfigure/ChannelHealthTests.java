package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signup;
import io.github.asyncapikafka.kafka.ChannelListener;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When listeners are healthy and when not, on a real broker. Nothing may stand still for
 * more than two seconds here.
 */
@ExtendWith(OutputCaptureExtension.class)
class ChannelHealthTests {

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "signups";

	private final ApplicationContextRunner contextRunner = Contract.running(SignupContract.DOCUMENT, this.prefix)
		.withConfiguration(AutoConfigurations.of(AsyncApiKafkaHealthAutoConfiguration.class))
		.withPropertyValues("asyncapi-kafka.stalled-after=2s", "asyncapi-kafka.group-id-prefix=" + this.prefix);

	@Test
	void isUpWhileThereIsNothingToDo() {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			send(1);
			await().until(() -> context.getBean(Reader.class).received().contains(1));
			staysUp(context);
		});
	}

	@Test
	void isDownWhileAListenerIsAtOneRecord() {
		this.contextRunner.withBean(SlowReader.class).run((context) -> {
			SlowReader reader = context.getBean(SlowReader.class);
			send(1);
			send(2);
			await().until(() -> status(context).equals(Status.DOWN));
			assertThat(stall(context)).containsEntry("operation", "onSignup")
				.containsEntry("record", this.topic + "-0@1")
				.containsEntry("cause", "the listener is still at this record");
			assertThat(stall(context).get("since")).asString().matches("PT\\d+S");
			reader.latch.countDown();
			await().until(() -> status(context).equals(Status.UP));
		});
	}

	@Test
	void isDownWhileARecordComesAgainAndAgain() {
		this.contextRunner.withBean(Reader.class)
			.withBean(BackOff.class, () -> new FixedBackOff(300, FixedBackOff.UNLIMITED_ATTEMPTS))
			.run((context) -> {
				send(1);
				send(9);
				await().until(() -> status(context).equals(Status.DOWN));
				assertThat(stall(context)).containsEntry("record", this.topic + "-0@1");
				assertThat(stall(context).get("cause")).asString()
					.matches("the record has come \\d+ times, and is not done");
			});
	}

	@Test
	void isDownWhileABatchIsRetriedAgainAndAgain() {
		this.contextRunner.withBean(FailingBatchReader.class)
			.withPropertyValues("spring.kafka.listener.type=batch")
			.withBean(BackOff.class, () -> new FixedBackOff(300, FixedBackOff.UNLIMITED_ATTEMPTS))
			.run((context) -> {
				FailingBatchReader reader = context.getBean(FailingBatchReader.class);
				send(1);
				await().untilAsserted(() -> assertThat(stall(context)).containsEntry("record", this.topic + "-0@0")
					.containsEntry("cause", "the listener is still at the batch that begins here"));
				assertThat(reader.attempts).hasValueGreaterThan(2);
				reader.failing = false;
				await().until(() -> status(context).equals(Status.UP));
				staysUp(context);
			});
	}

	@Test
	void isDownWhileAnErrorHandlerKeepsARecord() {
		DefaultErrorHandler errorHandler = new DefaultErrorHandler(
				new FixedBackOff(300, FixedBackOff.UNLIMITED_ATTEMPTS));
		errorHandler.setSeekAfterError(false);
		this.contextRunner.withBean(FailingReader.class)
			.withBean(CommonErrorHandler.class, () -> errorHandler)
			.run((context) -> {
				FailingReader reader = context.getBean(FailingReader.class);
				send(1);
				await().untilAsserted(() -> assertThat(stall(context)).containsEntry("record", this.topic + "-0@0")
					.containsEntry("cause", "the listener is still at this record"));
				assertThat(reader.attempts).hasValueGreaterThan(2);
				MessageListenerContainer container = container(context);
				container.pause();
				await().until(() -> status(context).equals(Status.UP));
				container.resume();
				await().until(() -> status(context).equals(Status.DOWN));
				reader.failing = false;
				await().until(() -> status(context).equals(Status.UP));
				staysUp(context);
			});
	}

	@Test
	void namesThePartOfABatchAtWhichAListenerIs() {
		TestBroker.get().create(this.topic, 3);
		for (int partition = 0; partition < 3; partition++) {
			TestBroker.get().send(new ProducerRecord<>(this.topic, partition, "k".getBytes(), "{\"id\":1}".getBytes()));
		}
		this.contextRunner.withBean(PartialBatchReader.class)
			.withPropertyValues("spring.kafka.listener.type=batch")
			.withBean(ContainerCustomizer.class, () -> (container) -> {
				container.getContainerProperties().setSubBatchPerPartition(true);
			})
			.run((context) -> {
				PartialBatchReader reader = context.getBean(PartialBatchReader.class);
				await().untilAsserted(() -> assertThat(stall(context)).containsEntry("record", reader.second)
					.containsEntry("cause", "the listener is still at the batch that begins here"));
				reader.latch.countDown();
				await().until(() -> status(context).equals(Status.UP));
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "single", "batch" })
	void isDownWhileAListenerDoesNotAcknowledge(String type) {
		Class<? extends LateReader> readerType = type.equals("batch") ? LateBatchReader.class : LateRecordReader.class;
		this.contextRunner.withBean(readerType)
			.withPropertyValues("spring.kafka.listener.type=" + type, "spring.kafka.listener.ack-mode=manual",
					"spring.kafka.listener.async-acks=true")
			.run((context) -> {
				LateReader reader = context.getBean(LateReader.class);
				send(1);
				await().until(() -> reader.acknowledgments.size() == 1);
				reader.acknowledgments.remove(0).acknowledge();
				send(2);
				await().until(() -> reader.acknowledgments.size() == 1);
				await().untilAsserted(() -> assertThat(stall(context)).containsEntry("record", this.topic + "-0@1")
					.containsEntry("cause", "the listener has not acknowledged this record"));
				reader.acknowledgments.remove(0).acknowledge();
				await().until(() -> status(context).equals(Status.UP));
				container(context).pause();
				send(3);
				staysUp(context);
			});
	}

	@Test
	void isDownWhileOffsetsCannotBeCommittedInTheBackground() {
		this.contextRunner.withBean(Reader.class).withBean(ContainerCustomizer.class, () -> (container) -> {
			container.getContainerProperties().setSyncCommits(false);
			container.getContainerProperties()
				.setOffsetAndMetadataProvider((scope, offset) -> new OffsetAndMetadata(offset, "x".repeat(5_000)));
		}).run((context) -> await().pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
			send(1);
			assertThat(stall(context).get("cause")).asString()
				.startsWith("offsets cannot be committed: OffsetMetadataTooLarge");
		}));
	}

	@Test
	void isUpWhileSomebodyHasPausedAContainerOrAPartition() {
		this.contextRunner.withBean(Reader.class).run((context) -> {
			send(1);
			await().until(() -> context.getBean(Reader.class).received().contains(1));
			MessageListenerContainer container = container(context);
			container.pause();
			await().until(container::isContainerPaused);
			send(2);
			staysUp(context);
			container.resume();
			await().until(() -> context.getBean(Reader.class).received().contains(2));
		});
	}

	@Test
	void isUpWhileTheContainerIsToWaitBetweenPolls() {
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("spring.kafka.listener.idle-between-polls=4s")
			.run((context) -> {
				send(1);
				await().until(() -> context.getBean(Reader.class).received().contains(1));
				staysUp(context);
			});
	}

	@Test
	void namesTheRecordBeforeWhichAContainerHasStopped() {
		TestBroker.get().create(this.topic, 3);
		send(1);
		send(11);
		send(2);
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("asyncapi-kafka.dead-letter.mode=stop", "spring.kafka.listener.concurrency=3")
			.run((context) -> {
				await().untilAsserted(() -> assertThat(stopped(context)).containsEntry("operation", "onSignup")
					.containsEntry("topic", this.topic)
					.containsEntry("cause", "a record could not be handled")
					.extractingByKey("positions", InstanceOfAssertFactories.LIST)
					.contains(this.topic + "-0@1"));
				assertThat(status(context)).isEqualTo(Status.DOWN);
			});
	}

	@Test
	void namesTheErrorThatHasStoppedAContainer() {
		this.contextRunner.withBean(ErroneousReader.class).run((context) -> {
			send(1);
			await().untilAsserted(() -> assertThat(stopped(context)).containsEntry("cause", "an Error was thrown")
				.extractingByKey("positions", InstanceOfAssertFactories.LIST)
				.contains(this.topic + "-0@0"));
		});
	}

	@Test
	void isDownWhilePollingFailsAndLetsItFailOnceASecond(CapturedOutput output) throws Exception {
		TopicPartition partition = new TopicPartition(this.topic, 0);
		TestBroker.get().create(this.topic, 3);
		send(1);
		send(2);
		try (Admin admin = TestBroker.get().admin()) {
			await().ignoreExceptions()
				.until(() -> admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
					.lowWatermarks()
					.get(partition)
					.get()
					.lowWatermark() == 2);
			Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
			for (int number = 0; number < 3; number++) {
				offsets.put(new TopicPartition(this.topic, number), new OffsetAndMetadata(0));
			}
			admin.alterConsumerGroupOffsets(this.prefix + "readers", offsets).all().get();
		}
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("spring.kafka.consumer.auto-offset-reset=none")
			.run((context) -> {
				await().until(() -> failures(output) > 0);
				Instant start = Instant.now();
				long before = failures(output);
				await().until(() -> status(context).equals(Status.DOWN));
				assertThat(stall(context).get("cause")).asString()
					.startsWith("polling fails: OffsetOutOfRangeException");
				await().until(() -> failures(output) >= before + 3);
				assertThat(failures(output) - before)
					.isLessThanOrEqualTo(Duration.between(start, Instant.now()).toSeconds() + 1);
			});
	}

	private static long failures(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("Consumer exception")).count();
	}

	@Test
	void stopsAfterTheRecordAtHandUnlessSpringSaysOtherwise() {
		this.contextRunner.withBean(Reader.class)
			.run((context) -> assertThat(container(context).getContainerProperties().isStopImmediate()).isTrue());
		this.contextRunner.withBean(Reader.class)
			.withPropertyValues("spring.kafka.listener.immediate-stop=false")
			.run((context) -> assertThat(container(context).getContainerProperties().isStopImmediate()).isFalse());
	}

	@Test
	void isPartOfReadinessOnlyIfAskedForAndNeverOfLiveness() {
		ApplicationContextRunner application = this.contextRunner.withBean(SlowReader.class)
			.withConfiguration(AutoConfigurations.of(EndpointAutoConfiguration.class,
					HealthContributorRegistryAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
					ApplicationAvailabilityAutoConfiguration.class,
					AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=health",
					"management.endpoint.health.probes.enabled=true");
		application.run((context) -> {
			send(2);
			await().until(() -> status(context).equals(Status.DOWN));
			assertThat(components(context)).contains("asyncApiKafka");
			assertThat(components(context, "liveness")).containsExactly("livenessState");
			assertThat(components(context, "readiness")).containsExactly("readinessState");
			context.getBean(SlowReader.class).latch.countDown();
		});
		application
			.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState,asyncApiKafka")
			.run((context) -> {
				send(2);
				await().until(() -> status(context).equals(Status.DOWN));
				assertThat(components(context, "liveness")).containsExactly("livenessState");
				assertThat(components(context, "readiness")).containsExactlyInAnyOrder("readinessState",
						"asyncApiKafka");
				assertThat(context.getBean(HealthEndpoint.class).healthForPath("readiness").getStatus())
					.isEqualTo(Status.DOWN);
				context.getBean(SlowReader.class).latch.countDown();
			});
	}

	private static Set<String> components(ApplicationContext context, String... group) {
		HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
		HealthDescriptor health = (group.length > 0) ? endpoint.healthForPath(group) : endpoint.health();
		return ((CompositeHealthDescriptor) health).getComponents().keySet();
	}

	private void send(int id) {
		TestBroker.get().send(new ProducerRecord<>(this.topic, 0, "k".getBytes(), ("{\"id\":" + id + "}").getBytes()));
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

	private static void staysUp(ApplicationContext context) {
		await().during(Duration.ofSeconds(4)).until(() -> status(context).equals(Status.UP));
	}

	private static MessageListenerContainer container(ApplicationContext context) {
		return context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("onSignup");
	}

	private static Status status(ApplicationContext context) {
		return health(context).getStatus();
	}

	private static Map<String, Object> stall(ApplicationContext context) {
		return detail(context, "stalled");
	}

	private static Map<String, Object> stopped(ApplicationContext context) {
		return detail(context, "stopped");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> detail(ApplicationContext context, String name) {
		List<Map<String, Object>> details = (List<Map<String, Object>>) health(context).getDetails()
			.getOrDefault(name, List.of());
		assertThat(details).as(name).hasSize(1);
		return details.get(0);
	}

	private static Health health(ApplicationContext context) {
		return Objects
			.requireNonNull(context.getBean("asyncApiKafkaHealthIndicator", HealthIndicator.class).health(true));
	}

	/**
	 * Waits at the id 2.
	 */
	static class SlowReader {

		private final CountDownLatch latch = new CountDownLatch(1);

		@ChannelListener("signups")
		void on(Signup signup) throws InterruptedException {
			if (signup.id() == 2) {
				this.latch.await();
			}
		}

	}

	static class FailingBatchReader {

		private final AtomicInteger attempts = new AtomicInteger();

		private volatile boolean failing = true;

		@ChannelListener("signups")
		void on(List<Signup> signups) {
			this.attempts.incrementAndGet();
			if (this.failing) {
				throw new IllegalStateException("secret");
			}
		}

	}

	static class ErroneousReader {

		@ChannelListener("signups")
		void on(Signup signup) {
			throw new AssertionError("secret");
		}

	}

	static class FailingReader {

		private final AtomicInteger attempts = new AtomicInteger();

		private volatile boolean failing = true;

		@ChannelListener("signups")
		void on(Signup signup) {
			this.attempts.incrementAndGet();
			if (this.failing) {
				throw new IllegalStateException("secret");
			}
		}

	}

	/**
	 * Waits at the second batch.
	 */
	static class PartialBatchReader {

		private final CountDownLatch latch = new CountDownLatch(1);

		private volatile String first = "";

		private volatile String second = "";

		@ChannelListener("signups")
		void on(List<ConsumerRecord<String, Signup>> signups) throws InterruptedException {
			ConsumerRecord<String, Signup> record = signups.get(0);
			String coordinates = record.topic() + "-" + record.partition() + "@" + record.offset();
			if (this.first.isEmpty()) {
				this.first = coordinates;
				return;
			}
			this.second = this.second.isEmpty() ? coordinates : this.second;
			this.latch.await();
		}

	}

	/**
	 * Leaves it to others to acknowledge.
	 */
	static class LateReader {

		final List<Acknowledgment> acknowledgments = new CopyOnWriteArrayList<>();

	}

	static class LateRecordReader extends LateReader {

		@ChannelListener("signups")
		void on(Signup signup, Acknowledgment acknowledgment) {
			this.acknowledgments.add(acknowledgment);
		}

	}

	static class LateBatchReader extends LateReader {

		@ChannelListener("signups")
		void on(List<Signup> signups, Acknowledgment acknowledgment) {
			this.acknowledgments.add(acknowledgment);
		}

	}

}
