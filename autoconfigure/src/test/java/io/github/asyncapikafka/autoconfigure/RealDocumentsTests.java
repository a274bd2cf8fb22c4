package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;

import io.github.asyncapikafka.Corpus;
import io.github.asyncapikafka.diagnostic.ProblemsException;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelTemplates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents that many people know, unchanged, each with nothing but an
 * {@code application.yml}; what comes of them is read back from the broker.
 */
class RealDocumentsTests {

	private static final byte[] AVRO = { 0, 0, 0, 0, 0, 0, 0, 0, 7, (byte) 0xC3, 0x28 };

	/**
	 * A document with all that the tutorial on Kafka bindings teaches.
	 */
	@Test
	void registeredUsers() throws Exception {
		String client = """
				spring.kafka.bootstrap-servers: ${test.broker}
				asyncapi-kafka:
				  location: classpath:contracts/registered-users.yaml
				  messages:
				    userSignedUp: { pass-through: true }
				""";
		application(client + """
				  topics: { max-replicas: 1 }
				spring.kafka.consumer.auto-offset-reset: earliest
				""").withBean(UserReader.class).withPropertyValues("test.channel=userSignedUp").run((context) -> {
			assertThat(context).hasNotFailed();
			application(client + "  role: client").run((sending) -> sending.getBean(ChannelTemplates.class)
				.get("userSignedUp")
				.send(AVRO)
				.get(30, TimeUnit.SECONDS));
			ConsumerRecord<?, byte[]> received = context.getBean(UserReader.class).next();
			assertThat(received.key()).isEqualTo("myKey");
			assertThat(received.value()).isEqualTo(AVRO);
			assertThat(members("myGroupId")).containsExactly("myClientId");
		});
		TopicDescription topic = topic("registered_users");
		assertThat(topic.partitions()).hasSize(10).allMatch((partition) -> partition.replicas().size() == 1);
		assertThat(configuration("registered_users"))
			.isEqualTo(Map.of("cleanup.policy", "delete,compact", "retention.ms", "604800000", "retention.bytes",
					"1000000000", "delete.retention.ms", "86400000", "max.message.bytes", "1048588"));
		ConsumerRecord<byte[], byte[]> record = TestBroker.get().receive("registered_users", 1).get(0);
		assertThat(record.key()).asString().isEqualTo("myKey");
		assertThat(record.value()).isEqualTo(AVRO);
	}

	@ParameterizedTest
	@CsvSource({ "asyncapi__spec/examples/streetlights-kafka-asyncapi.yml, 3, lightsDim",
			"Apicurio__apicurio-data-models/data-models/src/test/resources/fixtures/io/asyncapi/3.0/complete/"
					+ "streetlights-kafka-asyncapi.json, 3, lightsDim",
			"springwolf__springwolf-core/springwolf-asyncapi/src/test/resources/v3/model/streetlights-kafka-asyncapi.json, "
					+ "3, lightsDim",
			"asyncapi__jasyncapi/asyncapi-core/src/test/resources/examples/v2.6.0/streetlights-kafka.yml, 2, "
					+ "smartylighting.streetlights.1.0.action.{streetlightId}.dim" })
	void streetlights(Path file, int version, String dimChannel) throws Exception {
		Class<? extends Reader<String>> reader = (version == 3) ? LightReader.class : Version2LightReader.class;
		String light = UUID.randomUUID().toString();
		String measured = "smartylighting.streetlights.1.0.event." + light + ".lighting.measured";
		String action = "smartylighting.streetlights.1.0.action." + light;
		application("""
				spring:
				  application.name: %1$s
				  kafka:
				    bootstrap-servers: ${test.broker}
				    consumer.auto-offset-reset: earliest
				asyncapi-kafka:
				  location: %2$s
				  parameters: { streetlightId: %1$s }
				  channels:
				    '[%3$s]':
				      topic: dim-%1$s
				      partitions: 2
				      configuration: { retention.ms: 3600000 }
				""".formatted(light, Corpus.document(file).toUri(), dimChannel)).withBean(reader)
			.withBean(Sender.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				TestBroker.get().send(measured, "{\"lumens\":3}");
				assertThat(context.getBean(reader).next().value()).isEqualTo("{\"lumens\":3}");
				ChannelTemplates templates = context.getBean(Sender.class).templates();
				templates.getByOperation("turnOn").send(Map.of("command", "on")).get(30, TimeUnit.SECONDS);
				templates.getByOperation("turnOff").send(Map.of("command", "off")).get(30, TimeUnit.SECONDS);
				templates.getByOperation("dimLight").send(Map.of("percentage", 50)).get(30, TimeUnit.SECONDS);
				assertThat(members(light)).containsExactly("my-app-id");
				assertThat(topic(measured).partitions()).hasSize(1);
			});
		assertThat(text(action + ".turn.on")).isEqualTo("{\"command\":\"on\"}");
		assertThat(text(action + ".turn.off")).isEqualTo("{\"command\":\"off\"}");
		assertThat(text("dim-" + light)).isEqualTo("{\"percentage\":50}");
		assertThat(topic("dim-" + light).partitions()).hasSize(2);
		assertThat(configuration("dim-" + light)).isEqualTo(Map.of("retention.ms", "3600000"));
	}

	@ParameterizedTest
	@CsvSource({
			"asyncapi__jasyncapi/asyncapi-core/src/test/resources/examples/v3.0.0/"
					+ "adeo-kafka-request-reply-asyncapi.yml, dev",
			"Apicurio__apicurio-data-models/data-models/src/test/resources/fixtures/io/asyncapi/3.0/complete/"
					+ "adeo-kafka-request-reply-asyncapi.json, sit" })
	void costing(Path file, String stage) throws Exception {
		String yaml = """
				spring.kafka.consumer.auto-offset-reset: earliest
				asyncapi-kafka:
				  location: %2$s
				  servers: dev
				  server-settings:
				    dev: { bootstrap-servers: '${test.broker}' }
				  parameters: { env: %1$s }
				  topics: { max-replicas: 1 }
				  operations:
				    receiveACostingRequest: { group-id: svc-costing-%1$s }
				  messages:
				    CostingRequest: { pass-through: true }
				  inspection: { rules: { missing-reply: 'off' } }
				""".formatted(stage, Corpus.document(file).toUri());
		application(yaml).withBean(CostingReader.class).run((context) -> {
			assertThat(context).hasNotFailed();
			application(yaml + "  role: client").run((sending) -> sending.getBean(ChannelTemplates.class)
				.get("costingRequestChannel")
				.message(AVRO)
				.key("a")
				.header("REPLY_TOPIC", "replies")
				.header("REQUESTER_ID", "svc-app")
				.header("REQUESTER_CODE", 1)
				.send()
				.get(30, TimeUnit.SECONDS));
			ConsumerRecord<?, byte[]> received = context.getBean(CostingReader.class).next();
			assertThat(received.key()).isEqualTo("a");
			assertThat(received.value()).isEqualTo(AVRO);
			assertThat(members("svc-costing-" + stage)).hasSize(1);
		});
		String topic = "adeo-" + stage + "-case-study-COSTING-REQUEST-V1";
		assertThat(topic(topic).partitions()).hasSize(3).allMatch((partition) -> partition.replicas().size() == 1);
		assertThat(configuration(topic)).isEqualTo(Map.of("cleanup.policy", "delete", "retention.ms", "60000000"));
		ConsumerRecord<byte[], byte[]> record = TestBroker.get().receive(topic, 1).get(0);
		assertThat(record.key()).asString().isEqualTo("a");
		assertThat(record.value()).isEqualTo(AVRO);
		assertThat(record.headers().lastHeader("REPLY_TOPIC").value()).asString().isEqualTo("replies");
		String correlationId = new String(record.headers().lastHeader("REQUEST_ID").value(), StandardCharsets.UTF_8);
		assertThat(UUID.fromString(correlationId)).hasToString(correlationId);
	}

	@Test
	void whatConfigurationHasToSayIsSaidAtOnce() {
		Path file = Path.of("asyncapi__jasyncapi/asyncapi-core/src/test/resources/examples/v3.0.0/"
				+ "adeo-kafka-request-reply-asyncapi.yml");
		application("asyncapi-kafka.location: " + Corpus.document(file).toUri()).withBean(CostingReader.class)
			.run((context) -> {
				assertThat(context.getStartupFailure()).isInstanceOf(ProblemsException.class);
				assertThat(((ProblemsException) context.getStartupFailure()).getProblems()
					.stream()
					.map((problem) -> problem.message() + " -> " + problem.action()))
					.containsExactly(
							"The address of the channel 'costingRequestChannel' needs a value for '{env}'. -> Set "
									+ "'asyncapi-kafka.channels.costingRequestChannel.parameters.env' or "
									+ "'asyncapi-kafka.parameters.env' to one of 'dev', 'sit', 'uat1', 'preprod', 'prod', or leave it open on purpose, "
									+ "with '*' or a @ChannelParameter.",
							"The schema format 'application/vnd.apache.avro;version=1.9.0' of the message "
									+ "'CostingRequest' has no serializer here. -> Set "
									+ "'asyncapi-kafka.messages.CostingRequest.serde' to the name of a Serde bean, or "
									+ "'asyncapi-kafka.messages.CostingRequest.pass-through' to 'true' to take the bytes "
									+ "as they are.",
							"The document has several Kafka servers: 'production', 'staging', 'dev'. -> Choose one with "
									+ "'asyncapi-kafka.servers', or set 'spring.kafka.bootstrap-servers'.",
							"[missing-reply] RealDocumentsTests.CostingReader.on returns nothing, but 'CostingRequest' of the "
									+ "operation 'receiveACostingRequest' has to be answered with 'costingResponse'. -> Return the "
									+ "answer, with @SendTo naming its topic, or set "
									+ "'asyncapi-kafka.inspection.rules.missing-reply' to 'off' if something else answers.",
							"[missing-group] The operation 'receiveACostingRequest' needs a consumer group: its schema does not select "
									+ "one value (The groupId must be prefixed by your `svc` account, deliver by the Adeo "
									+ "Kafka team. This `svc` must have the write access to the topic.). -> Set "
									+ "'asyncapi-kafka.operations.receiveACostingRequest.group-id' or "
									+ "'spring.kafka.consumer.group-id'.");
			});
	}

	/**
	 * An application with this {@code application.yml}.
	 */
	static ApplicationContextRunner application(String yaml) {
		return Contract.application()
			.withPropertyValues("test.broker=" + TestBroker.get().address())
			.withInitializer((context) -> addYaml(context, yaml));
	}

	private static void addYaml(ConfigurableApplicationContext context, String yaml) {
		try {
			new YamlPropertySourceLoader()
				.load("application.yml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
				.forEach(context.getEnvironment().getPropertySources()::addLast);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the client ids of a group's members, as the broker knows them.
	 */
	static List<String> members(Admin admin, String group) {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> admin.describeConsumerGroups(List.of(group))
				.all()
				.get()
				.get(group)
				.members()
				.stream()
				.map(MemberDescription::clientId)
				.toList(), (members) -> !members.isEmpty());
	}

	private static List<String> members(String group) {
		try (Admin admin = TestBroker.get().admin()) {
			return members(admin, group);
		}
	}

	private static TopicDescription topic(String topic) throws Exception {
		try (Admin admin = TestBroker.get().admin()) {
			return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
		}
	}

	/**
	 * Return what is configured for a topic itself.
	 */
	private static Map<String, String> configuration(String topic) throws Exception {
		ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
		try (Admin admin = TestBroker.get().admin()) {
			Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
			return config.entries()
				.stream()
				.filter((entry) -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
				.collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
		}
	}

	private static String text(String topic) {
		return new String(TestBroker.get().receive(topic, 1).get(0).value(), StandardCharsets.UTF_8);
	}

	/**
	 * Gets templates injected, so that the topics of what it may send are created.
	 */
	record Sender(ChannelTemplates templates) {

	}

	/**
	 * Remembers records.
	 */
	abstract static class Reader<V> {

		private final BlockingQueue<ConsumerRecord<?, V>> records = new LinkedBlockingQueue<>();

		void add(ConsumerRecord<?, V> record) {
			this.records.add(record);
		}

		ConsumerRecord<?, V> next() throws InterruptedException {
			ConsumerRecord<?, V> record = this.records.poll(30, TimeUnit.SECONDS);
			assertThat(record).isNotNull();
			return record;
		}

	}

	static class UserReader extends Reader<byte[]> {

		@ChannelListener("userSignedUp")
		void on(ConsumerRecord<String, byte[]> record) {
			add(record);
		}

	}

	static class CostingReader extends Reader<byte[]> {

		@ChannelListener("costingRequestChannel")
		void on(ConsumerRecord<String, byte[]> record) {
			add(record);
		}

	}

	static class LightReader extends Reader<String> {

		@ChannelListener("lightingMeasured")
		void on(ConsumerRecord<String, String> record) {
			add(record);
		}

	}

	static class Version2LightReader extends Reader<String> {

		@ChannelListener("smartylighting.streetlights.1.0.event.{streetlightId}.lighting.measured")
		void on(ConsumerRecord<String, String> record) {
			add(record);
		}

	}

}
