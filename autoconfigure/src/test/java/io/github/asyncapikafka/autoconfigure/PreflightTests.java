package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.github.asyncapikafka.autoconfigure.SecuredBroker.Listener;
import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.connection.UnusableBrokerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Brokers that cannot be used, and what is said about them at start-up.
 */
@ExtendWith(OutputCaptureExtension.class)
class PreflightTests {

	private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

	private static final String DOCUMENT_HOST = "Correct the document or 'spring.kafka.security.protocol'.";

	private static final String SILENCE = "it may ask for another way to authenticate, or its 'advertised.listeners' "
			+ "may name an address that cannot be reached from here. Correct the document or "
			+ "'spring.kafka.security.protocol', or the broker's 'advertised.listeners'.";

	private final SecuredBroker broker = SecuredBroker.get();

	@Test
	void nothingListens() {
		int port = StandaloneBroker.freePort();
		assertThat(failure("localhost:" + port, "kafka", "")).isEqualTo(
				"The Kafka server 'main' at localhost:%d cannot be reached: nothing listens there. Start the broker, or "
					.formatted(port) + "correct the document or 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void hostIsUnknown() {
		assertThat(failure("broker.invalid:9092", "kafka", "")).isEqualTo(
				"The Kafka server 'main' at broker.invalid:9092 cannot be reached: the name of its host is not known. "
						+ "Start the broker, or correct the document or 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void namesThePropertyThatTheAddressComesFrom() {
		int port = StandaloneBroker.freePort();
		assertThat(failure("kafka.example.com:9092", "kafka", "",
				"asyncapi-kafka.server-settings.main.bootstrap-servers=localhost:" + port))
			.endsWith("correct 'asyncapi-kafka.server-settings.main.bootstrap-servers'.");
	}

	@Test
	void somebodyElseListens() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			assertThat(failure("localhost:" + silent.getLocalPort(), "kafka", "")).isEqualTo(
					("The Kafka server 'main' at localhost:%d accepts connections, but does not answer to PLAINTEXT: "
							+ SILENCE)
						.formatted(silent.getLocalPort()));
		}
	}

	@Test
	void passwordIsWrong() {
		assertThat(failure(Listener.PLAIN, "kafka", "{ type: plain }", "asyncapi-kafka.credentials.main.username=bob",
				"asyncapi-kafka.credentials.main.password=wrong"))
			.isEqualTo("The Kafka server 'main' at " + this.broker.address(Listener.PLAIN)
					+ " refuses the credentials: Authentication failed: Invalid username or password. "
					+ "Correct 'asyncapi-kafka.credentials.main'.");
	}

	@Test
	void tokenServerIsSilent() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			String uri = "http://localhost:" + silent.getLocalPort() + "/token";
			System.setProperty(ALLOWED_URLS, uri);
			Instant start = Instant.now();
			assertThat(failure(Listener.OAUTH, "kafka",
					"{ type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://elsewhere', availableScopes: {} } } }",
					"asyncapi-kafka.credentials.main.client-id=me",
					"asyncapi-kafka.credentials.main.client-secret=secret",
					"asyncapi-kafka.credentials.main.token-uri=" + uri))
				.isEqualTo("The Kafka server 'main' at " + this.broker.address(Listener.OAUTH)
						+ " cannot be used: the token server did not answer in time. "
						+ "Start it, or correct 'asyncapi-kafka.credentials.main.token-uri'.");
			assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(9));
		}
		finally {
			System.clearProperty(ALLOWED_URLS);
		}
	}

	@Test
	void loginModuleIsNoText() {
		assertThat(failure(Listener.PLAIN, "kafka", "{ type: plain }",
				"asyncapi-kafka.credentials.main.jaas-config=org.apache.kafka.common.security.plain.PlainLoginModule "
						+ "required username=bob"))
			.isEqualTo("The Kafka server 'main' at " + this.broker.address(Listener.PLAIN)
					+ " cannot be used: JAAS config entry not terminated by semi-colon. Correct the document or "
					+ "'spring.kafka.bootstrap-servers', 'asyncapi-kafka.credentials.main' or the settings below "
					+ "'spring.kafka'.");
	}

	@Test
	void mechanismIsNotOffered() {
		assertThat(failure(Listener.PLAIN, "kafka", "{ type: scramSha256 }",
				"asyncapi-kafka.credentials.main.username=bob", "asyncapi-kafka.credentials.main.password=wrong"))
			.matches(Pattern
				.quote("The Kafka server 'main' at " + this.broker.address(Listener.PLAIN)
						+ " does not offer the mechanism SCRAM-SHA-256: ")
					+ ".*" + Pattern.quote("Correct the document or 'spring.kafka.properties.sasl.mechanism'."));
	}

	@Test
	void clientIsNotEncryptedButTheBrokerIs() {
		assertThat(failure(Listener.TLS, "kafka", ""))
			.isEqualTo("The Kafka server 'main' at " + this.broker.address(Listener.TLS)
					+ " accepts connections, but does not answer to PLAINTEXT: it speaks TLS. " + DOCUMENT_HOST);
	}

	@Test
	void clientIsEncryptedButTheBrokerIsNot() {
		assertThat(failure(this.broker.openAddress(), "kafka-secure", "", "spring.kafka.ssl.bundle=trust"))
			.startsWith("The Kafka server 'main' at " + this.broker.openAddress())
			.contains("TLS")
			.contains("'spring.kafka.security.protocol'");
	}

	@Test
	void brokerAsksForAuthenticationBeyondTls() {
		assertThat(failure(Listener.SCRAM, "kafka-secure", "", "spring.kafka.ssl.bundle=trust"))
			.isEqualTo("The Kafka server 'main' at " + this.broker.address(Listener.SCRAM)
					+ " accepts connections, but does not answer to SSL: " + SILENCE);
	}

	@Test
	void addressThatTheBrokerAdvertisesIsDead() {
		assertThat(failure(Listener.ELSEWHERE, "kafka", "")).isEqualTo("The Kafka server 'main' at "
				+ this.broker.address(Listener.ELSEWHERE)
				+ " answers, but the addresses that its 'advertised.listeners' name cannot be reached from here. "
				+ "Correct the broker's 'advertised.listeners', or the document or 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void certificateOfTheBrokerIsNotTrusted() {
		assertThat(failure(Listener.TLS, "kafka-secure", ""))
			.isEqualTo("The Kafka server 'main' at " + this.broker.address(Listener.TLS)
					+ " shows a certificate that is not trusted: unable to find valid certification path to requested "
					+ "target. Set 'spring.kafka.ssl.bundle' to an SSL bundle that trusts it.");
	}

	@Test
	void certificateOfTheBrokerHasExpired() {
		assertThat(failure(Listener.EXPIRED, "kafka-secure", "", "spring.kafka.ssl.bundle=trust"))
			.startsWith("The Kafka server 'main' at " + this.broker.address(Listener.EXPIRED)
					+ " shows a certificate that has expired: NotAfter: ")
			.endsWith(" Renew the broker's certificate.");
	}

	@Test
	void brokerAnswersOnlyAtFirst() {
		assertThat(failure(Listener.FORGETFUL, "kafka", ""))
			.isEqualTo("The Kafka server 'main' at " + this.broker.address(Listener.FORGETFUL)
					+ " answered at first, but not when it was asked for topics. Look at the log of the broker.");
	}

	@Test
	void attemptsToConnectAreNotAnswered() throws IOException {
		List<Socket> queue = new ArrayList<>();
		try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			fill(busy, queue);
			assertThat(failure("localhost:" + busy.getLocalPort(), "kafka", ""))
				.isEqualTo(("The Kafka server 'main' at localhost:%d cannot be reached: it does not answer to attempts "
						+ "to connect. Start the broker, or correct the document or 'spring.kafka.bootstrap-servers'.")
					.formatted(busy.getLocalPort()));
		}
		finally {
			for (Socket socket : queue) {
				socket.close();
			}
		}
	}

	@Test
	void namesTheSettingOfTheClusterThatIsWrittenTo() {
		int port = StandaloneBroker.freePort();
		assertThat(failure("kafka.example.com:9092", "kafka", "",
				"spring.kafka.consumer.bootstrap-servers=" + this.broker.openAddress(),
				"spring.kafka.producer.bootstrap-servers=localhost:" + port))
			.isEqualTo(("The Kafka server 'main' at localhost:%d cannot be reached: nothing listens there. "
					+ "Start the broker, or correct 'spring.kafka.producer.bootstrap-servers'.")
				.formatted(port));
	}

	@Test
	void certificateOfTheClientIsMissing() {
		assertThat(failure(Listener.MTLS, "kafka-secure", "", "spring.kafka.ssl.bundle=trust"))
			.startsWith("The Kafka server 'main' at " + this.broker.address(Listener.MTLS)
					+ " asks for a certificate of the client: ")
			.endsWith("Set 'spring.kafka.ssl.bundle' to an SSL bundle that has one.");
	}

	@Test
	void isAWarningByDefault(CapturedOutput output) {
		int port = StandaloneBroker.freePort();
		application("localhost:" + port, "kafka", "").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).containsPattern("WARN .* .*The Kafka server 'main' at localhost:" + port
					+ " cannot be reached: nothing listens there");
		});
	}

	@Test
	void canBeSwitchedOff(CapturedOutput output) {
		application("localhost:" + StandaloneBroker.freePort(), "kafka", "")
			.withPropertyValues("asyncapi-kafka.preflight=off", "asyncapi-kafka.topics.mode=none",
					"asyncapi-kafka.dead-letter.mode=skip")
			.run((context) -> assertThat(output).doesNotContain("The Kafka server"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "create", "none" })
	void happensWhateverIsDoneAboutTopics(String mode) {
		int port = StandaloneBroker.freePort();
		assertThat(failure("localhost:" + port, "kafka", "", "asyncapi-kafka.topics.mode=" + mode,
				"asyncapi-kafka.dead-letter.mode=skip"))
			.contains("cannot be reached");
	}

	@Test
	void doesNotHappenIfNothingUsesTheContract() {
		Contract.application()
			.withPropertyValues(Contract.location(document("localhost:" + StandaloneBroker.freePort(), "kafka", "")),
					"asyncapi-kafka.preflight=fail")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void happensForTemplatesOfOpenAddressesOnly() {
		String open = """
				asyncapi: 3.1.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: 'orders.{tenant}'
				    parameters: { tenant: {} }
				    messages: { order: { payload: { type: object } } }
				operations:
				  sendOrder: { action: send, channel: { $ref: '#/channels/orders' } }
				""";
		ApplicationContextRunner runner = Contract.application()
			.withPropertyValues(Contract.location(open),
					"spring.kafka.bootstrap-servers=localhost:" + StandaloneBroker.freePort(),
					"asyncapi-kafka.preflight=fail", "spring.kafka.admin.operation-timeout=3s");
		runner.withBean(Sender.class)
			.run((context) -> assertThat(context.getStartupFailure()).isInstanceOf(UnusableBrokerException.class));
		runner.run((context) -> assertThat(context).hasNotFailed());
	}

	record Sender(ChannelTemplates templates) {

	}

	/**
	 * Connect until the host does not even answer any more.
	 */
	private static void fill(ServerSocket server, List<Socket> queue) throws IOException {
		try {
			while (true) {
				Socket socket = new Socket();
				queue.add(socket);
				socket.connect(server.getLocalSocketAddress(), 300);
			}
		}
		catch (SocketTimeoutException ex) {
			// Full.
		}
	}

	private String failure(Listener listener, String protocol, String scheme, String... properties) {
		return failure(this.broker.address(listener), protocol, scheme, properties);
	}

	/**
	 * Return the only problem of an application that fails in time.
	 */
	private String failure(String address, String protocol, String scheme, String... properties) {
		List<String> problem = new ArrayList<>();
		application(address, protocol, scheme)
			.withPropertyValues("asyncapi-kafka.preflight=fail", "spring.kafka.admin.operation-timeout=3s")
			.withPropertyValues(properties)
			.run((context) -> {
				assertThat(context.getStartupFailure()).isInstanceOf(UnusableBrokerException.class);
				UnusableBrokerException failure = (UnusableBrokerException) context.getStartupFailure();
				failure.getProblems().forEach((found) -> problem.add(found.message() + " " + found.action()));
			});
		assertThat(problem).hasSize(1);
		return problem.get(0);
	}

	private ApplicationContextRunner application(String address, String protocol, String scheme) {
		return Contract.application()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withBean(Reader.class)
			.withPropertyValues(this.broker.tls().bundle("trust", false).toArray(String[]::new))
			.withPropertyValues(Contract.location(document(address, protocol, scheme)), "asyncapi-kafka.servers=main",
					"spring.kafka.listener.auto-startup=false");
	}

	private static String document(String address, String protocol, String scheme) {
		return SignupContract.DOCUMENT.replace("test: { host: 'kafka.example.com:9092', protocol: kafka }",
				"main: { host: '%s', protocol: %s, security: [ %s ] }".formatted(address, protocol, scheme));
	}

}
