package io.github.asyncapikafka.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.model.AsyncApi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code and documents that the README and the guides show.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of("..");

	/**
	 * What a block without a package of its own may use without an import, as a reader's
	 * editor would add it.
	 */
	private static final List<String> IMPORTS = List.of("java.nio.charset.StandardCharsets", "java.nio.file.Path",
			"java.util.List", "java.util.Map", "java.util.UUID", "java.util.concurrent.CompletableFuture",
			"io.github.asyncapikafka.document.AsyncApiDocumentLoader",
			"io.github.asyncapikafka.inspection.ContractReport", "io.github.asyncapikafka.inspection.Severity",
			"io.github.asyncapikafka.kafka.ChannelListener", "io.github.asyncapikafka.kafka.ChannelMessage",
			"io.github.asyncapikafka.kafka.ChannelParameter", "io.github.asyncapikafka.kafka.ChannelProducer",
			"io.github.asyncapikafka.kafka.ChannelTemplate", "io.github.asyncapikafka.kafka.ChannelTemplates",
			"io.github.asyncapikafka.kafka.DeadLetterHeaders", "io.github.asyncapikafka.kafka.ImportChannelProducers",
			"io.github.asyncapikafka.kafka.Key", "io.github.asyncapikafka.kafka.Send",
			"io.github.asyncapikafka.model.AsyncApi", "io.github.asyncapikafka.validation.ContractViolationException",
			"io.github.asyncapikafka.validation.JsonSchemaValidator", "io.github.asyncapikafka.validation.SchemaCheck",
			"io.github.asyncapikafka.validation.SchemaValidator", "io.github.asyncapikafka.validation.SchemaViolation",
			"org.apache.kafka.clients.consumer.ConsumerRecord", "org.apache.kafka.clients.producer.ProducerConfig",
			"org.apache.kafka.clients.producer.ProducerRecord", "org.apache.kafka.clients.producer.RecordMetadata",
			"org.apache.kafka.common.serialization.ByteArraySerializer", "org.junit.jupiter.api.Test",
			"org.slf4j.LoggerFactory", "org.springframework.beans.factory.annotation.Autowired",
			"org.springframework.beans.factory.annotation.Qualifier",
			"org.springframework.boot.kafka.autoconfigure.ConcurrentKafkaListenerContainerFactoryConfigurer",
			"org.springframework.context.annotation.Bean", "org.springframework.context.annotation.Configuration",
			"org.springframework.core.io.FileSystemResource", "org.springframework.kafka.annotation.DltHandler",
			"org.springframework.kafka.annotation.KafkaHandler", "org.springframework.kafka.annotation.KafkaListener",
			"org.springframework.kafka.annotation.RetryableTopic",
			"org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory",
			"org.springframework.kafka.core.ConsumerFactory", "org.springframework.kafka.core.KafkaTemplate",
			"org.springframework.kafka.core.ProducerFactory", "org.springframework.kafka.listener.CommonErrorHandler",
			"org.springframework.kafka.listener.DefaultErrorHandler", "org.springframework.kafka.support.KafkaHeaders",
			"org.springframework.kafka.support.KafkaNull", "org.springframework.messaging.handler.annotation.Header",
			"org.springframework.messaging.handler.annotation.Payload", "org.springframework.stereotype.Component",
			"org.springframework.util.backoff.BackOff", "org.springframework.util.backoff.FixedBackOff",
			"static org.assertj.core.api.Assertions.assertThat");

	private static final String PREAMBLE = "package documented; "
			+ IMPORTS.stream().map((type) -> "import " + type + "; ").collect(Collectors.joining());

	@ParameterizedTest
	@MethodSource("pagesWithJava")
	void javaCompiles(String page, @TempDir Path output) {
		String classPath = output + System.getProperty("path.separator") + System.getProperty("java.class.path");
		for (Block block : blocks(page, "java")) {
			assertThat(compile(block, classPath, output)).isEmpty();
		}
	}

	@ParameterizedTest
	@MethodSource("documents")
	void documentIsValid(Block document) {
		AsyncApi asyncApi = AsyncApiDocumentLoader.strict().load(document.toResource());
		assertThat(asyncApi.warnings()).isEmpty();
	}

	static List<String> pagesWithJava() {
		return pages().filter((page) -> !blocks(page, "java").isEmpty()).toList();
	}

	static List<Block> documents() {
		return pages().flatMap((page) -> blocks(page, "yaml").stream())
			.filter((block) -> block.text().startsWith("asyncapi:"))
			.toList();
	}

	private static Stream<String> pages() {
		try (Stream<Path> guides = Files.list(ROOT.resolve("docs"))) {
			List<String> names = guides.map((guide) -> "docs/" + guide.getFileName())
				.filter((name) -> name.endsWith(".md"))
				.sorted()
				.toList();
			return Stream.concat(Stream.of("README.md"), names.stream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Block> blocks(String page, String language) {
		List<String> lines = lines(page);
		List<Block> blocks = new ArrayList<>();
		for (int start = 0; start < lines.size(); start++) {
			String fence = lines.get(start).strip();
			if (!fence.startsWith("```")) {
				continue;
			}
			int end = start + 1;
			while (!lines.get(end).strip().equals("```")) {
				end++;
			}
			if (fence.equals("```" + language)) {
				blocks.add(new Block(page, start + 1, String.join("\n", lines.subList(start + 1, end))));
			}
			start = end;
		}
		return blocks;
	}

	private static List<String> lines(String page) {
		try {
			return Files.readAllLines(ROOT.resolve(page));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Compile a block. It sees the classes of the blocks before it.
	 * @return what the compiler says, with the line in the page
	 */
	private static List<String> compile(Block block, String classPath, Path output) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
		List<String> options = List.of("-classpath", classPath, "-d", output.toString(), "--release", "17",
				"-parameters", "-proc:none", "-Xlint:unchecked,deprecation,rawtypes");
		compiler.getTask(null, null, diagnostics, options, null, List.of(new Source(block))).call();
		return diagnostics.getDiagnostics().stream().map((diagnostic) -> describe(block, diagnostic)).toList();
	}

	private static String describe(Block block, Diagnostic<?> diagnostic) {
		return block.page() + ":" + (block.line() + diagnostic.getLineNumber()) + " "
				+ diagnostic.getMessage(Locale.ROOT);
	}

	/**
	 * A block of a page.
	 *
	 * @param page the path of the page
	 * @param line the line of the fence
	 * @param text what the block holds
	 */
	record Block(String page, int line, String text) {

		ByteArrayResource toResource() {
			return new ByteArrayResource(this.text.getBytes(StandardCharsets.UTF_8), toString());
		}

		@Override
		public String toString() {
			return this.page + ":" + this.line;
		}

	}

	/**
	 * A block as a source file, in which the lines are those of the block.
	 */
	private static final class Source extends SimpleJavaFileObject {

		private final String content;

		Source(Block block) {
			super(URI.create("block:///" + block.page() + "/" + block.line() + ".java"), Kind.SOURCE);
			this.content = block.text().startsWith("package ") ? block.text() : PREAMBLE + block.text();
		}

		@Override
		public boolean isNameCompatible(String simpleName, Kind kind) {
			return true;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.content;
		}

	}

}
