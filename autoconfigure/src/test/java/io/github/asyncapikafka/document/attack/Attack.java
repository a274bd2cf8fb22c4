package io.github.asyncapikafka.document.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

import io.github.asyncapikafka.TestDocuments;

/**
 * A document that means harm: small enough to be read, but made to exhaust time, memory
 * or the stack of a thread.
 *
 * @param name what it tries
 * @param document the name of the document
 * @param files the content of the document, and of the files beside it
 */
record Attack(String name, String document, Supplier<Map<String, String>> files) {

	static final String HEAD = "asyncapi: 3.0.0\ninfo: { title: a, version: '1' }\n";

	static final String HEAD_2 = "asyncapi: 2.6.0\ninfo: { title: a, version: '1' }\n";

	/** What needs the channel {@code c}: what nothing needs is not refused. */
	static final String NEED = "operations: { o: { action: receive, channel: { $ref: '#/channels/c' } } }\n";

	static Attack yaml(String name, Supplier<String> content) {
		return new Attack(name, "asyncapi.yaml", () -> Map.of("asyncapi.yaml", content.get()));
	}

	static Attack json(String name, Supplier<String> content) {
		return new Attack(name, "asyncapi.json", () -> Map.of("asyncapi.json", content.get()));
	}

	static Attack files(String name, Supplier<Map<String, String>> files) {
		return new Attack(name, "asyncapi.yaml", files);
	}

	/**
	 * Return the document, which stands in a file only if others stand beside it.
	 */
	Resource resource(Path directory) throws IOException {
		Map<String, String> all = this.files.get();
		String content = all.get(this.document);
		if (all.size() == 1) {
			return this.document.endsWith(".json") ? TestDocuments.json(content) : TestDocuments.yaml(content);
		}
		Path own = Files.createTempDirectory(directory, "attack");
		for (Map.Entry<String, String> file : all.entrySet()) {
			Files.writeString(own.resolve(file.getKey()), file.getValue());
		}
		return new FileSystemResource(own.resolve(this.document));
	}

	static String lines(int from, int to, IntFunction<String> line) {
		return IntStream.range(from, to).mapToObj(line).collect(Collectors.joining("\n"));
	}

	static String join(int from, int to, IntFunction<String> part) {
		return IntStream.range(from, to).mapToObj(part).collect(Collectors.joining(", "));
	}

	@Override
	public String toString() {
		return this.name;
	}

}
