package io.github.asyncapikafka.inspection.type;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.codemodel.JCodeModel;
import org.jsonschema2pojo.GenerationConfig;
import org.jsonschema2pojo.Jackson2Annotator;
import org.jsonschema2pojo.SchemaGenerator;
import org.jsonschema2pojo.SchemaMapper;
import org.jsonschema2pojo.SchemaStore;
import org.jsonschema2pojo.rules.RuleFactory;
import tools.jackson.databind.json.JsonMapper;

import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Classes that jsonschema2pojo generates from schemas, each schema in a package of its
 * own.
 */
final class GeneratedClasses {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final String NAME = "Payload";

	private final Path directory;

	private final GenerationConfig configuration;

	private final Map<String, Schema> schemas = new LinkedHashMap<>();

	/**
	 * @param directory where sources and classes are written
	 * @param configuration what jsonschema2pojo is told
	 */
	GeneratedClasses(Path directory, GenerationConfig configuration) {
		this.directory = directory;
		this.configuration = configuration;
	}

	void add(Schema schema) throws IOException {
		String name = "p" + this.schemas.size();
		Path json = Files.createDirectories(this.directory.resolve("schemas").resolve(name)).resolve(NAME + ".json");
		Files.writeString(json, MAPPER.writeValueAsString(schema.definition()));
		JCodeModel code = new JCodeModel();
		new SchemaMapper(
				new RuleFactory(this.configuration, new Jackson2Annotator(this.configuration), new SchemaStore()),
				new SchemaGenerator())
			.generate(code, NAME, name, json.toUri().toURL());
		code.build(sources().toFile(), new PrintStream(OutputStream.nullOutputStream()));
		if (Files.exists(sources().resolve(name).resolve(NAME + ".java"))) {
			this.schemas.put(name, schema);
		}
	}

	/**
	 * Return the class of each schema that is worth one.
	 */
	Map<Class<?>, Schema> load() throws IOException, ClassNotFoundException {
		Path classes = Files.createDirectories(this.directory.resolve("classes"));
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null);
				Stream<Path> paths = Files.walk(sources())) {
			List<Path> java = paths.filter((path) -> path.toString().endsWith(".java")).toList();
			assertThat(compiler
				.getTask(null, files, null, List.of("-d", classes.toString(), "-proc:none", "-nowarn"), null,
						files.getJavaFileObjectsFromPaths(java))
				.call()).isTrue();
		}
		URLClassLoader loader = new URLClassLoader(new URL[] { classes.toUri().toURL() });
		Map<Class<?>, Schema> result = new LinkedHashMap<>();
		for (Map.Entry<String, Schema> schema : this.schemas.entrySet()) {
			result.put(loader.loadClass(schema.getKey() + "." + NAME), schema.getValue());
		}
		return result;
	}

	private Path sources() throws IOException {
		return Files.createDirectories(this.directory.resolve("sources"));
	}

}
