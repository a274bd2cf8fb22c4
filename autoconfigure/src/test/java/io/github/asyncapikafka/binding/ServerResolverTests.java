package io.github.asyncapikafka.binding;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the choice of the server and its bootstrap servers.
 */
class ServerResolverTests {

	private static final String ONE_SERVER = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			servers:
			  local: { host: 'document:9092', protocol: kafka }
			""";

	private static final String TWO_SERVERS = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			servers:
			  test: { host: 'test:9092', protocol: kafka }
			  prod: { host: 'prod:9092', protocol: kafka }
			""";

	private static final String VARIABLES = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			servers:
			  main:
			    host: '{stage}.example.com:{port}'
			    protocol: kafka
			    variables:
			      stage: { enum: [ test, prod ] }
			      port: { default: '9092' }
			""";

	private final TestSettings settings = new TestSettings();

	@Test
	void hostOfTheOnlyServerIsTheLastResort() {
		KafkaServer server = server(ONE_SERVER);
		assertThat(server.name()).isEqualTo("local");
		assertThat(server.consumerBootstrapServers()).hasToString("[document:9092] (asyncapi.yaml:4:18)");
		assertThat(server.producerBootstrapServers()).hasToString("[document:9092] (asyncapi.yaml:4:18)");
		assertThat(server.ownConsumerBootstrapServers()).containsExactly("document:9092");
		assertThat(server.ownProducerBootstrapServers()).containsExactly("document:9092");
	}

	@Test
	void springForConsumersLeavesProducersToTheDocument() {
		this.settings.spring("spring.kafka.consumer.bootstrap-servers", "consumer:9092");
		KafkaServer server = server(ONE_SERVER);
		assertThat(server.consumerBootstrapServers())
			.hasToString("[consumer:9092] (spring.kafka.consumer.bootstrap-servers)");
		assertThat(server.producerBootstrapServers()).hasToString("[document:9092] (asyncapi.yaml:4:18)");
		assertThat(server.ownConsumerBootstrapServers()).isNull();
	}

	@Test
	void hostMayListACluster() {
		assertThat(server("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  local: { host: 'one:9092, two:9092,[::1]:9092', protocol: kafka }
				""").ownConsumerBootstrapServers()).containsExactly("one:9092", "two:9092", "[::1]:9092");
	}

	@Test
	void severalServersAreAmbiguous() {
		assertThat(problems(TWO_SERVERS))
			.containsExactly("asyncapi.yaml:4:3 The document has several Kafka servers: 'test', 'prod'. "
					+ "Choose one with 'asyncapi-kafka.servers', or set 'spring.kafka.bootstrap-servers'.");
		assertThat(server(TWO_SERVERS)).isEqualTo(new KafkaServer(null, null, null, null));
	}

	@Test
	void severalServersDoNotMatterIfSpringSaysWhere() {
		this.settings.spring("spring.kafka.bootstrap-servers", "spring:9092");
		assertThat(problems(TWO_SERVERS)).isEmpty();
		assertThat(server(TWO_SERVERS).name()).isNull();
	}

	@Test
	void selectedServerIsTaken() {
		this.settings.servers("prod");
		KafkaServer server = server(TWO_SERVERS);
		assertThat(server.name()).isEqualTo("prod");
		assertThat(server.consumerBootstrapServers()).hasToString("[prod:9092] (asyncapi.yaml:5:17)");
	}

	@Test
	void serversThatAreConnectedToAlikeAreNotAmbiguous() {
		assertThat(server("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  one: { host: 'same:9092', protocol: kafka, description: first }
				  two: { host: 'same:9092', protocol: kafka, description: second }
				""").name()).isEqualTo("one");
	}

	@Test
	void serversOfDifferentVariablesAreAmbiguous() {
		assertThat(problems("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  test: { host: '{host}:9092', protocol: kafka, variables: { host: { default: test } } }
				  prod: { host: '{host}:9092', protocol: kafka, variables: { host: { default: prod } } }
				""")).containsExactly("asyncapi.yaml:4:3 The document has several Kafka servers: 'test', 'prod'. "
				+ "Choose one with 'asyncapi-kafka.servers', or set 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void serversOfDifferentSecurityAreAmbiguous() {
		assertThat(problems("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  open: { host: 'same:9092', protocol: kafka }
				  closed: { host: 'same:9092', protocol: kafka, security: [ { type: plain } ] }
				""")).containsExactly("asyncapi.yaml:4:3 The document has several Kafka servers: 'open', 'closed'. "
				+ "Choose one with 'asyncapi-kafka.servers', or set 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void serversOfOtherProtocolsDoNotCount() {
		assertThat(server("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  web: { host: 'web:80', protocol: ws }
				  local: { host: 'document:9092', protocol: KAFKA }
				""").name()).isEqualTo("local");
	}

	@Test
	void documentWithoutKafkaServerIsAProblem() {
		assertThat(problems("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  web: { host: 'web:80', protocol: ws }
				""")).containsExactly("asyncapi.yaml:1:1 None of the document's servers speaks Kafka. "
				+ "Set 'spring.kafka.bootstrap-servers', or add a server with the protocol 'kafka'.");
	}

	@Test
	void documentWithoutServersLeavesThemToSpring() {
		String yaml = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				""";
		assertThat(server(yaml)).isEqualTo(new KafkaServer(null, null, null, null));
		assertThat(problems(yaml)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "broker", "http://broker:9092", "broker:port", ":9092", "" })
	void hostNeedsAPort(String host) {
		assertThat(problems("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  local: { url: '%s', protocol: kafka }
				channels: {}
				""".formatted(host.replace("http://", "http;//")))).singleElement()
			.asString()
			.startsWith("asyncapi.yaml:4:17 The host '")
			.endsWith("' of the server 'local' is not of the form host:port. Correct it, or set "
					+ "'asyncapi-kafka.server-settings.local.bootstrap-servers' or 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void variablesAreFilledIn() {
		this.settings.variable("stage", "prod");
		assertThat(server(VARIABLES).ownConsumerBootstrapServers()).containsExactly("prod.example.com:9092");
	}

	@Test
	void configuredVariableComesBeforeItsDefault() {
		this.settings.variable("stage", "prod").variable("port", "9093");
		assertThat(server(VARIABLES).ownConsumerBootstrapServers()).containsExactly("prod.example.com:9093");
	}

	@Test
	void variableWithoutValueIsAProblem() {
		assertThat(problems(VARIABLES))
			.containsExactly("asyncapi.yaml:5:11 The host of the server 'main' needs a value for '{stage}'. "
					+ "Set 'asyncapi-kafka.variables.stage' to one of 'test', 'prod', "
					+ "or 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void variableThatIsNotDescribedCanBeConfigured() {
		String yaml = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  main: { host: '{host}:9092', protocol: kafka }
				""";
		assertThat(problems(yaml))
			.containsExactly("asyncapi.yaml:4:17 The host of the server 'main' needs a value for '{host}'. "
					+ "Set 'asyncapi-kafka.variables.host', or 'spring.kafka.bootstrap-servers'.");
		this.settings.variable("host", "broker");
		assertThat(server(yaml).ownConsumerBootstrapServers()).containsExactly("broker:9092");
	}

	@Test
	void variableIsOneOfItsEnum() {
		this.settings.variable("stage", "dev");
		assertThat(problems(VARIABLES)).containsExactly(
				"asyncapi.yaml:8:7 The value 'dev' of the server variable 'stage' is not one of its 'enum'. "
						+ "Set 'asyncapi-kafka.variables.stage' to one of 'test', 'prod'.");
	}

	@Test
	void valueOfAVariableIsNotFilledAgain() {
		this.settings.variable("stage", "prod").variable("port", "{stage}");
		assertThat(problems(VARIABLES)).containsExactly("asyncapi.yaml:5:11 The host 'prod.example.com:{stage}' of the "
				+ "server 'main' is not of the form host:port. Correct it, or set "
				+ "'asyncapi-kafka.server-settings.main.bootstrap-servers' or 'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void expressionsInAHostAreNotEvaluated() {
		assertThat(problems("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  main: { host: '${BROKERS}', protocol: kafka }
				"""))
			.containsExactly("asyncapi.yaml:4:17 The host '${BROKERS}' of the server 'main' is not of the form "
					+ "host:port. Correct it, or set 'asyncapi-kafka.server-settings.main.bootstrap-servers' or "
					+ "'spring.kafka.bootstrap-servers'.");
	}

	@Test
	void selectedServerExists() {
		this.settings.servers("prdo");
		assertThat(this.settings.problemsOf(TWO_SERVERS))
			.containsExactly("The entry 'prdo' of 'asyncapi-kafka.servers' matches nothing in the document. "
					+ "Did you mean 'prod'? There are 'test', 'prod'.");
	}

	@Test
	void selectedServerSpeaksKafka() {
		this.settings.servers("web");
		assertThat(this.settings.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  web: { host: 'web:80', protocol: ws }
				""")).containsExactly("asyncapi.yaml:4:3 The server 'web' speaks 'ws', not Kafka. "
				+ "Name a Kafka server in 'asyncapi-kafka.servers'.");
	}

	@Test
	void severalServersCannotBeSelected() {
		this.settings.servers("test", "prod");
		assertThat(this.settings.problemsOf(TWO_SERVERS))
			.containsExactly("'asyncapi-kafka.servers' names several servers. "
					+ "Name one; several clusters in one application are not supported yet.");
	}

	@Test
	void unknownServerAndVariableAreReportedTogether() {
		this.settings.bootstrapServers("man", "one:9092").variable("sage", "prod");
		assertThat(this.settings.problemsOf(VARIABLES)).containsExactly(
				"The property 'asyncapi-kafka.server-settings.man' matches nothing in the document. "
						+ "Did you mean 'main'? There are 'main'.",
				"The property 'asyncapi-kafka.variables.sage' matches nothing in the document. "
						+ "Did you mean 'stage'? There are 'stage', 'port'.");
	}

	private KafkaServer server(String yaml) {
		return this.settings.contract(yaml).server();
	}

	private List<String> problems(String yaml) {
		return TestDocuments.lines(this.settings.contract(yaml).serverProblems());
	}

}
