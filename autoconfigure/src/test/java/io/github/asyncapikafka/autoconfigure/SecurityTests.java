package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.github.asyncapikafka.autoconfigure.SecuredBroker.Listener;
import io.github.asyncapikafka.autoconfigure.SignupContract.Producers;
import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signup;
import io.github.asyncapikafka.autoconfigure.SignupContract.Signups;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every kind of authentication on a real broker: host, protocol and mechanism come from
 * the document, credentials from configuration.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecurityTests {

	private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

	private static final String PLAIN = "asyncapi-kafka.credentials.main.username=bob";

	private static final String PLAIN_PASSWORD = "asyncapi-kafka.credentials.main.password="
			+ SecuredBroker.PLAIN_PASSWORD;

	private static final String SCRAM = "asyncapi-kafka.credentials.main.username=alice";

	private static final String SCRAM_PASSWORD = "asyncapi-kafka.credentials.main.password="
			+ SecuredBroker.SCRAM_PASSWORD;

	private static final String TRUST = "asyncapi-kafka.credentials.main.ssl-bundle=trust";

	private static final String CLIENT = "asyncapi-kafka.credentials.main.ssl-bundle=client";

	private final SecuredBroker broker = SecuredBroker.get();

	@Test
	void plain() {
		roundTrip(Listener.PLAIN, "kafka", "{ type: plain }", PLAIN, PLAIN_PASSWORD);
	}

	@Test
	void userAndPassword() {
		roundTrip(Listener.PLAIN, "kafka", "{ type: userPassword }", PLAIN, PLAIN_PASSWORD,
				"asyncapi-kafka.credentials.main.mechanism=PLAIN");
	}

	@Test
	void scramSha256OverTls() {
		roundTrip(Listener.SCRAM, "kafka-secure", "{ type: scramSha256 }", SCRAM, SCRAM_PASSWORD, TRUST);
	}

	@Test
	void scramSha512OverTls() {
		roundTrip(Listener.SCRAM, "kafka-secure", "{ type: scramSha512 }", SCRAM, SCRAM_PASSWORD, TRUST);
	}

	@Test
	void tlsAlone() {
		roundTrip(Listener.TLS, "kafka-secure", "", "spring.kafka.ssl.bundle=trust");
	}

	@Test
	void mutualTls() {
		roundTrip(Listener.MTLS, "kafka-secure", "{ type: X509 }", CLIENT);
	}

	@Test
	void mutualTlsWithTheBundleOfSpring() {
		roundTrip(Listener.MTLS, "kafka", "{ type: X509 }", "spring.kafka.ssl.bundle=client");
	}

	@Test
	void certificateAndPasswordTogether() {
		String document = """
				asyncapi: 2.6.0
				info: { title: Signups, version: 1.0.0 }
				defaultContentType: application/json
				servers:
				  main:
				    url: %s
				    protocol: kafka-secure
				    security: [ { main: [], other: [] } ]
				channels:
				  signups:
				    publish:
				      operationId: onSignup
				      bindings: { kafka: { groupId: { type: string, const: readers } } }
				      message: { name: signup, payload: { type: object } }
				    subscribe:
				      operationId: publishSignup
				      message: { name: signup, payload: { type: object } }
				components:
				  securitySchemes:
				    main: { type: plain }
				    other: { type: X509 }
				""".formatted(this.broker.address(Listener.PLAIN_TLS));
		run(document, PLAIN, PLAIN_PASSWORD, "asyncapi-kafka.credentials.other.ssl-bundle=client");
	}

	@Test
	void tokens() {
		AuthorizationServer server = this.broker.authorizationServer();
		System.setProperty(ALLOWED_URLS, server.tokenUri());
		try {
			roundTrip(Listener.OAUTH, "kafka",
					"{ type: oauth2, scopes: [ read ], flows: { clientCredentials: { tokenUrl: 'https://elsewhere', "
							+ "availableScopes: { read: Reads } } } }",
					tokenCredentials(server));
		}
		finally {
			System.clearProperty(ALLOWED_URLS);
		}
		assertThat(server.requests()).isNotEmpty().allMatch("grant_type=client_credentials&scope=read"::equals);
	}

	@Test
	void addressOfTokensHasToBeAllowed() {
		AuthorizationServer server = this.broker.authorizationServer();
		application(document(Listener.OAUTH, "kafka",
				"{ type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://elsewhere', availableScopes: {} } } }"))
			.withPropertyValues(tokenCredentials(server))
			.run((context) -> assertThat(context).getFailure()
				.message()
				.contains("Start the application with '-D" + ALLOWED_URLS + "=' and that address.")
				.doesNotContain(AuthorizationServer.SECRET));
	}

	@Test
	void bootsOwnBeansTakeTheConnectionOfTheNamedServer() {
		application(document(Listener.SCRAM, "kafka-secure", "{ type: scramSha512 }"))
			.withPropertyValues(SCRAM, SCRAM_PASSWORD, TRUST)
			.run((context) -> {
				String topic = Contract.prefix() + "boot";
				context.getBean(KafkaAdmin.class).createOrModifyTopics(new NewTopic(topic, 2, (short) 1));
				KafkaTemplate<?, ?> template = context.getBean(KafkaTemplate.class);
				assertThat(template.partitionsFor(topic)).hasSize(2);
			});
	}

	@Test
	void printsNoSecrets(CapturedOutput output) {
		LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
		Map<Logger, Level> levels = new HashMap<>();
		loggers.getLoggerList()
			.stream()
			.filter((logger) -> logger.getLevel() != null)
			.forEach((logger) -> levels.put(logger, logger.getLevel()));
		System.setProperty(ALLOWED_URLS, this.broker.authorizationServer().tokenUri());
		levels.keySet().forEach((logger) -> logger.setLevel(Level.TRACE));
		try {
			plain();
			scramSha512OverTls();
			tokens();
		}
		finally {
			levels.forEach(Logger::setLevel);
			System.clearProperty(ALLOWED_URLS);
		}
		assertThat(output.getAll()).contains("sasl.jaas.config = [hidden]")
			.doesNotContain(SecuredBroker.PLAIN_PASSWORD, SecuredBroker.SCRAM_PASSWORD, AuthorizationServer.SECRET,
					TlsMaterial.PASSWORD);
	}

	private static String[] tokenCredentials(AuthorizationServer server) {
		String prefix = "asyncapi-kafka.credentials.main.";
		return new String[] { prefix + "client-id=" + AuthorizationServer.CLIENT,
				prefix + "client-secret=" + AuthorizationServer.SECRET, prefix + "token-uri=" + server.tokenUri() };
	}

	private void roundTrip(Listener listener, String protocol, String scheme, String... properties) {
		run(document(listener, protocol, scheme), properties);
	}

	private void run(String document, String... properties) {
		application(document).withPropertyValues(properties).run((context) -> {
			assertThat(context).hasNotFailed();
			context.getBean(Signups.class).send("ada", new Signup(1, "ada@example.com"));
			Reader reader = context.getBean(Reader.class);
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> reader.received().contains(1));
		});
	}

	private String document(Listener listener, String protocol, String scheme) {
		return SignupContract.DOCUMENT.replace("test: { host: 'kafka.example.com:9092', protocol: kafka }",
				"main: { host: '%s', protocol: %s, security: [ %s ] }".formatted(this.broker.address(listener),
						protocol, scheme));
	}

	private ApplicationContextRunner application(String document) {
		List<String> properties = new ArrayList<>(this.broker.tls().bundle("trust", false));
		properties.addAll(this.broker.tls().bundle("client", true));
		return Contract.application()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withUserConfiguration(Producers.class)
			.withBean(Reader.class)
			.withPropertyValues(properties.toArray(String[]::new))
			.withPropertyValues(Contract.location(document), "asyncapi-kafka.servers=main",
					"asyncapi-kafka.topic-prefix=" + Contract.prefix(),
					"spring.kafka.consumer.auto-offset-reset=earliest");
	}

}
