package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.asyncapikafka.autoconfigure.failure.ProblemsFailureAnalyzer;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.ChannelProducer;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.ImportChannelProducers;
import io.github.asyncapikafka.kafka.Send;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.retrytopic.RetryTopicConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Conditions, failures and the start-up log of {@link AsyncApiKafkaAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AsyncApiKafkaAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = Contract.application(Contract.SIGNUPS);

	@TempDir
	private Path directory;

	@Test
	void backsOffWithoutADocumentAndSaysWhy() {
		Contract.application().run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(KafkaContract.class);
			assertThat(report(context))
				.contains("AsyncAPI document did not find resources classpath:asyncapi.yaml, classpath:asyncapi.yml, "
						+ "classpath:asyncapi.json");
		});
	}

	@Test
	void backsOffIfItIsSwitchedOff() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KafkaContract.class));
	}

	@Test
	void backsOffWithoutSpringKafka() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(KafkaTemplate.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(KafkaContract.class));
	}

	@Test
	void loadsTheFirstDefaultDocument() throws IOException {
		Files.writeString(this.directory.resolve("asyncapi.json"), "{}");
		Files.writeString(this.directory.resolve("asyncapi.yml"), Contract.SIGNUPS);
		Contract.application()
			.withClassLoader(classLoader(this.directory))
			.run((context) -> assertThat(context.getBean(KafkaContract.class).headline())
				.isEqualTo("'Signups' 1.0.0 (AsyncAPI 3.1.0) from classpath:asyncapi.yml: 1 server, 1 channel, "
						+ "2 operations"));
	}

	@Test
	void failsIfSeveralDocumentsHaveTheDefaultName() throws IOException {
		Path first = Files.createDirectory(this.directory.resolve("first"));
		Path second = Files.createDirectory(this.directory.resolve("second"));
		Files.writeString(first.resolve("asyncapi.yaml"), Contract.SIGNUPS);
		Files.writeString(second.resolve("asyncapi.json"), Contract.SIGNUPS);
		Contract.application()
			.withClassLoader(classLoader(first, second))
			.run((context) -> assertThat(analysis(context)).isEqualTo("""
					The application does not fit its AsyncAPI contract:

					    There are several AsyncAPI documents on the class path: %s, %s.
					        -> Set 'asyncapi-kafka.location' to the one that describes this application.
					""".formatted(first.resolve("asyncapi.yaml").toUri().toURL(),
					second.resolve("asyncapi.json").toUri().toURL())));
	}

	@Test
	void failsIfTheConfiguredDocumentIsMissing() {
		Contract.application()
			.withPropertyValues("asyncapi-kafka.location=classpath:absent.yaml")
			.run((context) -> assertThat(analysis(context)).isEqualTo("""
					The AsyncAPI document classpath:absent.yaml cannot be used:

					    classpath:absent.yaml:1:1
					        There is no such document.
					        -> Correct the location, or create the document.
					"""));
	}

	@Test
	void referencesReachAsFarAsConfigured() throws IOException {
		Path app = Files.createDirectory(this.directory.resolve("app"));
		Path shared = Files.createDirectory(this.directory.resolve("shared"));
		Files.writeString(shared.resolve("name.yaml"), "address: user_signedup");
		Path document = Files.writeString(app.resolve("asyncapi.yaml"), """
				asyncapi: 3.0.0
				info: { title: Signups, version: 1.0.0 }
				channels:
				  local: { $ref: ../shared/name.yaml }
				  remote: { $ref: 'https://example.com/name.yaml' }
				operations:
				  sendLocal: { action: send, channel: { $ref: '#/channels/local' } }
				  sendRemote: { action: send, channel: { $ref: '#/channels/remote' } }
				""");
		String location = document.toUri().toString();
		Contract.application().withPropertyValues("asyncapi-kafka.location=" + location).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(analysis(context)).contains("leaves the directory tree of the document.", "is not fetched.");
		});
		Contract.application()
			.withPropertyValues("asyncapi-kafka.location=" + location,
					"asyncapi-kafka.references.roots=" + shared.toUri(),
					"asyncapi-kafka.references.mappings[0].prefix=https://example.com",
					"asyncapi-kafka.references.mappings[0].location=" + shared.toUri())
			.run((context) -> assertThat(context.getBean(KafkaContract.class).channels().values())
				.allSatisfy((channel) -> assertThat(channel.topic().value()).isEqualTo("user_signedup")));
		Contract.application()
			.withPropertyValues("asyncapi-kafka.location=" + location,
					"asyncapi-kafka.references.mappings[0].prefix=https://example.com")
			.run((context) -> assertThat(analysis(context)).isEqualTo("""
					The application does not fit its AsyncAPI contract:

					    'asyncapi-kafka.references.mappings[0]' lacks its prefix or its location.
					        -> Set both.
					"""));
	}

	@Test
	void opensNoConnectionForADocument() {
		Contract.application()
			.withPropertyValues("asyncapi-kafka.location=http://localhost:1/asyncapi.yaml")
			.run((context) -> assertThat(analysis(context)).isEqualTo("""
					The application does not fit its AsyncAPI contract:

					    The location 'http://localhost:1/asyncapi.yaml' is neither on the class path nor a file.
					        -> Set 'asyncapi-kafka.location' to a 'classpath:' or 'file:' location.
					"""));
	}

	@Test
	void reportsAllProblemsOfADocumentWithTheirPlaces() throws IOException {
		Path document = Files.writeString(this.directory.resolve("asyncapi.yaml"), """
				asyncapi: 3.0.0
				info: { title: Broken, version: 1.0.0 }
				channels:
				  a:
				    address: a
				    bindings:
				      kafka:
				        partitions: 0
				        partition: 3
				operations:
				  on:
				    action: recieve
				    channel: { $ref: '#/channels/b' }
				""");
		Contract.application().withPropertyValues("asyncapi-kafka.location=" + document.toUri()).run((context) -> {

			assertThat(analysis(context)).isEqualTo(
					"""
							The AsyncAPI document %1$s cannot be used:

							    %1$s:8:21
							        'partitions' must be at least 1, but is 0.
							        -> Correct the number, or remove it to leave the value to Kafka.
							    %1$s:9:20
							        The Kafka channel binding has no member 'partition'.
							        -> Did you mean 'partitions'? Known are bindingVersion, partitions, replicas, topic, topicConfiguration, and extensions that start with 'x-'.
							    %1$s:12:13
							        'action' must be 'send' or 'receive', but is 'recieve'.
							        -> Did you mean 'receive'? Correct it.
							    %1$s:13:5
							        The reference '#/channels/b' leads nowhere: there is no 'b' at line 3.
							        -> Did you mean 'a'? Correct the reference, or add what it leads to.
							"""
						.formatted(document.toUri().toURL()));
		});
	}

	@Test
	void reportsBrokenIdsOfAllListenersAndProducersAtOnce() {
		this.contextRunner.withBean(Slip.class)
			.withBean(WrongDirection.class)
			.withUserConfiguration(SlipProducers.class)
			.withPropertyValues("asyncapi-kafka.location=" + write("""
					asyncapi: 3.1.0
					info: { title: Signups, version: 1.0.0 }
					channels:
					  userSignedUp: { address: user_signedup }
					  audit: { address: audit_log }
					operations:
					  onUserSignedUp: { action: receive, channel: { $ref: '#/channels/userSignedUp' } }
					  publishAudit: { action: send, channel: { $ref: '#/channels/audit' } }
					"""))
			.run((context) -> assertThat(analysis(context)).isEqualTo(
					"""
							The application does not fit its AsyncAPI contract:

							    %1$s:1:1
							        [unknown-id] AsyncApiKafkaAutoConfigurationTests.Slip.on names the channel 'userSigndUp', which the document does not have.
							        -> Did you mean 'userSignedUp'? There are 'userSignedUp', 'audit'.
							    %1$s:1:1
							        [unknown-id] AsyncApiKafkaAutoConfigurationTests.SlipEvents.send names the channel 'auditt', which the document does not have.
							        -> Did you mean 'audit'? There are 'userSignedUp', 'audit'.
							    %1$s:5:3
							        [wrong-direction] AsyncApiKafkaAutoConfigurationTests.WrongDirection.on receives from the channel 'audit', which has only 'publishAudit': the document
							        says 'send', which means that this application sends.
							        -> Name another channel, add an operation, or set 'asyncapi-kafka.role' to 'client' if the document describes the other side.
							"""
						.formatted(this.directory.resolve("asyncapi.yaml").toUri().toURL())));
	}

	@Test
	void failsForAKafkaListenerBesideAChannelListener() {
		this.contextRunner.withBean(Both.class).run((context) -> assertThat(analysis(context)).isEqualTo("""
				The application does not fit its AsyncAPI contract:

				    AsyncApiKafkaAutoConfigurationTests.Both.on has @KafkaListener beside @ChannelListener.
				        -> Keep one of them.
				"""));
	}

	@Test
	void failsIfTwoListenersWouldTakeRecordsFromEachOther() {
		this.contextRunner.withBean(Mailer.class)
			.withBean(SecondMailer.class)
			.run((context) -> assertThat(analysis(context))
				.contains("        [shared-group] AsyncApiKafkaAutoConfigurationTests.Mailer.on and "
						+ "AsyncApiKafkaAutoConfigurationTests.SecondMailer.on both read the topic 'user_signedup' in one "
						+ "consumer group, so each would get a part of the records.\n"
						+ "        -> Keep one of them, or give them different groups.\n"));
	}

	@Test
	void allowsListenersOfOneOperationInDifferentGroups(CapturedOutput output) {
		this.contextRunner.withBean(Mailer.class)
			.withBean(AuditingMailer.class)
			.withPropertyValues("asyncapi-kafka.location=" + write("""
					asyncapi: 3.1.0
					info: { title: Signups, version: 1.0.0 }
					channels:
					  userSignedUp: { address: user_signedup }
					operations:
					  onUserSignedUp: { action: receive, channel: { $ref: '#/channels/userSignedUp' } }
					"""), "spring.application.name=mailer", "audit.group=audit")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainerIds())
					.containsExactlyInAnyOrder("onUserSignedUp", "onUserSignedUp-2");
				assertThat(messages(output)).contains(
						"receive onUserSignedUp <- user_signedup (group mailer) "
								+ "AsyncApiKafkaAutoConfigurationTests.Mailer.on",
						"receive onUserSignedUp <- user_signedup (group audit) "
								+ "AsyncApiKafkaAutoConfigurationTests.AuditingMailer.on");
			});
	}

	@Test
	void failsIfTheGroupOfAnAnnotationBreaksTheSchema() {
		this.contextRunner.withBean(AuditingMailer.class)
			.withPropertyValues("audit.group=audit")
			.run((context) -> assertThat(analysis(context))
				.contains("The group id 'audit' of the operation 'onUserSignedUp' "
						+ "(AsyncApiKafkaAutoConfigurationTests.AuditingMailer.on) is refused: the schema allows only "
						+ "'signup-mailer'."));
	}

	@Test
	void failsIfAListenerTakesOnlyOneOfSeveralMessages() {
		this.contextRunner.withBean(Mailer.class)
			.withPropertyValues("asyncapi-kafka.location=" + write("""
					asyncapi: 3.1.0
					info: { title: Signups, version: 1.0.0 }
					channels:
					  userSignedUp: { address: user_signedup, messages: { signedUp: {}, signedOff: {} } }
					operations:
					  onUserSignedUp: { action: receive, channel: { $ref: '#/channels/userSignedUp' } }
					"""), "spring.application.name=mailer")
			.run((context) -> assertThat(analysis(context))
				.contains("        [unhandled-message] AsyncApiKafkaAutoConfigurationTests.Mailer.on "
						+ "takes only one of the messages of 'onUserSignedUp', and nothing takes 'signedOff'.\n        -> Mark the payload with @Payload, have a @KafkaHandler method "
						+ "for each message whose type is named like it or says so with @ChannelMessage, or take one type that can "
						+ "hold all of them, such as JsonNode. 'asyncapi-kafka.operations.onUserSignedUp.unhandled=skip' leaves "
						+ "messages out.\n"));
	}

	@Test
	void failsIfASerdeIsNoBean() {
		this.contextRunner.withBean(Mailer.class)
			.withPropertyValues("asyncapi-kafka.messages.userSignedUp.serde=nowhere")
			.run((context) -> assertThat(analysis(context)).contains(
					"        The property 'asyncapi-kafka.messages.userSignedUp.serde' names 'nowhere', which is no "
							+ "bean of type Serde.\n        -> Declare a bean of this name, or correct the property.\n"));
	}

	@Test
	void failsIfAListenerNeedsAGroupThatNobodyNames() {
		this.contextRunner.withBean(Mailer.class)
			.withPropertyValues("asyncapi-kafka.location=" + write("""
					asyncapi: 3.1.0
					info: { title: Signups, version: 1.0.0 }
					channels:
					  userSignedUp: { address: user_signedup }
					operations:
					  onUserSignedUp:
					    action: receive
					    channel: { $ref: '#/channels/userSignedUp' }
					    bindings:
					      kafka: { groupId: { type: string, description: Starts with your account } }
					"""), "spring.application.name=mailer")
			.run((context) -> assertThat(analysis(context)).isEqualTo(
					"""
							The application does not fit its AsyncAPI contract:

							    %s:10:16
							        [missing-group] The operation 'onUserSignedUp' needs a consumer group: its schema does not select one value (Starts with your account).
							        -> Set 'asyncapi-kafka.operations.onUserSignedUp.group-id' or 'spring.kafka.consumer.group-id'.
							"""
						.formatted(this.directory.resolve("asyncapi.yaml").toUri().toURL())));
	}

	@Test
	void explainsAListenerWithoutADocument() {
		Contract.application()
			.withBean(Mailer.class)
			.run((context) -> assertThat(explanation(context).getAction())
				.startsWith("Add 'asyncapi.yaml' to the class path or set 'asyncapi-kafka.location'"));
	}

	@Test
	void explainsAProducerWithoutADocument() {
		Contract.application()
			.withBean(MailSender.class)
			.run((context) -> assertThat(explanation(context).getDescription()).isEqualTo("There is no bean of type "
					+ MailEvents.class.getName()
					+ ", because no AsyncAPI document was loaded or the interface is outside of the packages of the "
					+ "application."));
	}

	@Test
	void explainsTwoBeansOfOneListenerClass() {
		this.contextRunner.withBean("first", Mailer.class)
			.withBean("second", Mailer.class)
			.run((context) -> assertThat(explanation(context).getDescription()).isEqualTo(
					"Two Kafka listeners have the same id. The id of a @ChannelListener is that of its operation, so "
							+ "two beans of one class cannot both listen: Another endpoint is already registered with id "
							+ "'onUserSignedUp'"));
	}

	@Test
	void explainsProblemsOfTheContract() {
		this.contextRunner.withBean(Mailer.class)
			.withPropertyValues("asyncapi-kafka.location=https://example.com/asyncapi.yaml")
			.run((context) -> assertThat(explanation(context).getAction())
				.isEqualTo("Set 'asyncapi-kafka.location' to a 'classpath:' or 'file:' location."));
	}

	@Test
	void leavesBootsBeansTheOnlyCandidates() {
		this.contextRunner.withBean(Mailer.class)
			.withPropertyValues("spring.kafka.retry.topic.enabled=true", "spring.kafka.admin.auto-create=false")
			.run((context) -> {
				assertThat(context).hasNotFailed().hasSingleBean(RetryTopicConfiguration.class);
				assertThat(context.getBeanProvider(KafkaTemplate.class).getObject())
					.isSameAs(context.getBean("kafkaTemplate"));
				assertThat(context.getBeanProvider(ConsumerFactory.class).getObject())
					.isSameAs(context.getBean("kafkaConsumerFactory"));
				assertThat(context.getBeanProvider(ProducerFactory.class).getObject())
					.isSameAs(context.getBean("kafkaProducerFactory"));
			});
	}

	@Test
	void namesTheContainerAfterTheOperation() {
		this.contextRunner.withBean(Mailer.class)
			.run((context) -> assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainerIds())
				.containsExactly("onUserSignedUp"));
	}

	@Test
	void saysWhatItLoaded(CapturedOutput output) {
		this.contextRunner.withBean(Mailer.class)
			.withUserConfiguration(MailProducers.class)
			.run((context) -> assertThat(messages(output)).containsExactly(
					"Records without a payload are skipped by AsyncApiKafkaAutoConfigurationTests.Mailer.on of the "
							+ "operation 'onUserSignedUp', although the payload of 'userSignedUp' can be null. Take them "
							+ "with @Payload(required = false).",
					"Loaded 'Signups' 1.0.0 (AsyncAPI 3.1.0) from file 1 server, 1 channel, 2 operations",
					"receive onUserSignedUp <- user_signedup (10 partitions, group signup-mailer) "
							+ "AsyncApiKafkaAutoConfigurationTests.Mailer.on",
					"send    publishSignup  -> user_signedup AsyncApiKafkaAutoConfigurationTests.MailEvents.send",
					"Code and contract agree: 2 endpoints"));
	}

	@Test
	void saysAtDebugLevelWhereEachValueComesFrom(CapturedOutput output) {
		Logger logger = (Logger) LoggerFactory.getLogger("io.github.asyncapikafka");
		logger.setLevel(Level.DEBUG);
		try {
			this.contextRunner.run((context) -> {
				String table = context.getBean(KafkaContract.class).describe();
				assertThat(table).startsWith("server test\n  bootstrap servers  kafka.example.com:9092 (file:");
				assertThat(output.getOut())
					.contains("Every value of the contract, with its source:\n\n" + table + "\n\n");
			});
		}
		finally {
			logger.setLevel(null);
		}
	}

	@Test
	void namesTwentyOperationsAtMost(CapturedOutput output) {
		StringBuilder document = new StringBuilder("""
				asyncapi: 3.1.0
				info: { title: Many, version: 1.0.0 }
				channels: { c: { address: c } }
				operations:
				""");
		for (int i = 0; i < 23; i++) {
			document.append("  send%d: { action: send, channel: { $ref: '#/channels/c' } }\n".formatted(i));
		}
		Contract.application(document.toString()).run((context) -> {
			assertThat(messages(output)).hasSize(23);
			assertThat(messages(output)).endsWith("send    send19 -> c", "... and 3 more",
					"Code and contract agree: 0 endpoints; not compared: send0, send1, send2, send3, send4 and 18 more");
		});
	}

	private static List<String> messages(CapturedOutput output) {
		return output.getOut()
			.lines()
			.filter((line) -> line.contains("io.github.asyncapikafka"))
			.map((line) -> line.replaceFirst("^.* : ", ""))
			.map((line) -> line.replaceFirst("file:\\S+", "file"))
			.toList();
	}

	@Test
	void takesKeysOfConfigurationAsEnvironmentVariablesWriteThem() {
		this.contextRunner
			.withPropertyValues("asyncapi-kafka.channels.usersignedup.topic=other",
					"asyncapi-kafka.operations.ONUSERSIGNEDUP.group-id=signup-mailer")
			.run((context) -> assertThat(context.getBean(KafkaContract.class).channels().get("userSignedUp").topic())
				.hasToString("other (asyncapi-kafka.channels.userSignedUp.topic)"));
	}

	@Test
	void failsForConfigurationThatNamesNothing() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.channels.userSigndUp.topic=other")
			.run((context) -> assertThat(analysis(context)).isEqualTo("""
					The application does not fit its AsyncAPI contract:

					    The property 'asyncapi-kafka.channels.userSigndUp' matches nothing in the document.
					        -> Did you mean 'userSignedUp'? There are 'userSignedUp'.
					"""));
	}

	@Test
	void needsNoServerIfNothingIsUsed() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.location=" + write("""
				asyncapi: 3.1.0
				info: { title: Signups, version: 1.0.0 }
				servers:
				  one: { host: 'one:9092', protocol: kafka }
				  two: { host: 'two:9092', protocol: kafka }
				channels: {}
				""")).run((context) -> assertThat(context).hasNotFailed().hasSingleBean(ChannelTemplates.class));
	}

	@Test
	void connectsToTheHostOfTheDocumentOnlyWhatBelongsToChannels() {
		this.contextRunner.withBean(Mailer.class).run((context) -> {
			assertThat(configuration(context, "channelConsumerFactory").get("bootstrap.servers"))
				.isEqualTo(List.of("kafka.example.com:9092"));
			assertThat(configuration(context, "kafkaConsumerFactory").get("bootstrap.servers"))
				.isEqualTo(List.of("localhost:9092"));
		});
	}

	private static Map<?, ?> configuration(AssertableApplicationContext context, String name) {
		return context.getBean(name, ConsumerFactory.class).getConfigurationProperties();
	}

	private static String report(AssertableApplicationContext context) {
		return ConditionEvaluationReport.get(context.getSourceApplicationContext().getBeanFactory())
			.getConditionAndOutcomesBySource()
			.get(AsyncApiKafkaAutoConfiguration.class.getName())
			.stream()
			.map((outcome) -> outcome.getOutcome().getMessage())
			.toList()
			.toString();
	}

	/**
	 * Return what the registered analyzers say of a failure.
	 */
	private static FailureAnalysis explanation(AssertableApplicationContext context) {
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.none(), (type, name, failure) -> {
			})
			.stream()
			.map((analyzer) -> analyzer.analyze(context.getStartupFailure()))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

	/**
	 * Return what a person reads of a failure, with the remedy behind the arrow also if
	 * there is only one problem.
	 */
	static String analysis(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		FailureAnalysis analysis = new ProblemsFailureAnalyzer().analyze(context.getStartupFailure());
		assertThat(analysis).as(() -> String.valueOf(context.getStartupFailure())).isNotNull();
		return analysis.getDescription().contains("->") ? analysis.getDescription()
				: analysis.getDescription() + "        -> " + analysis.getAction() + "\n";
	}

	private String write(String document) {
		try {
			return Files.writeString(this.directory.resolve("asyncapi.yaml"), document).toUri().toString();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static ClassLoader classLoader(Path... directories) throws IOException {
		URL[] urls = new URL[directories.length];
		for (int i = 0; i < urls.length; i++) {
			urls[i] = directories[i].toUri().toURL();
		}
		return new URLClassLoader(urls, AsyncApiKafkaAutoConfigurationTests.class.getClassLoader());
	}

	record SignedUp(String userId) {

	}

	static class Mailer {

		@ChannelListener("userSignedUp")
		void on(SignedUp event) {
		}

	}

	static class AuditingMailer {

		@ChannelListener(value = "userSignedUp", groupId = "${audit.group}")
		void on(SignedUp event) {
		}

	}

	static class SecondMailer {

		@ChannelListener("userSignedUp")
		void on(SignedUp event) {
		}

	}

	static class Slip {

		@ChannelListener("userSigndUp")
		void on(SignedUp event) {
		}

	}

	static class WrongDirection {

		@ChannelListener("audit")
		void on(SignedUp event) {
		}

	}

	static class Both {

		@ChannelListener("userSignedUp")
		@KafkaListener(topics = "user_signedup", groupId = "g")
		void on(SignedUp event) {
		}

	}

	@ChannelProducer
	interface SlipEvents {

		@Send("auditt")
		void send(SignedUp event);

	}

	@ImportChannelProducers(SlipEvents.class)
	static class SlipProducers {

	}

	@ChannelProducer
	interface MailEvents {

		@Send("userSignedUp")
		void send(SignedUp event);

	}

	static class MailSender {

		MailSender(MailEvents events) {
		}

	}

	@ImportChannelProducers(MailEvents.class)
	static class MailProducers {

	}

}
