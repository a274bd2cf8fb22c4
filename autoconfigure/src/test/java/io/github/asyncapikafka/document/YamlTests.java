package io.github.asyncapikafka.document;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests for what YAML and JSON allow beyond plain data, and for the bounds of a document.
 */
class YamlTests {

	@Test
	void aliasWithoutAnchorIsRefused() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: *info
				""")).containsExactly("asyncapi.yaml:2:7 There is no anchor 'info' before this alias. "
				+ "Define the anchor first; an anchor cannot hold itself.");
	}

	@Test
	void anchorCannotHoldItself() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: &info
				  title: *info
				""")).containsExactly("asyncapi.yaml:3:10 There is no anchor 'info' before this alias. "
				+ "Define the anchor first; an anchor cannot hold itself.");
	}

	@Test
	void aliasAsKeyIsRefused() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: &name Orders, version: 1.0.0 }
				channels:
				  *name : {}
				""")).containsExactly("asyncapi.yaml:4:8 The document cannot be parsed: Expected a property name "
				+ "(Scalar value in YAML), got this instead: =ALI *name. Correct the syntax.");
	}

	@Test
	void firstOfSeveralMergedObjectsWins() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				x-one: &one { host: 'one:9092' }
				x-two: &two { host: 'two:9092', protocol: kafka }
				servers:
				  local:
				    <<: [*one, *two]
				""");
		Server local = asyncApi.servers().get("local");
		assertThat(local.host().value()).isEqualTo("one:9092");
		assertThat(local.protocol()).isEqualTo("kafka");
	}

	@Test
	void mergeKeyNeedsAnObject() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				x-one:
				  <<: text
				""")).containsExactly(
				"asyncapi.yaml:4:7 A merge key needs an object, but has a string. " + "Merge an alias of an object.");
	}

	@Test
	void tagsOfTheCoreSchemaAreAllowed() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: !!map
				  title: !!str Orders
				  version: !!str 1.0
				""");
		assertThat(asyncApi.version()).isEqualTo("1.0");
	}

	@Test
	void documentMayHaveMarkers() {
		assertThat(TestDocuments.load("""
				%YAML 1.2
				---
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				...
				""").title()).isEqualTo("Orders");
	}

	@ParameterizedTest
	@CsvSource({ "yes", "no", "on", "off", "y", "n", "010", "12:30:45", "2020-01-01", "0b11" })
	void wordsAndNumbersOfOlderYamlAreText(String value) {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: %s, version: 1.0.0 }
				""".formatted(value));
		assertThat(asyncApi.title()).isEqualTo(value);
		assertThat(asyncApi.warnings()).isEmpty();
	}

	@Test
	void syntaxErrorHasItsPlace() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info:
				  title: Orders
				 version: 1.0.0
				"""))
			.containsExactly("asyncapi.yaml:4:2 The document cannot be parsed: expected <block end>, but found "
					+ "'<block mapping start>', while parsing a block mapping. "
					+ "Correct the syntax; look at the indentation of this line.");
	}

	@Test
	void syntaxErrorIsExplained() {
		assertThat(TestDocuments.problemsOf("asyncapi: 3.0.0\ninfo: @a\n")).containsExactly(
				"asyncapi.yaml:2:7 The document cannot be parsed: found character '@' that cannot start any "
						+ "token. (Do not use @ for indentation), while scanning for the next token. Correct the syntax.");
		assertThat(TestDocuments.problemsOf("asyncapi: 3.0.0\ninfo: { title: A\n")).containsExactly(
				"asyncapi.yaml:3:1 The document cannot be parsed: expected ',' or '}', but got <stream end>, "
						+ "while parsing a flow mapping. Correct the syntax.");
		assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), TestDocuments.json("{ \"asyncapi\": 1")))
			.containsExactly(
					"asyncapi.json:1:16 The document cannot be parsed: Unexpected end-of-input: expected close "
							+ "marker for Object. Correct the syntax.");
	}

	@Test
	void syntaxErrorBesideAnEmojiHasAPlace() {
		assertThat(
				TestDocuments.problemsOf("asyncapi: 3.0.0\ninfo: [ { a: 1 } \uD83D\uDE00\n" + "  b: 1\n".repeat(200)))
			.singleElement()
			.asString()
			.startsWith("asyncapi.yaml:")
			.contains("The document cannot be parsed: ");
	}

	@Test
	void wordThatIsTooLongIsRefused() {
		assertThat(TestDocuments.problemsOf("asyncapi: 3.0.0\nid: " + "a".repeat(300_000)))
			.containsExactly("asyncapi.yaml:2:5 A word is longer than 200000 characters. "
					+ "Shorten it, or write the document in JSON.");
	}

	@Test
	void keysThatAreTooLongForTheirDepthAreRefused() {
		String json = "{\"" + "k".repeat(1_000) + "\":[" + "1, ".repeat(12_000);
		assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), TestDocuments.json(json))).singleElement()
			.asString()
			.matches("asyncapi\\.json:1:\\d+ The keys of the document are too long for its depth\\. "
					+ "Use \\$ref to flatten it\\.");
	}

	@Test
	void runOfSpacesThatIsTooLongIsRefused() {
		assertThat(TestDocuments.problemsOf("asyncapi: 3.0.0\n\n" + " ".repeat(300_000) + "id: a"))
			.containsExactly("asyncapi.yaml:3:1 A run of spaces is longer than 200000 characters. "
					+ "Shorten it, or write the document in JSON.");
	}

	@Test
	void keyThatIsTooLongIsRefused() {
		assertThat(TestDocuments
			.problemsOf("asyncapi: 3.0.0\nx-a: { " + "k".repeat(1_000) + ": 1, ? " + "k".repeat(1_001) + " : 1 }"))
			.containsExactly("asyncapi.yaml:2:1015 The key '" + "k".repeat(200)
					+ "...' is longer than 1000 characters. Shorten it.");
	}

	@Test
	void textThatAliasesMultiplyIsRefused() {
		assertThat(TestDocuments.problemsOf(
				"asyncapi: 3.0.0\nx-a: &a { text: '" + "t".repeat(99_996) + "' }\nx-b:\n" + "- *a\n".repeat(60)))
			.containsExactly("asyncapi.yaml:54:3 The aliases repeat more than 5000000 characters of text. "
					+ "Write less text behind the anchors.");
	}

	@Test
	void aliasesThatNestDeeplyAreRefused() {
		String levels = IntStream.range(1, 50)
			.mapToObj(
					(level) -> "x-%d: &a%d %s*a%d%s".formatted(level, level, "[".repeat(50), level - 1, "]".repeat(50)))
			.collect(Collectors.joining("\n"));
		assertThat(within(() -> TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				x-0: &a0 lol
				""" + levels))).containsExactly(
				"asyncapi.yaml:4:60 The document is nested deeper than 100 levels. " + "Use $ref to flatten it.");
	}

	@ParameterizedTest
	@ValueSource(strings = { ".inf", "-.inf", ".nan", "1e1000000000" })
	void numberThatJsonCannotHoldIsRefused(String number) {
		assertThat(within(() -> TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				x-number: %s
				""".formatted(number))))
			.containsExactly("asyncapi.yaml:2:11 This is not a number that JSON can hold. Write a finite number.");
	}

	private static List<String> within(Supplier<List<String>> problems) {
		return assertTimeoutPreemptively(Duration.ofSeconds(20), problems::get);
	}

}
