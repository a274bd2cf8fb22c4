package io.github.asyncapikafka.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.autoconfigure.SignupContract.Reader;
import io.github.asyncapikafka.autoconfigure.connection.ContractConnections;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Who gets the connection of the document's server: channels, and Spring Boot's own beans
 * if the server is named.
 */
class ServerConnectionTests {

	private static final String JAAS = "org.apache.kafka.common.security.scram.ScramLoginModule required "
			+ "username=\"ada\" password=\"a\\\"b\\\\c\\nd\";";

	private static final String[] CREDENTIALS = { "asyncapi-kafka.credentials.main.username=ada",
			"asyncapi-kafka.credentials.main.password=a\"b\\c\nd" };

	private final ApplicationContextRunner contextRunner = Contract
		.application(SignupContract.DOCUMENT.replace("test: { host: 'kafka.example.com:9092', protocol: kafka }",
				"main: { host: 'prod:9093', protocol: kafka-secure, security: [ { type: scramSha256 } ] }"));

	@Test
	void channelsAndBootsBeansGetAllOfTheNamedServer() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.servers=main")
			.withPropertyValues(CREDENTIALS)
			.run((context) -> {
				Map<String, Object> channels = channels(context);
				assertThat(channels).contains(entry("bootstrap.servers", List.of("prod:9093")),
						entry("security.protocol", "SASL_SSL"), entry("sasl.mechanism", "SCRAM-SHA-256"));
				assertThat(text(channels.get("sasl.jaas.config"))).isEqualTo(JAAS);
				Map<String, Object> producers = producers(context);
				assertThat(producers).contains(entry("bootstrap.servers", List.of("prod:9093")),
						entry("security.protocol", "SASL_SSL"), entry("sasl.mechanism", "SCRAM-SHA-256"),
						entry("sasl.jaas.config", JAAS));
				assertThat(context.getBean(KafkaAdmin.class).getConfigurationProperties())
					.containsAllEntriesOf(Map.of("bootstrap.servers", List.of("prod:9093"), "security.protocol",
							"SASL_SSL", "sasl.jaas.config", JAAS));
			});
	}

	@Test
	void bootsBeansStayAsTheyAreIfNoServerIsNamed() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.server-settings.main.bootstrap-servers=mine:9093")
			.withPropertyValues(CREDENTIALS)
			.run((context) -> {
				assertThat(channels(context)).contains(entry("bootstrap.servers", List.of("mine:9093")),
						entry("security.protocol", "SASL_SSL"));
				assertThat(producers(context)).containsEntry("bootstrap.servers", List.of("localhost:9092"))
					.doesNotContainKeys("security.protocol", "sasl.mechanism", "sasl.jaas.config");
			});
	}

	@Test
	void whatSpringStatesIsKept() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.servers=main", "spring.kafka.bootstrap-servers=mine:9092",
				"spring.kafka.security.protocol=SASL_PLAINTEXT", "spring.kafka.properties.sasl.mechanism=SCRAM-SHA-512")
			.withPropertyValues(CREDENTIALS)
			.run((context) -> {
				for (Map<?, ?> configuration : List.of(channels(context), producers(context))) {
					assertThat(configuration.get("bootstrap.servers")).isEqualTo(List.of("mine:9092"));
					assertThat(configuration.get("security.protocol")).isEqualTo("SASL_PLAINTEXT");
					assertThat(configuration.get("sasl.mechanism")).isEqualTo("SCRAM-SHA-512");
					assertThat(text(configuration.get("sasl.jaas.config"))).isEqualTo(JAAS);
				}
			});
	}

	@Test
	void protocolOfConnectionDetailsWins() {
		this.contextRunner.withPropertyValues("asyncapi-kafka.servers=main")
			.withPropertyValues(CREDENTIALS)
			.withBean(KafkaConnectionDetails.class, () -> new KafkaConnectionDetails() {

				@Override
				public List<String> getBootstrapServers() {
					return List.of("container:9092");
				}

				@Override
				public String getSecurityProtocol() {
					return "PLAINTEXT";
				}

			})
			.run((context) -> {
				for (Map<?, ?> configuration : List.of(channels(context), producers(context))) {
					assertThat(configuration.get("bootstrap.servers")).isEqualTo(List.of("container:9092"));
					assertThat(configuration.get("security.protocol")).isEqualTo("PLAINTEXT");
					assertThat(configuration.get("sasl.jaas.config")).isNull();
				}
			});
	}

	@Test
	void codeDoesNotWeakenTheProtocolOfTheDocumentsHost() {
		Map<String, Object> own = Map.of("security.protocol", "PLAINTEXT", "group.id", "own");
		this.contextRunner.withPropertyValues("asyncapi-kafka.servers=main")
			.withPropertyValues(CREDENTIALS)
			.withBean(ConsumerFactory.class,
					() -> new DefaultKafkaConsumerFactory<>(own, new StringDeserializer(), new StringDeserializer()))
			.run((context) -> assertThat(channels(context)).contains(entry("bootstrap.servers", List.of("prod:9093")),
					entry("security.protocol", "SASL_SSL"), entry("group.id", "own")));
	}

	@Test
	void codeThatConnectsElsewhereIsLeftAlone() {
		Map<String, Object> own = Map.of("bootstrap.servers", "elsewhere:9092");
		this.contextRunner.withPropertyValues("asyncapi-kafka.servers=main")
			.withPropertyValues(CREDENTIALS)
			.withBean(ProducerFactory.class,
					() -> new DefaultKafkaProducerFactory<>(own, new StringSerializer(), new StringSerializer()))
			.withBean(ConsumerFactory.class,
					() -> new DefaultKafkaConsumerFactory<>(own, new StringDeserializer(), new StringDeserializer()))
			.run((context) -> assertThat(channels(context)).containsEntry("bootstrap.servers", "elsewhere:9092")
				.doesNotContainKeys("security.protocol", "sasl.jaas.config"));
	}

	@Test
	void credentialsOfCodeDoNotGoToAHostThatNoPropertyNames() {
		Contract
			.application(SignupContract.DOCUMENT.replace("test: { host: 'kafka.example.com:9092', protocol: kafka }",
					"main: { host: 'prod:9093', protocol: kafka-secure }"))
			.withPropertyValues("spring.kafka.security.protocol=SASL_SSL")
			.withBean(Reader.class)
			.withBean(DefaultKafkaConsumerFactoryCustomizer.class,
					() -> (factory) -> factory.updateConfigs(Map.of("sasl.jaas.config", "secret")))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.message()
				.contains(
						"The application's clients have credentials, but the host that they would go to comes from the "
								+ "document, and no property names the server. Set 'asyncapi-kafka.servers'"));
	}

	@Test
	void sslBundleMustExist() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withPropertyValues("asyncapi-kafka.servers=main", "asyncapi-kafka.credentials.main.ssl-bundle=trsut",
					"spring.ssl.bundle.pem.trust.truststore.certificate=classpath:none.pem")
			.withPropertyValues(CREDENTIALS)
			.withBean(Reader.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.message()
				.contains(
						"The property 'asyncapi-kafka.credentials.main.ssl-bundle' names the SSL bundle 'trsut', which "
								+ "does not exist. Did you mean 'trust'? Declare it below 'spring.ssl.bundle', or name one of "
								+ "trust."));
	}

	@Test
	void sslBundleMustBeReadable() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
			.withPropertyValues("asyncapi-kafka.servers=main", "asyncapi-kafka.credentials.main.ssl-bundle=trust",
					"spring.ssl.bundle.jks.trust.truststore.location=classpath:contracts/signups.yaml",
					"spring.ssl.bundle.jks.trust.truststore.password=secret")
			.withPropertyValues(CREDENTIALS)
			.withBean(Reader.class)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.message()
				.contains("The SSL bundle 'trust' of 'asyncapi-kafka.credentials.main.ssl-bundle' cannot be used: ",
						"Correct its files and passwords below 'spring.ssl.bundle'.")
				.doesNotContain("secret"));
	}

	@Test
	void tokensNeedLibrariesThatKafkaDoesNotBring() {
		Contract.application(SignupContract.DOCUMENT.replace(
				"test: { host: 'kafka.example.com:9092', protocol: kafka }",
				"main: { host: 'prod:9093', protocol: kafka, security: [ { type: oauth2, flows: { clientCredentials: "
						+ "{ tokenUrl: 'https://a.b', availableScopes: {} } } } ] }"))
			.withClassLoader(new FilteredClassLoader("org.jose4j", "com.fasterxml.jackson.databind"))
			.withPropertyValues("asyncapi-kafka.servers=main", "asyncapi-kafka.credentials.main.client-id=c",
					"asyncapi-kafka.credentials.main.client-secret=s",
					"asyncapi-kafka.credentials.main.token-uri=http://a")
			.withBean(Reader.class)
			.run((context) -> assertThat(context).getFailure()
				.message()
				.contains("needs libraries that are not there: com.fasterxml.jackson.core:jackson-databind, "
						+ "org.bitbucket.b_c:jose4j. Add them to the application's dependencies."));
	}

	@Test
	void adminOfOtherHostsGetsNoCredentialsOfSpring() {
		Map<String, Object> own = Map.of("bootstrap.servers", "elsewhere:9092", "security.protocol", "SSL");
		this.contextRunner
			.withPropertyValues("spring.kafka.bootstrap-servers=mine:9093", "spring.kafka.security.protocol=SASL_SSL",
					"spring.kafka.properties.sasl.mechanism=PLAIN", "spring.kafka.properties.sasl.jaas.config=secret",
					"spring.kafka.admin.properties.retries=7")
			.withBean(ConsumerFactory.class,
					() -> new DefaultKafkaConsumerFactory<>(own, new StringDeserializer(), new StringDeserializer()))
			.run((context) -> assertThat(context.getBean(ContractConnections.class).consumerAdmin(own))
				.contains(entry("bootstrap.servers", "elsewhere:9092"), entry("security.protocol", "SSL"),
						entry("retries", "7"))
				.doesNotContainKeys("sasl.jaas.config", "sasl.mechanism"));
	}

	@Test
	void adminMayFindAHostTwiceInAText() {
		Map<String, Object> own = Map.of("bootstrap.servers", "elsewhere:9092, elsewhere:9092");
		this.contextRunner.withPropertyValues("spring.kafka.bootstrap-servers=mine:9093")
			.withBean(ConsumerFactory.class,
					() -> new DefaultKafkaConsumerFactory<>(own, new StringDeserializer(), new StringDeserializer()))
			.run((context) -> assertThat(context.getBean(ContractConnections.class).consumerAdmin(own))
				.containsEntry("bootstrap.servers", "elsewhere:9092, elsewhere:9092"));
	}

	@Test
	void adminTakesTheSecurityOfItsConsumers() {
		this.contextRunner
			.withPropertyValues("spring.kafka.bootstrap-servers=mine:9093",
					"spring.kafka.consumer.security.protocol=SASL_SSL",
					"spring.kafka.consumer.properties.sasl.mechanism=PLAIN",
					"spring.kafka.consumer.properties.sasl.jaas.config=secret")
			.run((context) -> assertThat(context.getBean(ContractConnections.class).consumerAdmin(channels(context)))
				.contains(entry("security.protocol", "SASL_SSL"), entry("sasl.mechanism", "PLAIN"),
						entry("sasl.jaas.config", "secret")));
	}

	private static Map<String, Object> channels(ApplicationContext context) {
		ConsumerFactory<?, ?> factory = context.getBean("channelConsumerFactory", ConsumerFactory.class);
		return factory.getConfigurationProperties();
	}

	private static Map<String, Object> producers(ApplicationContext context) {
		ProducerFactory<?, ?> factory = context.getBean(ProducerFactory.class);
		return factory.getConfigurationProperties();
	}

	private static String text(Object jaas) {
		return (jaas instanceof Password password) ? password.value() : String.valueOf(jaas);
	}

}
