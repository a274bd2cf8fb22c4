package io.github.asyncapikafka.binding;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for topics and their configuration.
 */
class ChannelResolverTests {

	private static final String BINDING = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: from-address
			    bindings:
			      kafka:
			        topic: from-binding
			""";

	private static final String PARAMETERS = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: orders.{region}.{kind}
			    parameters:
			      region: { enum: [ eu, us ] }
			      kind: { default: new }
			""";

	private final TestSettings settings = new TestSettings();

	@Test
	void addressOfVersion2IsTheNameOfTheChannel() {
		assertThat(orders("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: {}
				""").topic()).hasToString("orders (asyncapi.yaml:4:3)");
	}

	@Test
	void configuredTopicThatKafkaDoesNotAllowIsAProblem() {
		this.settings.topic("orders", "a b");
		assertThat(problems(BINDING)).containsExactly(
				"asyncapi.yaml:4:3 Kafka does not allow the topic name 'a b' (asyncapi-kafka.channels.orders.topic). "
						+ "Use letters, digits, '.', '_' and '-', at most 249 of them; "
						+ "placeholders and expressions are not evaluated. "
						+ "'asyncapi-kafka.channels.orders.topic' replaces it.");
	}

	@Test
	void parameterWithoutValueIsAProblem() {
		assertThat(problems(PARAMETERS))
			.containsExactly("asyncapi.yaml:4:3 The address of the channel 'orders' needs a value for '{region}'. "
					+ "Set 'asyncapi-kafka.channels.orders.parameters.region' or 'asyncapi-kafka.parameters.region' "
					+ "to one of 'eu', 'us', or leave it open on purpose, with '*' or a @ChannelParameter.");
	}

	@Test
	void parameterIsOpenIfConfigurationSaysSo() {
		this.settings.parameter("region", "*");
		KafkaChannel channel = orders(PARAMETERS);
		assertThat(channel.topic()).isNull();
		assertThat(channel.name()).isEqualTo("orders.{region}.new");
		assertThat(problems(PARAMETERS)).isEmpty();
	}

	@Test
	void parameterThatIsOpenHasNoDefault() {
		this.settings.parameter("region", "eu").parameter("kind", "*");
		assertThat(orders(PARAMETERS).name()).isEqualTo("orders.eu.{kind}");
	}

	@Test
	void channelClosesWhatIsOpenInGeneral() {
		this.settings.parameter("region", "*").channelParameters("orders", Map.of("region", "eu", "kind", "*"));
		assertThat(orders(PARAMETERS).name()).isEqualTo("orders.eu.{kind}");
	}

	@Test
	void addressThatIsOpenHasToBeATopicToo() {
		this.settings.parameter("a", "*");
		assertThat(problems("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: 'orders/{a}' }
				""")).containsExactly("asyncapi.yaml:4:22 Kafka does not allow the topic name 'orders/{a}' "
				+ "(asyncapi.yaml:4:22). Use letters, digits, '.', '_' and '-', at most 249 of them; "
				+ "placeholders and expressions are not evaluated. "
				+ "'asyncapi-kafka.channels.orders.topic' replaces it.");
	}

	@Test
	void allParametersWithoutValueAreReportedTogether() {
		assertThat(problems("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: '{a}.{b}' }
				""")).containsExactly(
				"asyncapi.yaml:4:3 The address of the channel 'orders' needs a value for '{a}'. "
						+ "Set 'asyncapi-kafka.channels.orders.parameters.a' or 'asyncapi-kafka.parameters.a', "
						+ "or leave it open on purpose, with '*' or a @ChannelParameter.",
				"asyncapi.yaml:4:3 The address of the channel 'orders' needs a value for '{b}'. "
						+ "Set 'asyncapi-kafka.channels.orders.parameters.b' or 'asyncapi-kafka.parameters.b', "
						+ "or leave it open on purpose, with '*' or a @ChannelParameter.");
	}

	@Test
	void configuredTopicNeedsNoParameters() {
		this.settings.topic("orders", "configured");
		assertThat(problems(PARAMETERS)).isEmpty();
	}

	@Test
	void valueOfAParameterIsNotFilledAgain() {
		this.settings.parameter("region", "eu").parameter("kind", "{region}");
		assertThat(problems(PARAMETERS)).containsExactly("asyncapi.yaml:5:14 Kafka does not allow the topic name "
				+ "'orders.eu.{region}' (asyncapi.yaml:5:14). Use letters, digits, '.', '_' and '-', at most 249 of "
				+ "them; placeholders and expressions are not evaluated. "
				+ "'asyncapi-kafka.channels.orders.topic' replaces it.");
	}

	@Test
	void expressionsInAnAddressAreNotEvaluated() {
		assertThat(problems("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: '${user.home}' }
				""")).containsExactly("asyncapi.yaml:4:22 Kafka does not allow the topic name '${user.home}' "
				+ "(asyncapi.yaml:4:22). Use letters, digits, '.', '_' and '-', at most 249 of them; "
				+ "placeholders and expressions are not evaluated. "
				+ "'asyncapi-kafka.channels.orders.topic' replaces it.");
	}

	@Test
	void nothingIsMadeUpForAChannelWithoutBinding() {
		KafkaChannel channel = orders("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: orders }
				""");
		assertThat(channel.partitions()).isNull();
		assertThat(channel.replicas()).isNull();
		assertThat(channel.configuration()).isEmpty();
		assertThat(channel.problems()).isEmpty();
	}

	private KafkaChannel orders(String yaml) {
		return this.settings.contract(yaml).channels().get("orders");
	}

	private List<String> problems(String yaml) {
		return TestDocuments.lines(orders(yaml).problems(List.of()));
	}

}
