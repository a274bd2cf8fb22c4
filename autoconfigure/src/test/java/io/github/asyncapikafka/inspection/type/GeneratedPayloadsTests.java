package io.github.asyncapikafka.inspection.type;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.codemodel.JCodeModel;
import io.github.asyncapikafka.Corpus;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.document.InvalidAsyncApiDocumentException;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;
import org.jsonschema2pojo.DefaultGenerationConfig;
import org.jsonschema2pojo.Jackson2Annotator;
import org.jsonschema2pojo.SchemaGenerator;
import org.jsonschema2pojo.SchemaMapper;
import org.jsonschema2pojo.SchemaStore;
import org.jsonschema2pojo.rules.RuleFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds payload classes that jsonschema2pojo generates from schemas of other people's
 * documents against these schemas: nothing may be an error. Where the documents do not
 * lie beside the project, the test is skipped.
 */
class GeneratedPayloadsTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	@TempDir
	Path directory;

	@Test
	void classesGeneratedFromSchemasFitThem() throws IOException, ClassNotFoundException {
		Map<String, Schema> schemas = new LinkedHashMap<>();
		Map<String, String> names = new LinkedHashMap<>();
		for (Path file : (Iterable<Path>) Corpus.documents("valid")::iterator) {
			for (Schema schema : payloads(file)) {
				String name = "p" + schemas.size();
				if (generate(name, schema)) {
					schemas.put(name, schema);
					names.put(name, file.toString());
				}
			}
		}
		Set<String> broken = compile();
		List<String> errors = new ArrayList<>();
		int[] n = new int[4];
		try (URLClassLoader loader = new URLClassLoader(
				new URL[] { this.directory.resolve("classes").toUri().toURL() })) {
			TypeInspector inspector = new TypeInspector(MAPPER);
			for (Map.Entry<String, Schema> entry : schemas.entrySet()) {
				Class<?> type;
				try {
					type = loader.loadClass(entry.getKey() + ".Payload");
				}
				catch (ClassNotFoundException ex) {
					n[0]++;
					continue;
				}
				n[1]++;
				for (TypeReport report : List.of(inspector.reading(entry.getValue(), type),
						inspector.writing(entry.getValue(), type))) {
					boolean reading = n[2]++ % 2 == 0;
					TestSchemas.lines(report)
						.forEach((line) -> errors.add(names.get(entry.getKey()) + (reading ? " R " : " W ") + line));
				}
			}
		}
		System.err.println("missing " + n[0] + " checked " + n[1] + " broken " + broken);
		Files.write(Path.of("/tmp/jk/out.txt"), errors);
		assertThat(errors.stream().filter((e) -> e.contains(" ERROR "))).isEmpty();
	}

	private static List<Schema> payloads(Path file) {
		List<Schema> result = new ArrayList<>();
		try {
			for (Channel channel : AsyncApiDocumentLoader.lenient()
				.load(new FileSystemResource(file))
				.channels()
				.values()) {
				channel.messages()
					.values()
					.stream()
					.map(Message::payload)
					.filter((p) -> p != null)
					.forEach(result::add);
			}
		}
		catch (InvalidAsyncApiDocumentException ex) {
			// needs the network
		}
		return result;
	}

	private boolean generate(String name, Schema schema) throws IOException {
		if (!(schema.definition() instanceof Map<?, ?>) || schema.isAvro()) {
			return false;
		}
		DefaultGenerationConfig config = new DefaultGenerationConfig();
		JCodeModel code = new JCodeModel();
		try {
			Path file = Files.writeString(this.directory.resolve(name + ".json"),
					MAPPER.writeValueAsString(schema.definition()));
			new SchemaMapper(new RuleFactory(config, new Jackson2Annotator(config), new SchemaStore()),
					new SchemaGenerator())
				.generate(code, "Payload", name, file.toUri().toURL());
			Path sources = Files.createDirectories(this.directory.resolve("sources"));
			code.build(sources.toFile(), new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
			return Files.exists(sources.resolve(name).resolve("Payload.java"));
		}
		catch (RuntimeException | StackOverflowError ex) {
			System.err.println("GEN " + ex);
			return false;
		}
	}

	private Set<String> compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		Path sources = this.directory.resolve("sources");
		Path classes = Files.createDirectories(this.directory.resolve("classes"));
		Set<String> broken = new HashSet<>();
		for (int round = 0; round < 4; round++) {
			DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
			try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
					Stream<Path> paths = Files.walk(sources)) {
				List<Path> java = paths.filter((path) -> path.toString().endsWith(".java"))
					.filter((path) -> !broken.contains(sources.relativize(path).getName(0).toString()))
					.toList();
				if (compiler
					.getTask(null, files, diagnostics, List.of("-d", classes.toString(), "-proc:none", "-nowarn"), null,
							files.getJavaFileObjectsFromPaths(java))
					.call()) {
					break;
				}
			}
			for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
				if (diagnostic.getKind() == Diagnostic.Kind.ERROR && diagnostic.getSource() != null) {
					broken.add(sources.relativize(Path.of(diagnostic.getSource().toUri())).getName(0).toString());
				}
			}
		}
		return broken;
	}

}
