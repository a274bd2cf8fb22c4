package io.github.asyncapikafka.document.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

import io.github.asyncapikafka.TestDocuments;

/**
 * A document that was changed at random.
 *
 * @param seed the number that it was made from
 * @param files the content of its files by their relative path, its own first
 */
record FuzzedDocument(long seed, Map<String, byte[]> files) {

	String name() {
		return this.files.keySet().iterator().next();
	}

	/**
	 * Return the document as the loader takes it. Only one that has other files needs to
	 * be a file itself.
	 */
	Resource resource(Path directory) throws IOException {
		if (this.files.size() == 1) {
			return TestDocuments.resource(name(), this.files.get(name()));
		}
		write(directory);
		return new FileSystemResource(directory.resolve(name()));
	}

	void write(Path directory) throws IOException {
		for (Map.Entry<String, byte[]> file : this.files.entrySet()) {
			Path path = directory.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.write(path, file.getValue());
		}
	}

	/**
	 * Return the text of the file that a place names.
	 */
	String text(String resource) {
		String path = resource.replaceFirst(" \\(\\d+\\)$", "");
		return this.files.keySet()
			.stream()
			.filter((name) -> path.equals(name) || path.endsWith("/" + name))
			.findFirst()
			.map((name) -> new String(this.files.get(name), StandardCharsets.UTF_8))
			.orElseThrow(() -> new AssertionError("There is no file " + resource));
	}

	@Override
	public String toString() {
		StringBuilder result = new StringBuilder("-Dfuzz.seed=" + this.seed + "\n");
		this.files.keySet().forEach((name) -> result.append("--- ").append(name).append('\n').append(text(name)));
		return result.toString();
	}

}
