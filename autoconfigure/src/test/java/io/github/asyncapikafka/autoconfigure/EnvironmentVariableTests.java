package io.github.asyncapikafka.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaContract;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids in the names of environment variables, which have neither case nor punctuation.
 */
class EnvironmentVariableTests {

	private static final String DOCUMENT = """
			asyncapi: 3.0.0
			info: { title: Users, version: 1.0.0 }
			servers:
			  first-one:
			    host: '{broker.name}:9092'
			    protocol: kafka
			    variables: { broker.name: {} }
			    security: [ { $ref: '#/components/securitySchemes/saslScram' } ]
			  second: { host: 'second:9092', protocol: kafka }
			channels:
			  user.signed-up:
			    address: signedup.{regionId}
			    parameters: { regionId: {} }
			    messages: { signedUp_v1: { contentType: application/json } }
			  user/{id}/events: { address: events }
			  A_B: { address: ab }
			operations:
			  onUserSignedUp: { action: receive, channel: { $ref: '#/channels/user.signed-up' } }
			components:
			  securitySchemes: { saslScram: { type: scramSha256 } }
			""";

	private final Map<String, Object> variables = new LinkedHashMap<>();

	@ParameterizedTest
	@CsvSource(textBlock = """
			USERSIGNEDUP,    user.signed-up
			USER_SIGNED_UP,  user.signed-up
			USERIDEVENTS,    user/{id}/events
			USER_ID_EVENTS,  user/{id}/events
			A_B,             A_B
			AB,              A_B
			""")
	void channel(String key, String id) {
		this.variables.put("ASYNCAPI_KAFKA_CHANNELS_" + key + "_TOPIC", "other");
		this.variables.put("ASYNCAPI_KAFKA_CHANNELS_" + key + "_CONFIGURATION_RETENTION_MS", "1000");
		contract((contract) -> {
			KafkaChannel channel = contract.channels().get(id);
			assertThat(channel.topic().value()).isEqualTo("other");
			assertThat(channel.configuration()).containsOnlyKeys("retention.ms");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "ASYNCAPI_KAFKA_SERVERS_0", "ASYNCAPI_KAFKA_SERVERS", "ASYNCAPIKAFKA_SERVERS" })
	void server(String variable) {
		this.variables.put(variable, "SECOND");
		contract((contract) -> assertThat(contract.server().name()).isEqualTo("second"));
	}

	@Test
	void everythingElse() {
		this.variables.putAll(Map.of("ASYNCAPI_KAFKA_SERVERS_0", "FIRSTONE", "ASYNCAPI_KAFKA_VARIABLES_BROKER_NAME",
				"broker", "ASYNCAPI_KAFKA_CREDENTIALS_SASLSCRAM_USERNAME", "ada",
				"ASYNCAPI_KAFKA_CREDENTIALS_SASL_SCRAM_PASSWORD", "secret", "ASYNCAPI_KAFKA_PARAMETERS_REGIONID", "eu",
				"ASYNCAPI_KAFKA_OPERATIONS_ONUSERSIGNEDUP_GROUPID", "readers",
				"ASYNCAPI_KAFKA_OPERATIONS_ON_USER_SIGNED_UP_CLIENT_ID", "reader",
				"ASYNCAPI_KAFKA_MESSAGES_SIGNEDUPV1_KEY_SERDE", "keySerde", "ASYNCAPI_KAFKA_TOPIC_PREFIX", "test-"));
		contract((contract) -> assertThat(contract.describe().replaceAll("\\(file:[^\\s,)]+", "(file")).isEqualTo("""
				server first-one
				  bootstrap servers  broker:9092 (file)
				  security protocol  SASL_PLAINTEXT (file)
				  SASL mechanism     SCRAM-SHA-256 (file)

				receive onUserSignedUp
				  topic              test-signedup.eu (file, with asyncapi-kafka.topic-prefix)
				  group              readers (asyncapi-kafka.operations.onUserSignedUp.group-id)
				  client id          reader (asyncapi-kafka.operations.onUserSignedUp.client-id)
				  message            signedUp_v1 (file)
				    key              bean keySerde (asyncapi-kafka.messages.signedUp_v1.key-serde)
				    payload          json (file)
				  partitions         left to the broker
				  replicas           left to the broker\
				"""));
	}

	@Test
	void settingsOfAServerAndAParameterOfAChannel() {
		this.variables.putAll(Map.of("ASYNCAPI_KAFKA_SERVERS", "first-one",
				"ASYNCAPI_KAFKA_SERVER_SETTINGS_FIRST_ONE_BOOTSTRAP_SERVERS_0", "one:9092",
				"ASYNCAPI_KAFKA_SERVER_SETTINGS_FIRST_ONE_BOOTSTRAP_SERVERS_1", "two:9092",
				"ASYNCAPI_KAFKA_CHANNELS_USERSIGNEDUP_PARAMETERS_REGION_ID", "us"));
		contract((contract) -> {
			assertThat(contract.server().ownConsumerBootstrapServers()).containsExactly("one:9092", "two:9092");
			assertThat(contract.channels().get("user.signed-up").topic().value()).isEqualTo("signedup.us");
		});
	}

	@ParameterizedTest
	@CsvSource({ "a-b, A_B, A_B", "userIdEvents, USER_ID_EVENTS, user/{id}/events",
			"[user/{id}/events], USER_ID_EVENTS, user/{id}/events" })
	void variableBesideAFile(String key, String variable, String id) {
		this.variables.put("ASYNCAPI_KAFKA_CHANNELS_" + variable + "_TOPIC", "variable");
		application()
			.withPropertyValues("asyncapi-kafka.channels." + key + ".topic=file",
					"asyncapi-kafka.channels." + key + ".partitions=3")
			.run((context) -> {
				KafkaChannel channel = context.getBean(KafkaContract.class).channels().get(id);
				assertThat(channel.topic().value()).isEqualTo("variable");
				assertThat(channel.partitions().value()).isEqualTo(3);
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			CHANNELS_USER_SIGNED_TOPIC; channels.usersigned; Did you mean 'user.signed-up'? \
			There are 'user.signed-up', 'user/{id}/events', 'A_B'.
			OPERATIONS_ONSIGNEDUP_GROUPID; operations.onsignedup; There are 'onUserSignedUp'.
			MESSAGES_SIGNEDUP_SERDE; messages.signedup; Did you mean 'signedUp_v1'? \
			There are 'signedUp_v1', 'user.signed-up/signedUp_v1'.
			VARIABLES_BROKER; variables.broker; There are 'broker.name'.
			PARAMETERS_REGION; parameters.region; Did you mean 'regionId'? There are 'regionId'.
			CHANNELS_USERSIGNEDUP_PARAMETERS_REGION; channels.[user.signed-up].parameters.region; \
			Did you mean 'regionId'? There are 'regionId'.
			SERVER_SETTINGS_FIRST_BOOTSTRAP_SERVERS; server-settings.first; There are 'first-one', 'second'.
			CREDENTIALS_SCRAM_PASSWORD; credentials.scram; There are 'saslScram'.
			""")
	void keyThatMatchesNothing(String variable, String property, String action) {
		this.variables.put("ASYNCAPI_KAFKA_" + variable, "value");
		application().run((context) -> assertThat(AsyncApiKafkaAutoConfigurationTests.analysis(context)).isEqualTo("""
				The application does not fit its AsyncAPI contract:

				    The property 'asyncapi-kafka.%s' matches nothing in the document.
				        -> %s
				""".formatted(property, action)));
	}

	@Test
	void entryThatMatchesNothing() {
		this.variables.put("ASYNCAPI_KAFKA_SERVERS_0", "THIRD");
		application().run((context) -> assertThat(AsyncApiKafkaAutoConfigurationTests.analysis(context)).isEqualTo("""
				The application does not fit its AsyncAPI contract:

				    The entry 'THIRD' of 'asyncapi-kafka.servers' matches nothing in the document.
				        -> There are 'first-one', 'second'.
				"""));
	}

	@Test
	void keyThatMatchesSeveralIds() {
		this.variables.put("ASYNCAPI_KAFKA_CHANNELS_USERORDERS_TOPIC", "t");
		application(DOCUMENT.replace("A_B:", "user.orders: { address: a }\n  user-orders:"))
			.run((context) -> assertThat(AsyncApiKafkaAutoConfigurationTests.analysis(context)).isEqualTo("""
					The application does not fit its AsyncAPI contract:

					    The property 'asyncapi-kafka.channels.userorders' matches several ids: 'user.orders', \
					'user-orders'.
					        -> Write the id exactly, in brackets: 'asyncapi-kafka.channels.[user.orders]'.
					"""));
	}

	private void contract(Consumer<KafkaContract> assertions) {
		application().run((context) -> {
			assertThat(context).hasNotFailed();
			assertions.accept(context.getBean(KafkaContract.class));
		});
	}

	private ApplicationContextRunner application() {
		return application(DOCUMENT);
	}

	private ApplicationContextRunner application(String document) {
		return Contract.application(document)
			.withPropertyValues("asyncapi-kafka.preflight=off")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", this.variables)));
	}

}
