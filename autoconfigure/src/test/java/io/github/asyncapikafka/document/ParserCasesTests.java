package io.github.asyncapikafka.document;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Input that parsers of YAML and JSON read wrongly, slowly or not at all: one test for
 * each case.
 */
class ParserCasesTests {

	@Test
	void billionLaughs() {
		String levels = IntStream.range(1, 10)
			.mapToObj((level) -> "x-%1$d: &a%1$d [*a%2$d,*a%2$d,*a%2$d,*a%2$d,*a%2$d,*a%2$d,*a%2$d,*a%2$d,*a%2$d]"
				.formatted(level, level - 1))
			.collect(Collectors.joining("\n"));
		List<String> problems = within(() -> TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				x-0: &a0 lol
				""" + levels));
		assertThat(problems).containsExactly("asyncapi.yaml:7:39 The document has more than 60000 values. "
				+ "Split it, and look for aliases that multiply.");
	}

	@ParameterizedTest
	@ValueSource(ints = { 101, 100_000 })
	void hundredThousandNestedBrackets(int depth) {
		assertThat(within(() -> TestDocuments.problemsOf("asyncapi: 3.0.0\nx-deep: " + "[".repeat(depth))))
			.containsExactly(
					"asyncapi.yaml:2:108 The document is nested deeper than 100 levels. Use $ref to flatten it.");
	}

	@Test
	void mapOfThreeThousandLevels() {
		String levels = "{a: ".repeat(3000) + "}".repeat(3000);
		assertThat(within(() -> TestDocuments.problemsOf("asyncapi: 3.0.0\nx-deep: " + levels))).containsExactly(
				"asyncapi.yaml:2:402 The document is nested deeper than 100 levels. Use $ref to flatten it.");
	}

	@Test
	void integerOfTwoHundredThousandDigits() {
		assertThat(within(() -> TestDocuments.problemsOf("asyncapi: 3.0.0\nx-number: " + "9".repeat(200_000))))
			.containsExactly("asyncapi.yaml:2:11 This is not a number that JSON can hold. Write a finite number.");
	}

	@Test
	void duplicateKey() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info:
				  title: Orders
				  version: 1.0.0
				  title: Payments
				""")).containsExactly("asyncapi.yaml:5:3 The key 'title' is there twice, first at asyncapi.yaml:3:3. "
				+ "Remove one of them.");
	}

	@Test
	void mergeKey() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  one: &one
				    host: one:9092
				    protocol: kafka
				  two:
				    <<: *one
				    host: two:9092
				""");
		Server two = asyncApi.servers().get("two");
		assertThat(two.host().value()).isEqualTo("two:9092");
		assertThat(two.protocol()).isEqualTo("kafka");
	}

	@Test
	void alias() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				servers:
				  one: &server
				    host: &host localhost:9092
				    protocol: kafka
				  two: *server
				  three:
				    host: *host
				    protocol: kafka
				""");
		assertThat(asyncApi.servers().values()).extracting(Server::host).allSatisfy((host) -> {
			assertThat(host.value()).isEqualTo("localhost:9092");
			assertThat(host.location().line()).isEqualTo(5);
		});
	}

	@Test
	void keyThatHoldsItself() {
		assertThat(within(() -> TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				x-self: &self
				  ? [ *self ]
				  : *self
				"""))).containsExactly(
				"asyncapi.yaml:3:6 The document cannot be parsed: Expected a property name (Scalar value in YAML), "
						+ "got this instead: +SEQ []. Correct the syntax.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "!!java.util.Date", "!!javax.script.ScriptEngineManager", "!secret", "!!binary",
			"!!python/object:os.system" })
	void tagOfAJavaClass(String tag) {
		String name = tag.replaceFirst("^!+", "");
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				x-tagged: %s text
				""".formatted(tag))).singleElement()
			.asString()
			.matches("asyncapi\\.yaml:3:11 The tag '(tag:yaml\\.org,2002:)?\\Q" + name
					+ "\\E' is not allowed\\. Remove it: a document is plain data\\.");
	}

	@Test
	void twoDocuments() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				---
				asyncapi: 3.0.0
				""")).containsExactly(
				"asyncapi.yaml:4:1 The file holds more than one document. Keep one document in each file.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "on", "no", "010", "12:30:45", "2020-01-01", "1_000" })
	void wordsThatOlderYamlReadsAsSomethingElse(String text) {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: %s, version: 1.0.0 }
				""".formatted(text));
		assertThat(asyncApi.title()).isEqualTo(text);
		assertThat(asyncApi.warnings()).isEmpty();
	}

	@Test
	void scalarOfFourMegabytes() {
		assertThat(within(() -> TestDocuments.problemsOf("asyncapi: 3.0.0\nx-text: " + "a".repeat(4_000_000))))
			.containsExactly("asyncapi.yaml:1:1 The document is larger than 2 MB. Split it.");
	}

	/**
	 * Jackson's parser for JSON refuses what is too deep or has too many digits, but
	 * takes the last of duplicate keys, and infinity.
	 */
	@Nested
	class Json {

		@Test
		void nestingOfMoreThanFiveHundredLevels() {
			String json = "{\"x-deep\":" + "[".repeat(100_000);
			assertThat(
					within(() -> TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), TestDocuments.json(json))))
				.containsExactly(
						"asyncapi.json:1:110 The document is nested deeper than 100 levels. Use $ref to flatten it.");
		}

		@Test
		void numberOfMoreThanThousandDigits() {
			assertThat(problemsOf("{ \"asyncapi\": " + "9".repeat(1001) + " }")).containsExactly(
					"asyncapi.json:1:1 The document cannot be parsed: Number value length (1001) exceeds the maximum "
							+ "allowed (1000, from `StreamReadConstraints.getMaxNumberLength()`). Correct the syntax.");
		}

		@Test
		void duplicateKeyOfJson() {
			assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.lenient(), TestDocuments.json("""
					{
					  "asyncapi": "3.0.0",
					  "info": { "title": "Orders", "title": "Payments", "version": "1.0.0" }
					}
					"""))).containsExactly("asyncapi.json:3:32 The key 'title' is there twice, first at "
					+ "asyncapi.json:3:13. Remove one of them.");
		}

		@Test
		void exponentThatIsInfinite() {
			assertThat(problemsOf("{ \"asyncapi\": 1e1000000000 }"))
				.containsExactly("asyncapi.json:1:15 This is not a number that JSON can hold. Write a finite number.");
		}

		private List<String> problemsOf(String json) {
			return within(() -> TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), TestDocuments.json(json)));
		}

	}

	/**
	 * A machine that does nothing else needs less than a second; {@code AttackTests} look
	 * at memory and stack.
	 */
	private static List<String> within(Supplier<List<String>> problems) {
		return assertTimeoutPreemptively(Duration.ofSeconds(20), problems::get);
	}

}
