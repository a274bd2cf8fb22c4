package io.github.asyncapikafka;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import org.springframework.core.io.FileSystemResource;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.document.InvalidAsyncApiDocumentException;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.InvalidSchemaException;
import io.github.asyncapikafka.validation.JsonSchemaValidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Loads documents that other people wrote. They are not part of the project: where they
 * do not lie beside it, the test is skipped.
 */
class CorpusTests {

	@TestFactory
	Stream<DynamicTest> validDocumentIsLoaded() {
		return Corpus.test("valid", CorpusTests::load);
	}

	@TestFactory
	Stream<DynamicTest> validDocumentIsLoadedInHalfASecond() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		assumeThat(threads.isCurrentThreadCpuTimeSupported()).isTrue();
		return Corpus.test("valid", (file) -> {
			long[] nanos = IntStream.range(0, 5).mapToLong((i) -> {
				long start = threads.getCurrentThreadCpuTime();
				load(file);
				return threads.getCurrentThreadCpuTime() - start;
			}).sorted().toArray();
			assertThat(Duration.ofNanos(nanos[2])).isLessThan(Duration.ofMillis(500));
		});
	}

	@TestFactory
	Stream<DynamicTest> schemaOfValidDocumentCanBeChecked() {
		return Corpus.test("valid", CorpusTests::compile);
	}

	private static void compile(Path file) {
		List<Problem> problems = new ArrayList<>();
		try {
			AsyncApi asyncApi = AsyncApiDocumentLoader.lenient().load(new FileSystemResource(file));
			asyncApi.channels()
				.values()
				.forEach((channel) -> channel.messages().values().forEach((message) -> compile(message, problems)));
		}
		catch (InvalidAsyncApiDocumentException ex) {
			return;
		}
		assertThat(problems).extracting(Problem::message)
			.allSatisfy(
					(message) -> assertThat(message).matches("Nothing can be checked against a schema in the format .*"
							+ "|The schema leads back to itself at '#/.*allOf/0' without going into the value, .*"));
	}

	private static void compile(Message message, List<Problem> problems) {
		Schema payload = message.payload();
		try {
			if (payload != null) {
				new JsonSchemaValidator().compile(payload);
			}
		}
		catch (InvalidSchemaException ex) {
			problems.addAll(ex.getProblems());
		}
	}

	private static void load(Path file) {
		List<Problem> problems = List.of();
		try {
			AsyncApiDocumentLoader.lenient().load(new FileSystemResource(file));
		}
		catch (InvalidAsyncApiDocumentException ex) {
			problems = ex.getProblems();
		}
		assertThat(problems).extracting(Problem::message)
			.allSatisfy((message) -> assertThat(message).matches("The reference 'https?://.*' is not fetched\\."));
	}

}
