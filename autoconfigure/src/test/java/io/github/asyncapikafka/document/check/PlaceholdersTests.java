package io.github.asyncapikafka.document.check;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Placeholders}, where real documents and the specification differ.
 */
class PlaceholdersTests {

	@Test
	void variablesOfAUrlWithoutPlaceholdersAreLeftOver() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  prod:
				    url: broker:9092
				    protocol: kafka
				    variables: { port: { default: '9092' } }
				channels: {}
				""")).containsExactly(
				"asyncapi.yaml:7:18 The variable 'port' is not in the url. Remove it, or use it as '{port}'.");
	}

	@Test
	void urlMayHavePlaceholdersThatNothingDescribes() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				servers: { prod: { url: 'ws://{stage}', protocol: ws } }
				channels: {}
				"""))
			.containsExactly("asyncapi.yaml:3:25 The variable 'stage' is not described. Add it under 'variables'.");
	}

	@Test
	void parametersOfAChannelWithoutPlaceholdersAreLeftOver() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    parameters: { region: {} }
				""")).containsExactly(
				"asyncapi.yaml:5:19 The parameter 'region' is not in the channel. Remove it, or use it as '{region}'.");
	}

	@Test
	void expressionOfSpringIsNoParameterOfAChannel() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 2.6.0
				info: { title: Orders, version: 1.0.0 }
				channels: { 'orders-${stage}': {} }
				""")).isEmpty();
	}

	@Test
	void channelWithoutAddressHasNoParameters() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  replies:
				    address: null
				    parameters: { region: {} }
				""")).containsExactly(
				"asyncapi.yaml:6:19 The parameter 'region' is not in the address. Remove it, or use it as '{region}'.");
	}

}
