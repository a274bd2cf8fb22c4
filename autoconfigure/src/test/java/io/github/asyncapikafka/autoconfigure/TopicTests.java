package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Send;
import io.github.asyncapikafka.kafka.topic.ContractTopics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.RetryableTopic;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Topics on a real broker.
 */
@ExtendWith(OutputCaptureExtension.class)
class TopicTests {

	private static final String DOCUMENT = """
			asyncapi: 3.1.0
			info: { title: Topics, version: 1.0.0 }
			channels:
			  read:
			    address: read
			    messages: { read: { payload: true } }
			    bindings:
			      kafka:
			        partitions: 4
			        replicas: 3
			        topicConfiguration:
			          cleanup.policy: [compact, delete]
			          retention.ms: 86400000
			          max.message.bytes: 2000000
			  written:
			    address: written
			    messages: { written: { payload: true } }
			  unused:
			    address: unused
			    messages: { unused: { payload: true } }
			operations:
			  onRead: { action: receive, channel: { $ref: '#/channels/read' } }
			  write: { action: send, channel: { $ref: '#/channels/written' } }
			  useless: { action: send, channel: { $ref: '#/channels/unused' } }
			""";

	private final String prefix = Contract.prefix();

	private final String topic = this.prefix + "read";

	private final ApplicationContextRunner contextRunner = Contract.running(DOCUMENT, this.prefix)
		.withPropertyValues("spring.application.name=reader", "asyncapi-kafka.topics.max-replicas=1")
		.withBean(Reader.class);

	@Test
	void createsWhatTheContractStatesOfTheTopicsThatAreUsed() {
		this.contextRunner.withUserConfiguration(Producers.class).run((context) -> {
			assertThat(context).hasNotFailed();
			try (Admin admin = TestBroker.get().admin()) {
				assertThat(describe(admin, this.topic).partitions()).hasSize(4);
				assertThat(configuration(admin, this.topic)).containsEntry("cleanup.policy", "compact,delete")
					.containsEntry("retention.ms", "86400000")
					.containsEntry("max.message.bytes", "2000000");
				awaitTopics(admin, this.prefix + "written");
				assertThat(names(admin)).doesNotContain(this.prefix + "unused");
			}
		});
	}

	@Test
	void createsDeadLetterTopicsWithPoliciesOfTheirOwn() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.dead-letter.retention=2d").run((context) -> {
			try (Admin admin = TestBroker.get().admin()) {
				assertThat(describe(admin, this.topic + "-dlt").partitions()).hasSize(4);
				assertThat(configuration(admin, this.topic + "-dlt")).containsEntry("cleanup.policy", "delete")
					.containsEntry("retention.ms", "172800000")
					.containsEntry("max.message.bytes", "2065536");
			}
		});
	}

	@Test
	void createsOneDeadLetterTopicOfSeveralChannelsThatIsLargeEnoughForAll() {
		String document = DOCUMENT.replace("""
				  useless: { action: send, channel: { $ref: '#/channels/unused' } }
				""", """
				  onMore: { action: receive, channel: { $ref: '#/channels/unused' } }
				""");
		Contract.running(document, this.prefix)
			.withPropertyValues("spring.application.name=reader", "asyncapi-kafka.topics.max-replicas=1",
					"asyncapi-kafka.channels.unused.partitions=7",
					"asyncapi-kafka.dead-letter.topic=" + this.prefix + "dead")
			.withBean(Reader.class)
			.withBean(MoreReader.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				try (Admin admin = TestBroker.get().admin()) {
					assertThat(describe(admin, this.prefix + "dead").partitions()).hasSize(7);
					assertThat(configuration(admin, this.prefix + "dead")).containsEntry("max.message.bytes",
							"2065536");
				}
			});
	}

	@Test
	void createsTheTopicsOfAllSendersIfTemplatesAreInjected() {
		this.contextRunner.withBean(Sender.class).run((context) -> {
			try (Admin admin = TestBroker.get().admin()) {
				awaitTopics(admin, this.prefix + "written", this.prefix + "unused");
			}
		});
	}

	@Test
	void asksForAllTopicsTogether() throws Exception {
		String channels = IntStream.range(0, 20)
			.mapToObj((i) -> "  c%d: { address: c%d, messages: { m: { payload: true } } }%n".formatted(i, i))
			.collect(Collectors.joining());
		String operations = IntStream.range(0, 20)
			.mapToObj((i) -> "  s%d: { action: send, channel: { $ref: '#/channels/c%d' } }%n".formatted(i, i))
			.collect(Collectors.joining());
		ApplicationContextRunner twenty = Contract
			.running("asyncapi: 3.1.0\ninfo: { title: Twenty, version: 1.0.0 }\nchannels:\n" + channels
					+ "operations:\n" + operations, this.prefix)
			.withBean(Sender.class);
		twenty.run((context) -> assertThat(context).hasNotFailed());
		long before = requests("DescribeTopicPartitions") + requests("DescribeConfigs");
		twenty.run((context) -> assertThat(context).hasNotFailed());
		assertThat(requests("DescribeTopicPartitions") + requests("DescribeConfigs") - before).isBetween(2L, 4L);
	}

	/**
	 * Return how many requests of a kind the broker has had.
	 */
	private static long requests(String kind) throws Exception {
		MBeanServer server = ManagementFactory.getPlatformMBeanServer();
		long count = 0;
		for (ObjectName name : server.queryNames(
				new ObjectName("kafka.network:type=RequestMetrics,name=RequestsPerSec,request=" + kind + ",*"), null)) {
			count += ((Number) server.getAttribute(name, "Count")).longValue();
		}
		return count;
	}

	@Test
	void neverAltersATopicAndWarnsOfEachDifference(CapturedOutput output) throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			admin.createTopics(List.of(new NewTopic(this.topic, 2, (short) 1)
				.configs(Map.of("cleanup.policy", "delete", "retention.ms", "1000")))).all().get();
			this.contextRunner.run((context) -> {
				assertThat(describe(admin, this.topic).partitions()).hasSize(2);
				assertThat(configuration(admin, this.topic)).containsEntry("retention.ms", "1000");
				assertThat(output)
					.containsPattern("WARN .*The topic '" + this.topic
							+ "' has partitions 2, but the contract says 4 \\(file:.*:9:\\d+\\)")
					.containsPattern("WARN .*has 'retention.ms' '1000', but the contract says 86400000")
					.containsPattern("WARN .*has 'cleanup.policy' 'delete', but the contract says compact,delete");
			});
		}
	}

	@Test
	void driftFailsTheStartUpIfConfigured() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			admin.createTopics(List.of(new NewTopic(this.topic, 2, (short) 1)
				.configs(Map.of("cleanup.policy", "delete", "retention.ms", "1000")))).all().get();
			this.contextRunner.withPropertyValues("asyncapi-kafka.topics.on-drift=fail")
				.run((context) -> assertThat(context).getFailure()
					.message()
					.satisfies((message) -> assertThat(message.toString().replaceAll("file:[^:]+", "file")).contains(
							"- file:9:21 The topic '" + this.topic
									+ "' has partitions 2, but the contract says 4. Alter the "
									+ "topic, or correct the contract; 'asyncapi-kafka.channels.read.partitions' "
									+ "replaces its value.\n",
							"- file:13:25 The topic '" + this.topic + "' has 'retention.ms' '1000', but the contract "
									+ "says 86400000. Alter the topic, or correct the contract; "
									+ "'asyncapi-kafka.channels.read.configuration.retention.ms' replaces its value.\n",
							"has 'cleanup.policy' 'delete', but the contract says compact,delete.",
							"has 'max.message.bytes' '1048588', but the contract says 2000000.")));
			this.contextRunner
				.withPropertyValues("asyncapi-kafka.topics.on-drift=fail", "asyncapi-kafka.channels.read.partitions=2",
						"asyncapi-kafka.channels.read.configuration.[retention.ms]=1000",
						"asyncapi-kafka.channels.read.configuration.[cleanup.policy]=delete",
						"asyncapi-kafka.channels.read.configuration.max.message.bytes=1048588")
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	@Test
	void otherSpellingsOfAValueAreNoDrift() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			admin
				.createTopics(List.of(new NewTopic(this.topic, 4, (short) 1)
					.configs(Map.of("cleanup.policy", "delete,compact", "retention.ms", "86400000", "max.message.bytes",
							"2000000", "unclean.leader.election.enable", "true", "min.cleanable.dirty.ratio", "0.5"))))
				.all()
				.get();
			String configuration = "asyncapi-kafka.channels.read.configuration.";
			this.contextRunner
				.withPropertyValues("asyncapi-kafka.topics.on-drift=fail",
						configuration + "min.cleanable.dirty.ratio=0.50",
						configuration + "unclean.leader.election.enable=True",
						configuration + "cleanup.policy=compact, delete")
				.run((context) -> assertThat(context).hasNotFailed());
			this.contextRunner
				.withPropertyValues("asyncapi-kafka.topics.on-drift=fail",
						configuration + "min.cleanable.dirty.ratio=0.51")
				.run((context) -> assertThat(context).getFailure()
					.hasMessageContaining(
							"has 'min.cleanable.dirty.ratio' '0.5', but the contract says 0.51 (asyncapi-kafka.channels.read."));
		}
	}

	@Test
	void settingThatTheBrokerDoesNotKnowIsADrift() throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			admin.createTopics(List.of(new NewTopic(this.topic, 4, (short) 1))).all().get();
			this.contextRunner
				.withPropertyValues("asyncapi-kafka.topics.on-drift=fail",
						"asyncapi-kafka.channels.read.configuration.no.such.key=1")
				.run((context) -> assertThat(context).getFailure()
					.hasMessageContaining("The topic '" + this.topic
							+ "' has no setting 'no.such.key', but the contract says 1 (asyncapi-kafka.channels.read."));
		}
	}

	@Test
	void saysEachFindingOnceWhileTheBrokerRefusesATopic(CapturedOutput output) throws Exception {
		int port = StandaloneBroker.freePort();
		try (Admin admin = TestBroker.get().admin()) {
			admin.createTopics(List.of(new NewTopic(this.topic, 2, (short) 1))).all().get();
			late(port).run((context) -> {
				try (ForgetfulProxy proxy = proxy(port)) {
					Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> proxy.connections() >= 3);
					assertThat(output.getAll()).containsOnlyOnce("has partitions 2, but the contract says 4")
						.containsOnlyOnce("The broker refuses to create the topic '" + this.topic + "-dlt'");
					admin.createTopics(List.of(new NewTopic(this.topic + "-dlt", 2, (short) 1))).all().get();
					Awaitility.await()
						.atMost(Duration.ofSeconds(60))
						.until(() -> output.getAll().contains("the topics of the contract were seen to"));
				}
			});
		}
	}

	@Test
	void driftThatIsFoundLateIsSaidOnceAndNotLookedForAgain(CapturedOutput output) throws Exception {
		int port = StandaloneBroker.freePort();
		try (Admin admin = TestBroker.get().admin()) {
			admin.createTopics(List.of(new NewTopic(this.topic, 2, (short) 1))).all().get();
			late(port).withPropertyValues("asyncapi-kafka.topics.on-drift=fail", "asyncapi-kafka.topics.max-replicas=1")
				.run((context) -> {
					try (ForgetfulProxy proxy = proxy(port)) {
						Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> proxy.connections() > 0);
						Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !isLookingForTopics());
						assertThat(output.getAll()).containsOnlyOnce("has partitions 2, but the contract says 4");
						assertThat(context.getBean(ContractTopics.class).obstacles())
							.anyMatch((obstacle) -> obstacle.contains("has partitions 2, but the contract says 4"));
					}
				});
		}
	}

	/**
	 * An application whose broker is not there yet.
	 */
	private ApplicationContextRunner late(int port) {
		return Contract.running(DOCUMENT, this.prefix)
			.withPropertyValues("spring.application.name=reader", "spring.kafka.bootstrap-servers=localhost:" + port,
					"spring.kafka.listener.auto-startup=false")
			.withBean(Reader.class);
	}

	private static ForgetfulProxy proxy(int port) {
		String address = TestBroker.get().address();
		return new ForgetfulProxy(port, Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)), (short) -1);
	}

	private static boolean isLookingForTopics() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals("asyncapi-kafka-topics"));
	}

	@Test
	void createsNothingButTellsWhatIsMissingIfConfigured(CapturedOutput output) {
		this.contextRunner.withPropertyValues("asyncapi-kafka.topics.mode=check").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output)
				.containsPattern("WARN .*Somebody has to create the topic '" + this.topic
						+ "' with 4 partitions, 1 replica and .*: it does not exist")
				.containsPattern("WARN .*Somebody has to create the topic '" + this.topic + "-dlt'");
		});
	}

	@Test
	void onlyChecksForAClient(CapturedOutput output) {
		Contract.running(DOCUMENT, this.prefix)
			.withPropertyValues("asyncapi-kafka.role=client")
			.withUserConfiguration(ReverseProducers.class)
			.run((context) -> assertThat(output)
				.containsPattern("WARN .*Somebody has to create the topic '" + this.topic + "'"));
	}

	@Test
	void onlyChecksForChannelsThatAreWrittenInAnotherFile(@TempDir Path directory, CapturedOutput output)
			throws IOException {
		int start = DOCUMENT.indexOf("  read:");
		int end = DOCUMENT.indexOf("  written:");
		Files.writeString(directory.resolve("shared.yaml"), "channels:\n" + DOCUMENT.substring(start, end));
		String document = DOCUMENT.substring(0, start) + "  read: { $ref: 'shared.yaml#/channels/read' }\n"
				+ DOCUMENT.substring(end);
		Path file = Files.writeString(directory.resolve("asyncapi.yaml"), document);
		ApplicationContextRunner application = this.contextRunner
			.withPropertyValues("asyncapi-kafka.location=" + file.toUri());
		String request = "WARN .*Somebody has to create the topic '" + this.topic
				+ "' .* its channel is written in another file";
		application.run((context) -> assertThat(output).containsPattern(request)
			.contains("Created the topic '" + this.topic + "-dlt'")
			.doesNotContain("Created the topic '" + this.topic + "'"));
		application.withPropertyValues("asyncapi-kafka.topics.mode=create")
			.run((context) -> assertThat(output).contains("Created the topic '" + this.topic + "'"));
	}

	@Test
	void createsNothingIfTheAdminOfSpringBootDoesNot(CapturedOutput output) {
		this.contextRunner.withPropertyValues("spring.kafka.admin.auto-create=false")
			.run((context) -> assertThat(output).contains("Somebody has to create the topic '" + this.topic + "'"));
	}

	@Test
	void looksOnlyForDeadLetterTopicsIfConfigured(CapturedOutput output) {
		this.contextRunner.withPropertyValues("asyncapi-kafka.topics.mode=none").run((context) -> {
			assertThat(output).contains("Somebody has to create the topic '" + this.topic + "-dlt'")
				.doesNotContain("Somebody has to create the topic '" + this.topic + "'");
		});
	}

	@Test
	void failsIfTheBrokerRefusesATopic() {
		Contract.running(DOCUMENT, this.prefix)
			.withPropertyValues("spring.application.name=reader")
			.withBean(Reader.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("The broker refuses to create the topic '" + this.topic)
				.hasMessageContaining("InvalidReplicationFactorException")
				.hasMessageContaining("asyncapi-kafka.topics.max-replicas")
				.hasMessageMatching("(?s).*file:.*:10:\\d+.*"));
	}

	@Test
	void refusesANameThatIsNoTopicOrThatOfAChannel() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.dead-letter.topic={topic}!")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("asyncapi-kafka.dead-letter.topic"));
		this.contextRunner.withPropertyValues("asyncapi-kafka.dead-letter.topic=" + this.prefix + "written")
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("is the topic of a channel"));
	}

	@Test
	void leavesTheDeadLettersOfRetryTopicsToSpringKafka(CapturedOutput output) {
		Contract.running(DOCUMENT, this.prefix)
			.withPropertyValues("spring.application.name=reader", "asyncapi-kafka.topics.max-replicas=1",
					"asyncapi-kafka.topics.mode=none")
			.withBean(RetryingReader.class)
			.run((context) -> assertThat(output).doesNotContain("Somebody has to create"));
	}

	@Test
	void startsSoonWithoutABroker(CapturedOutput output) {
		Instant start = Instant.now();
		Contract.application()
			.withPropertyValues(Contract.location(DOCUMENT), "spring.kafka.bootstrap-servers=localhost:1",
					"spring.application.name=reader")
			.withBean(Reader.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
				assertThat(output)
					.containsPattern("WARN .*The Kafka server at localhost:1 cannot be reached: nothing listens there");
				assertThat(output.getAll().lines().count()).isLessThan(200);
			});
	}

	@Test
	void failsWithoutABrokerIfConfigured() {
		Contract.application()
			.withPropertyValues(Contract.location(DOCUMENT), "spring.kafka.bootstrap-servers=localhost:1",
					"spring.application.name=reader", "spring.kafka.admin.fail-fast=true",
					"spring.kafka.admin.operation-timeout=2s")
			.withBean(Reader.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasMessageContaining("The Kafka server at localhost:1 cannot be reached"));
	}

	/**
	 * Return a topic, of which a broker may know a moment after it was created.
	 */
	private static TopicDescription describe(Admin admin, String topic) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.until(() -> admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic), Objects::nonNull);
	}

	private static Map<String, String> configuration(Admin admin, String topic) throws Exception {
		ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
		return admin.describeConfigs(List.of(resource))
			.all()
			.get()
			.get(resource)
			.entries()
			.stream()
			.collect(Collectors.toMap((entry) -> entry.name(), (entry) -> entry.value()));
	}

	private static void awaitTopics(Admin admin, String... topics) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> names(admin).containsAll(List.of(topics)));
	}

	private static Set<String> names(Admin admin) throws Exception {
		return admin.listTopics().names().get();
	}

	static class Reader {

		@ChannelListener("read")
		void on(String value) {
		}

	}

	static class RetryingReader {

		@RetryableTopic(autoCreateTopics = "false")
		@ChannelListener("read")
		void on(String value) {
		}

	}

	static class Sender {

		Sender(ChannelTemplates templates) {
		}

	}

	@ChannelProducer
	interface Writer {

		@Send("written")
		void write(String value);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportChannelProducers(Writer.class)
	static class Producers {

	}

	@ChannelProducer
	interface ReverseWriter {

		@Send("read")
		void write(String value);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportChannelProducers(ReverseWriter.class)
	static class ReverseProducers {

	}

	static class MoreReader {

		@ChannelListener("unused")
		void on(JsonNode more) {
		}

	}

}
