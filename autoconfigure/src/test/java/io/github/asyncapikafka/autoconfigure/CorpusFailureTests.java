package io.github.asyncapikafka.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.asyncapikafka.Corpus;
import io.github.asyncapikafka.autoconfigure.failure.ProblemsFailureAnalyzer;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.document.InvalidAsyncApiDocumentException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Looks at what is said of documents that other people wrote and that cannot be used:
 * each problem on its own, and the screen that they make together.
 */
class CorpusFailureTests {

	@TestFactory
	Stream<DynamicTest> problemHasPlaceCauseAndRemedy() {
		return Corpus.test("invalid", (file) -> assertThat(problems(file)).allSatisfy(CorpusFailureTests::check));
	}

	@TestFactory
	Stream<DynamicTest> warningHasPlaceCauseAndRemedy() {
		return Corpus.test("valid", (file) -> {
			try {
				assertThat(AsyncApiDocumentLoader.lenient().load(new FileSystemResource(file)).warnings())
					.allSatisfy(CorpusFailureTests::check);
			}
			catch (InvalidAsyncApiDocumentException ex) {
				assertThat(ex.getProblems()).allSatisfy(CorpusFailureTests::check);
			}
		});
	}

	private static void check(Problem problem) {
		assertThat(problem.location()).isNotNull();
		assertThat(problem.location().resource()).startsWith("file:");
		assertThat(problem.location().line()).isPositive();
		assertThat(problem.location().column()).isPositive();
		if (problem.location().line() > 1 && !problem.message().startsWith("The document cannot be parsed")) {
			assertThat(problem.location().pointer()).startsWith("/");
		}
		assertThat(problem.message()).matches("\\P{Cntrl}{10,}\\.");
		assertThat(problem.action()).matches("\\P{Cntrl}{5,}[.?]");
	}

	@TestFactory
	Stream<DynamicTest> failureFitsOnAScreen() {
		return Corpus.test("invalid", (file) -> {
			InvalidAsyncApiDocumentException failure = failure(file);
			if (failure != null) {
				FailureAnalysis analysis = new ProblemsFailureAnalyzer().analyze(failure);
				checkScreen(analysis.getDescription().lines().toList(), failure.getProblems());
			}
		});
	}

	private static void checkScreen(List<String> lines, List<Problem> problems) {
		long different = problems.stream()
			.map((problem) -> problem.location().resource() + problem.message() + problem.action())
			.distinct()
			.count();
		assertThat(lines).hasSizeLessThanOrEqualTo(45);
		assertThat(lines.stream().skip(1).filter((line) -> different > 1 && !line.startsWith("    file:")))
			.allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(161).doesNotEndWith("..."));
		assertThat(lines.stream().filter((line) -> line.startsWith("    file:")))
			.hasSize((int) Math.min(10, different));
		if (different > 10) {
			assertThat(lines.get(lines.size() - 1)).matches("    \\.\\.\\. and \\d+ more");
		}
	}

	private static List<Problem> problems(Path file) {
		InvalidAsyncApiDocumentException failure = failure(file);
		return (failure != null) ? failure.getProblems() : List.of();
	}

	private static InvalidAsyncApiDocumentException failure(Path file) {
		return catchThrowableOfType(InvalidAsyncApiDocumentException.class,
				() -> AsyncApiDocumentLoader.strict().load(new FileSystemResource(file)));
	}

}
