package io.github.asyncapikafka.document.check.type;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EcmaPatterns}.
 */
class EcmaPatternsTests {

	@ParameterizedTest
	@ValueSource(strings = { "^\\p{L}[\\p{L}\\p{N} ]*$", "\\P{Script=Greek}", "\\p{Emoji}", "[\\u{A0}-\\u{1F600}]",
			"(?<first_name>\\w+)\\k<first_name>", "(?<=a)b(?<!c)", "{name}", "[[]" })
	void patternsThatJavaWritesDifferentlyAreRead(String pattern) {
		assertThat(TestDocuments.warningsOf(document(pattern))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "(a", "a)", "[a", "*a" })
	void whatIsNoRegularExpressionIsRefused(String pattern) {
		assertThat(TestDocuments.problemsOf(document(pattern))).singleElement()
			.asString()
			.startsWith("asyncapi.yaml:5:23 The pattern '" + pattern + "' is not a regular expression: ");
	}

	private static String document(String pattern) {
		return """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  schemas:
				    Order: { pattern: '%s' }
				""".formatted(pattern);
	}

}
