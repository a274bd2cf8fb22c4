package io.github.asyncapikafka.autoconfigure.failure;

import java.util.List;
import java.util.stream.IntStream;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.ProblemsException;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link ProblemsFailureAnalyzer}.
 */
class ProblemsFailureAnalyzerTests {

	private static final Location LOCATION = new Location("classpath:asyncapi.yaml", "/info", 2, 1);

	@Test
	void remedyOfASingleProblemIsTheAction() {
		FailureAnalysis analysis = analyze(List.of(new Problem(LOCATION, "'title' is missing.", "Add it.")));
		assertThat(analysis.getDescription()).isEqualTo("""
				The test failed:

				    classpath:asyncapi.yaml:2:1
				        'title' is missing.
				""");
		assertThat(analysis.getAction()).isEqualTo("Add it.");
	}

	@Test
	void documentWithSeveralProblemsFitsOnAScreen() {
		String channels = IntStream.range(0, 12)
			.mapToObj((i) -> "  c" + i + ": { adress: a, bindings: { kafka: { partitions: -" + i + " } } }\n")
			.reduce("", String::concat);
		Throwable failure = catchThrowable(() -> AsyncApiDocumentLoader.strict().load(TestDocuments.yaml("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				""" + channels)));
		List<String> lines = analyze(failure).getDescription().lines().toList();
		assertThat(lines).hasSizeLessThanOrEqualTo(40).allSatisfy((line) -> assertThat(line).hasSizeLessThan(162));
		assertThat(lines.get(lines.size() - 1)).matches("    \\.\\.\\. and \\d+ more");
	}

	@Test
	void longTextsAreWrappedAndCut() {
		Problem problem = new Problem(LOCATION, "Cause ".repeat(100) + "end.", "Remedy ".repeat(30) + "end.");
		FailureAnalysis analysis = analyze(List.of(problem, new Problem(null, "Second.", "Correct it.")));
		assertThat(analysis.getDescription()).isEqualTo("""
				The test failed:

				    classpath:asyncapi.yaml:2:1
				        %s
				        %s...
				        -> %s
				           %send.
				    Second.
				        -> Correct it.
				""".formatted("Cause ".repeat(25).strip(), "Cause ".repeat(25).substring(0, 147),
				"Remedy ".repeat(21).strip(), "Remedy ".repeat(9)));
		assertThat(analysis.getAction()).isEqualTo("Each problem is listed with its remedy after '->'.");
	}

	@Test
	void problemsAreInTheOrderOfTheDocument() {
		FailureAnalysis analysis = analyze(
				List.of(problem("main.yaml", 20, "Last."), problem("other.yaml", 1, "Other."),
						problem("main.yaml", 3, "First."), new Problem(null, "Property.", "Set it.")));
		assertThat(analysis.getDescription()).isEqualTo("""
				The test failed:

				    main.yaml:3:5
				        First.
				        -> Correct it.
				    main.yaml:20:5
				        Last.
				        -> Correct it.
				    other.yaml:1:5
				        Other.
				        -> Correct it.
				    Property.
				        -> Set it.
				""");
	}

	@Test
	void problemThatIsRepeatedIsPrintedOnce() {
		List<Problem> problems = IntStream.of(7, 3, 4, 3, 9, 12, 15, 20, 30)
			.mapToObj((line) -> problem("main.yaml", line, "Wrong."))
			.toList();
		assertThat(analyze(problems).getDescription()).isEqualTo("""
				The test failed:

				    main.yaml:3:5 and lines 4, 7, 9, 12, 15 and 2 more
				        Wrong.
				""");
		assertThat(analyze(problems).getAction()).isEqualTo("Correct it.");
		assertThat(analyze(problems.subList(0, 2)).getDescription()).contains("    main.yaml:3:5 and line 7\n");
	}

	@Test
	void otherPlacesOfTheFileAreLines() {
		Problem problem = new Problem(new Location("main.yaml", "/a", 7, 5),
				"It is there twice, first at main.yaml:3:5 and at main.yaml.json:4:1.", "Remove one.");
		assertThat(analyze(List.of(problem)).getDescription())
			.endsWith("        It is there twice, first at line 3 and at main.yaml.json:4:1.\n");
	}

	@Test
	void longestProblemsFitOnAScreen() {
		List<Problem> problems = IntStream.range(0, 15)
			.mapToObj((i) -> new Problem(LOCATION, i + " cause".repeat(100) + ".", "Remedy ".repeat(100) + "."))
			.toList();
		List<String> lines = analyze(problems).getDescription().lines().toList();
		assertThat(lines).hasSizeLessThanOrEqualTo(45).last().isEqualTo("    ... and 5 more");
	}

	@Test
	void textOfASingleProblemIsWhole() {
		FailureAnalysis analysis = analyze(List.of(new Problem(null, "Cause ".repeat(100) + "end.", "Correct it.")));
		assertThat(analysis.getDescription()).endsWith("\n    " + "Cause ".repeat(100) + "end.\n");
	}

	@Test
	void textWithoutSpacesIsWrapped() {
		Problem problem = new Problem(null, "x".repeat(160), "Correct it.");
		assertThat(analyze(List.of(problem, new Problem(null, "Second.", "Correct it."))).getDescription())
			.startsWith("The test failed:\n\n    " + "x".repeat(150) + "\n    " + "x".repeat(10) + "\n        -> ");
	}

	private static Problem problem(String file, int line, String message) {
		return new Problem(new Location(file, "/a", line, 5), message, "Correct it.");
	}

	private static FailureAnalysis analyze(List<Problem> problems) {
		return analyze(new TestException(problems));
	}

	private static FailureAnalysis analyze(Throwable failure) {
		FailureAnalysis analysis = new ProblemsFailureAnalyzer().analyze(failure);
		assertThat(analysis).isNotNull();
		return analysis;
	}

	private static final class TestException extends ProblemsException {

		TestException(List<Problem> problems) {
			super("The test failed", problems);
		}

	}

}
