package io.github.asyncapikafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

	private static final Path MANIFEST = Path.of("shared", "corpus", "manifest.csv");

	@TestFactory
	Stream<DynamicTest> validDocumentIsLoaded() throws IOException {
		Path manifest = manifest();
		assumeThat(manifest).isNotNull().exists();
		return Files.readAllLines(manifest)
			.stream()
			.filter((line) -> line.startsWith("valid,"))
			.map((line) -> line.split(",")[2])
			.map((file) -> DynamicTest.dynamicTest(file, () -> load(manifest.resolveSibling(file))));
	}

	@TestFactory
	Stream<DynamicTest> schemaOfValidDocumentCanBeChecked() throws IOException {
		Path manifest = manifest();
		assumeThat(manifest).isNotNull().exists();
		return Files.readAllLines(manifest)
			.stream()
			.filter((line) -> line.startsWith("valid,"))
			.map((line) -> line.split(",")[2])
			.map((file) -> DynamicTest.dynamicTest(file, () -> compile(manifest.resolveSibling(file))));
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
			.allSatisfy((message) -> assertThat(message)
				.startsWith("Nothing can be checked against a schema in the format"));
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

	private static Path manifest() {
		Path directory = Path.of("").toAbsolutePath();
		while (directory != null && Files.notExists(directory.resolve(MANIFEST))) {
			directory = directory.getParent();
		}
		return (directory != null) ? directory.resolve(MANIFEST) : Path.of("").resolve(MANIFEST);
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
