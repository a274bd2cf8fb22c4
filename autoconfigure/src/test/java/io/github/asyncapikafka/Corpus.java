package io.github.asyncapikafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Documents that other people wrote. They are not part of the project: where they do not
 * lie beside it, a test is skipped.
 */
public final class Corpus {

	private static final Path MANIFEST = Path.of("shared", "corpus", "manifest.csv");

	private Corpus() {
	}

	/**
	 * Return a test for each document.
	 * @param kind {@code valid} or {@code invalid}
	 * @param test what is done with a document
	 */
	public static Stream<DynamicTest> test(String kind, Consumer<Path> test) {
		Path directory = manifest().getParent();
		return documents(kind)
			.map((file) -> DynamicTest.dynamicTest(directory.relativize(file).toString(), () -> test.accept(file)));
	}

	/**
	 * Return the documents.
	 * @param kind {@code valid} or {@code invalid}
	 */
	public static Stream<Path> documents(String kind) {
		Path manifest = manifest();
		try {
			return Files.readAllLines(manifest)
				.stream()
				.filter((line) -> line.startsWith(kind + ","))
				.map((line) -> manifest.resolveSibling(line.split(",")[2]));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return a document where it lies.
	 * @param file its path below {@code valid}
	 */
	public static Path document(Path file) {
		return manifest().resolveSibling(Path.of("valid")).resolve(file);
	}

	private static Path manifest() {
		Path directory = Path.of("").toAbsolutePath();
		while (directory != null && Files.notExists(directory.resolve(MANIFEST))) {
			directory = directory.getParent();
		}
		assumeThat(directory).isNotNull();
		return directory.resolve(MANIFEST);
	}

}
