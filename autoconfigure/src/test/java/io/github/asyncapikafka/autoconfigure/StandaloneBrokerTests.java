package io.github.asyncapikafka.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.asyncapikafka.autoconfigure.SignupContract.Producers;
import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signup;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signups;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the embedded broker cannot do: rights, topics that stay away, and a broker that
 * comes late.
 */
@ExtendWith(OutputCaptureExtension.class)
class StandaloneBrokerTests {

	private static final String TOPIC = "signups";

	private static final String HIDDEN = "The configuration of the topic 'signups' cannot be compared with the contract: "
			+ "this application may not see it";

	private static final String DEAD_LETTERS = "signups-dlt";

	@Test
	void asksForTopicsThatItMayNotCreateAndWaitsForARightThatItDoesNotHave(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.secured("app"); Admin admin = broker.admin()) {
			admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
			allow(admin, ResourceType.TOPIC, TOPIC, AclOperation.READ);
			allow(admin, ResourceType.GROUP, "readers", AclOperation.READ);
			application(broker.address())
				.withPropertyValues(StandaloneBroker.credentials("spring.kafka.properties", "app"))
				.withPropertyValues("spring.kafka.security.protocol=SASL_PLAINTEXT")
				.run((context) -> {
					assertThat(output).containsPattern("WARN .*The topic 'signups-dlt' cannot be looked at: this "
							+ "application has no right to\\. Ask for the rights DESCRIBE and WRITE on it for the "
							+ "principal of this application\\. If there is none, somebody has to create the topic "
							+ "'signups-dlt' with 3 partitions, .*: this application may not create it\\.");
					send(broker, "{\"id\":11}", "{\"id\":1}");
					awaitLine(output, "Cannot write the dead letter of signups-0@0");
					admin.createTopics(List.of(new NewTopic(DEAD_LETTERS, 3, (short) 1))).all().get();
					allow(admin, ResourceType.TOPIC, DEAD_LETTERS, AclOperation.WRITE);
					Reader reader = context.getBean(Reader.class);
					Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> reader.received().contains(1));
					assertThat(count(admin)).isEqualTo(1);
				});
		}
	}

	@Test
	void saysThatADeadLetterTopicCannotBeWritten(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.secured("app"); Admin admin = broker.admin()) {
			admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1), new NewTopic(DEAD_LETTERS, 3, (short) 1)))
				.all()
				.get();
			allow(admin, ResourceType.TOPIC, TOPIC, AclOperation.READ);
			allow(admin, ResourceType.TOPIC, DEAD_LETTERS, AclOperation.DESCRIBE);
			allow(admin, ResourceType.GROUP, "readers", AclOperation.READ);
			application(broker.address())
				.withPropertyValues(StandaloneBroker.credentials("spring.kafka.properties", "app"))
				.withPropertyValues("spring.kafka.security.protocol=SASL_PLAINTEXT")
				.run((context) -> assertThat(output).containsPattern(
						"WARN .*The dead-letter topic 'signups-dlt' cannot be written: this application has no right to"));
		}
	}

	@Test
	void saysWhichRightsOnADeadLetterTopicAreMissing(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.secured("app"); Admin admin = broker.admin()) {
			admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1), new NewTopic(DEAD_LETTERS, 3, (short) 1)))
				.all()
				.get();
			allow(admin, ResourceType.TOPIC, TOPIC, AclOperation.READ);
			allow(admin, ResourceType.GROUP, "readers", AclOperation.READ);
			application(broker.address())
				.withPropertyValues(StandaloneBroker.credentials("spring.kafka.properties", "app"))
				.withPropertyValues("spring.kafka.security.protocol=SASL_PLAINTEXT", "asyncapi-kafka.topics.mode=check")
				.run((context) -> {
					assertThat(output).containsPattern("WARN .*The topic 'signups-dlt' cannot be looked at: this "
							+ "application has no right to\\. Ask for the rights DESCRIBE and WRITE on it");
					send(broker, "{\"id\":11}", "{\"id\":1}");
					HealthIndicator health = context.getBean("asyncApiKafkaHealthIndicator", HealthIndicator.class);
					Awaitility.await()
						.atMost(Duration.ofSeconds(60))
						.until(() -> health.health(true).getStatus().equals(Status.DOWN));
					assertThat(health.health(true).getDetails().get("waiting")).asString()
						.contains("cause=TopicAuthorizationException: Not authorized to access topics: [signups-dlt]. "
								+ "Ask for the rights DESCRIBE and WRITE on it");
					allow(admin, ResourceType.TOPIC, DEAD_LETTERS, AclOperation.WRITE);
					Reader reader = context.getBean(Reader.class);
					Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> reader.received().contains(1));
				});
		}
	}

	@Test
	void saysThatAConfigurationMayNotBeSeen(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.secured("app"); Admin admin = broker.admin()) {
			allow(admin, ResourceType.TOPIC, TOPIC, AclOperation.CREATE);
			allow(admin, ResourceType.TOPIC, TOPIC, AclOperation.READ);
			ApplicationContextRunner application = application(broker.address())
				.withPropertyValues(StandaloneBroker.credentials("spring.kafka.properties", "app"))
				.withPropertyValues("spring.kafka.security.protocol=SASL_PLAINTEXT",
						"spring.kafka.listener.auto-startup=false", "asyncapi-kafka.dead-letter.mode=skip",
						"asyncapi-kafka.channels.signups.configuration.retention.ms=1000");
			application.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(output).contains("Created the topic 'signups'").doesNotContain("may not create it");
			});
			application.run((context) -> assertThat(output)
				.containsPattern("WARN .*" + HIDDEN + "\\. Ask for the right DESCRIBE_CONFIGS\\."));
			application.withPropertyValues("asyncapi-kafka.topics.on-drift=fail")
				.run((context) -> assertThat(context).getFailure()
					.hasMessageContaining(HIDDEN + ". Ask for the right DESCRIBE_CONFIGS, or set "
							+ "'asyncapi-kafka.topics.on-drift' to 'warn'."));
		}
	}

	@Test
	void waitsForADeadLetterTopicThatWasDeleted(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort());
				Admin admin = broker.admin()) {
			application(broker.address()).run((context) -> {
				admin.deleteTopics(List.of(DEAD_LETTERS)).all().get();
				send(broker, "{\"id\":11}", "{\"id\":1}");
				awaitLine(output, "Cannot write the dead letter of signups-0@0");
				admin.createTopics(List.of(new NewTopic(DEAD_LETTERS, 3, (short) 1))).all().get();
				Reader reader = context.getBean(Reader.class);
				Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> reader.received().contains(1));
				assertThat(count(admin)).isEqualTo(1);
			});
		}
	}

	@Test
	void waitsForADeadLetterTopicAndStaysInItsGroupWithAShortPollInterval(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort());
				Admin admin = broker.admin()) {
			application(broker.address())
				.withPropertyValues("spring.kafka.consumer.properties.max.poll.interval.ms=4000")
				.run((context) -> {
					admin.deleteTopics(List.of(DEAD_LETTERS)).all().get();
					send(broker, "{\"id\":11}", "{\"id\":1}");
					Awaitility.await()
						.atMost(Duration.ofSeconds(60))
						.until(() -> output.getAll().split("Cannot write the dead letter", -1).length > 3);
					assertThat(output).doesNotContain("poll timeout has expired");
				});
		}
	}

	@Test
	void createsTopicsWhereTheyAreReadAndDeadLettersWhereTheyAreWritten() throws Exception {
		String prefix = Contract.prefix();
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort());
				Admin writing = broker.admin();
				Admin reading = TestBroker.get().admin()) {
			application("localhost:1")
				.withPropertyValues("asyncapi-kafka.topic-prefix=" + prefix,
						"spring.kafka.consumer.bootstrap-servers=" + TestBroker.get().address(),
						"spring.kafka.producer.bootstrap-servers=" + broker.address())
				.run((context) -> {
					assertThat(reading.listTopics().names().get()).contains(prefix + TOPIC)
						.doesNotContain(prefix + DEAD_LETTERS);
					assertThat(writing.listTopics().names().get()).contains(prefix + DEAD_LETTERS)
						.doesNotContain(prefix + TOPIC);
					TestBroker.get().send(prefix + TOPIC, "{\"id\":11}");
					Awaitility.await()
						.atMost(Duration.ofSeconds(30))
						.until(() -> count(writing, prefix + DEAD_LETTERS) == 1);
				});
		}
	}

	@Test
	void createsATopicThatIsReadAndWrittenInBothClusters() throws Exception {
		String prefix = Contract.prefix();
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort());
				Admin writing = broker.admin();
				Admin reading = TestBroker.get().admin()) {
			application("localhost:1").withUserConfiguration(Producers.class)
				.withPropertyValues("asyncapi-kafka.topic-prefix=" + prefix,
						"spring.kafka.consumer.bootstrap-servers=" + TestBroker.get().address(),
						"spring.kafka.producer.bootstrap-servers=" + broker.address())
				.run((context) -> {
					assertThat(reading.listTopics().names().get()).contains(prefix + TOPIC);
					context.getBean(Signups.class).send("k", new Signup(1, "a@example.com"));
					assertThat(count(writing, prefix + TOPIC)).isEqualTo(1);
					assertThat(count(reading, prefix + TOPIC)).isZero();
				});
		}
	}

	@Test
	void losesNothingIfTheDeadLetterTopicOfRetryTopicsIsDeleted(CapturedOutput output) throws Exception {
		try (StandaloneBroker broker = StandaloneBroker.open(StandaloneBroker.freePort());
				Admin admin = broker.admin()) {
			Contract.application()
				.withPropertyValues(Contract.location(SignupContract.DOCUMENT),
						"spring.kafka.bootstrap-servers=" + broker.address(),
						"spring.kafka.consumer.auto-offset-reset=earliest",
						"spring.kafka.producer.properties.max.block.ms=1000",
						"spring.kafka.consumer.properties.metadata.max.age.ms=500")
				.withBean(DeadLetterTests.RetryingReader.class)
				.run((context) -> {
					admin.deleteTopics(List.of(DEAD_LETTERS)).all().get();
					send(broker, "{\"id\":11}", "{\"id\":9}");
					awaitLine(output, "Dead-letter publication to signups-dlt failed for: signups-0@0");
					admin.createTopics(List.of(new NewTopic(DEAD_LETTERS, 3, (short) 1))).all().get();
					Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> count(admin) >= 2);
				});
		}
	}

	@Test
	void seesToTheTopicsOfABrokerThatComesLate(CapturedOutput output) {
		int port = StandaloneBroker.freePort();
		application("localhost:" + port).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("cannot be reached: nothing listens there");
			HealthIndicator health = context.getBean("asyncApiKafkaHealthIndicator", HealthIndicator.class);
			assertThat(health.health(true).getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.health(true).getDetails()).containsOnlyKeys("topics");
			try (StandaloneBroker broker = StandaloneBroker.open(port)) {
				awaitLine(output, "Created the topic 'signups-dlt'");
				Awaitility.await()
					.atMost(Duration.ofSeconds(30))
					.until(() -> health.health(true).getStatus().equals(Status.UP));
				send(broker, "{\"id\":1}");
				Reader reader = context.getBean(Reader.class);
				Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> reader.received().contains(1));
			}
		});
	}

	@Test
	void isUnhealthyWhileABrokerThatComesLateRefusesATopic(CapturedOutput output) {
		int port = StandaloneBroker.freePort();
		application("localhost:" + port).withPropertyValues("asyncapi-kafka.channels.signups.replicas=3")
			.run((context) -> {
				HealthIndicator health = context.getBean("asyncApiKafkaHealthIndicator", HealthIndicator.class);
				try (StandaloneBroker broker = StandaloneBroker.open(port); Admin admin = broker.admin()) {
					awaitLine(output, "The broker refuses to create the topic 'signups'");
					assertThat(health.health(true).getDetails().get("topics")).asString()
						.contains("Set 'asyncapi-kafka.topics.max-replicas'");
					admin
						.createTopics(
								List.of(new NewTopic(TOPIC, 3, (short) 1), new NewTopic(DEAD_LETTERS, 3, (short) 1)))
						.all()
						.get();
					Awaitility.await()
						.atMost(Duration.ofSeconds(60))
						.until(() -> health.health(true).getStatus().equals(Status.UP));
				}
			});
	}

	private static ApplicationContextRunner application(String address) {
		return Contract.application()
			.withConfiguration(AutoConfigurations.of(AsyncApiKafkaHealthAutoConfiguration.class))
			.withPropertyValues(Contract.location(SignupContract.DOCUMENT), "spring.kafka.bootstrap-servers=" + address,
					"spring.kafka.consumer.auto-offset-reset=earliest",
					"spring.kafka.consumer.properties.metadata.max.age.ms=500")
			.withBean(Reader.class);
	}

	private static void allow(Admin admin, ResourceType type, String name, AclOperation operation) throws Exception {
		admin.createAcls(List.of(new AclBinding(new ResourcePattern(type, name, PatternType.LITERAL),
				new AccessControlEntry("User:app", "*", operation, AclPermissionType.ALLOW))))
			.all()
			.get();
	}

	private static void send(StandaloneBroker broker, String... values) {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.internalAddress()), new ByteArraySerializer(),
				new ByteArraySerializer())) {
			Stream.of(values)
				.forEach((value) -> producer.send(new ProducerRecord<>(TOPIC, 0, "k".getBytes(StandardCharsets.UTF_8),
						value.getBytes(StandardCharsets.UTF_8))));
		}
	}

	private static long count(Admin admin) throws Exception {
		return count(admin, DEAD_LETTERS);
	}

	private static long count(Admin admin, String topic) throws Exception {
		long count = 0;
		for (int number = 0; number < 3; number++) {
			TopicPartition partition = new TopicPartition(topic, number);
			count += admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
				.partitionResult(partition)
				.get()
				.offset();
		}
		return count;
	}

	private static void awaitLine(CapturedOutput output, String text) {
		Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> output.getAll().contains(text));
	}

}
