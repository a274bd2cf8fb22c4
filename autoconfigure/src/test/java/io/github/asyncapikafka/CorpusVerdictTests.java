package io.github.asyncapikafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.core.io.FileSystemResource;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.document.InvalidAsyncApiDocumentException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Compares strict reading of documents that other people wrote with what the reference
 * implementation says of them. The documents are not part of the project: where they do
 * not lie beside it, the test is skipped.
 */
class CorpusVerdictTests {

	private static final Path MANIFEST = Path.of("shared", "corpus", "manifest.csv");

	/**
	 * Where the reference accepts what the specification forbids, by part of the path.
	 */
	private static final Map<String, String> REFUSED_ON_PURPOSE = Map.of(
			"Security Requirement Object/invalid-apiKey-non-empty-array", "only OAuth 2 and OpenID have scopes",
			"Security Requirement Object/invalid-http-non-empty-array", "only OAuth 2 and OpenID have scopes",
			"Security Requirement Object/invalid-userPassword-non-empty-array", "only OAuth 2 and OpenID have scopes",
			"bindings/kafka/0.1.0", "the reference does not check bindings of AsyncAPI 2.x");

	/** Where the reference refuses what the specification allows, by part of the path. */
	private static final Map<String, String> ACCEPTED_ON_PURPOSE = Map.of("3.0.0/streetlights-asyncapi.json",
			"no operation on a Kafka server needs what is missing", "3.0.0/streetlights-avro.json",
			"no operation on a Kafka server needs what is missing", "3.0.0/streetlights-openapi.json",
			"no operation on a Kafka server needs what is missing", "3.0.0/streetlights-unknown.json",
			"no operation on a Kafka server needs what is missing", "clientapi-functional-test-api.yaml",
			"no operation on a Kafka server needs what is missing", "provisioner-incompatible-functional-test-api.yaml",
			"no operation on a Kafka server needs what is missing", "provisioner-update-functional-test-api.yaml",
			"no operation on a Kafka server needs what is missing", "parser_simple_schema_demo-api.yaml",
			"no operation on a Kafka server needs what is missing", "asyncapi-kafka-template/examples/example.yaml",
			"no operation on a Kafka server needs what is missing");

	@TestFactory
	Stream<DynamicTest> verdictIsThatOfTheReference() throws IOException {
		return entries().stream()
			.filter(Entry::isJudged)
			.map((entry) -> DynamicTest.dynamicTest(entry.file(), () -> check(entry)));
	}

	@Test
	void nearlyAllValidDocumentsAreAccepted() throws IOException {
		List<Entry> valid = entries().stream()
			.filter((entry) -> entry.kind().equals("valid") && entry.isJudged() && !entry.isUndecided())
			.toList();
		assertThat(valid.stream().filter((entry) -> entry.problems().isEmpty()).count())
			.isGreaterThanOrEqualTo((long) Math.ceil(0.98 * valid.size()));
	}

	@Test
	void negativesOfTheTestKitAreRefused() throws IOException {
		List<Entry> negatives = entries().stream()
			.filter((entry) -> entry.kind().equals("invalid") && entry.group().equals("tck"))
			.filter((entry) -> !entry.isAccepted() || entry.file().contains("bindings/kafka"))
			.toList();
		assertThat(negatives).isNotEmpty()
			.allSatisfy((entry) -> assertThat(entry.problems()).as(entry.file()).isNotEmpty());
	}

	private static void check(Entry entry) {
		boolean refusedOnPurpose = REFUSED_ON_PURPOSE.keySet().stream().anyMatch(entry.file()::contains);
		boolean acceptedOnPurpose = ACCEPTED_ON_PURPOSE.keySet().stream().anyMatch(entry.file()::contains);
		List<Problem> problems = entry.problems();
		assumeThat(entry.isUndecided()).as("needs other files").isFalse();
		assertThat(problems.isEmpty()).as(entry.file() + problems)
			.isEqualTo(acceptedOnPurpose || entry.isAccepted() && !refusedOnPurpose);
	}

	private static List<Entry> entries() throws IOException {
		Path directory = Path.of("").toAbsolutePath();
		while (directory != null && Files.notExists(directory.resolve(MANIFEST))) {
			directory = directory.getParent();
		}
		assumeThat(directory).isNotNull();
		Path manifest = directory.resolve(MANIFEST);
		return Files.readAllLines(manifest).stream().skip(1).map((line) -> Entry.of(manifest, line)).toList();
	}

	private record Entry(Path path, String kind, String group, String file, String verdict) {

		static Entry of(Path manifest, String line) {
			String[] columns = line.split(",", -1);
			return new Entry(manifest.resolveSibling(columns[2]), columns[0], columns[1], columns[2], columns[11]);
		}

		boolean isJudged() {
			return !this.verdict.isEmpty();
		}

		/**
		 * Return whether the reference accepts the document, possibly but for what it
		 * would have to fetch.
		 */
		boolean isAccepted() {
			return this.verdict.equals("True") || this.kind.equals("valid");
		}

		/**
		 * Return whether the document is refused only because references lead elsewhere.
		 */
		boolean isUndecided() {
			List<Problem> problems = problems();
			return !problems.isEmpty()
					&& problems.stream().allMatch((problem) -> problem.message().contains("is not fetched"));
		}

		List<Problem> problems() {
			try {
				AsyncApiDocumentLoader.strict().load(new FileSystemResource(this.path));
				return List.of();
			}
			catch (InvalidAsyncApiDocumentException ex) {
				return ex.getProblems();
			}
		}

	}

}
