package io.github.asyncapikafka.inspection.type;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jsonschema2pojo.DefaultGenerationConfig;
import org.jsonschema2pojo.GenerationConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.FileSystemResource;

import io.github.asyncapikafka.Corpus;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.document.InvalidAsyncApiDocumentException;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the payload classes that jsonschema2pojo generates from schemas of other people's
 * documents against these schemas. Where the documents do not lie beside the project, the
 * tests are skipped.
 */
class GeneratedPayloadsTests {

	@TempDir
	Path directory;

	/**
	 * By default an int64 becomes an {@code Integer}, which is worth a warning.
	 */
	@Test
	void generatedClassesFitTheirSchemas() throws IOException, ClassNotFoundException {
		assertThat(findings(new DefaultGenerationConfig())).allSatisfy((line) -> assertThat(line)
			.matches("WARN type-width .* is Integer, but the contract allows numbers up to 9223372036854775807\\..*"));
	}

	@Test
	void generatedClassesWithTypesOfThePlatformFitTheirSchemas() throws IOException, ClassNotFoundException {
		assertThat(findings(new DefaultGenerationConfig() {

			@Override
			public boolean isUseLongIntegers() {
				return true;
			}

			@Override
			public boolean isUseBigDecimals() {
				return true;
			}

			@Override
			public boolean isIncludeAdditionalProperties() {
				return false;
			}

			@Override
			public String getDateTimeType() {
				return "java.time.OffsetDateTime";
			}

			@Override
			public String getDateType() {
				return "java.time.LocalDate";
			}

			@Override
			public String getTimeType() {
				return "java.time.LocalTime";
			}

		})).isEmpty();
	}

	private List<String> findings(GenerationConfig configuration) throws IOException, ClassNotFoundException {
		GeneratedClasses classes = new GeneratedClasses(this.directory, configuration);
		for (Schema schema : payloads()) {
			classes.add(schema);
		}
		Map<Class<?>, Schema> loaded = classes.load();
		assertThat(loaded).hasSizeGreaterThan(100);
		TypeInspector inspector = new TypeInspector(JsonMapper.builder().build());
		List<String> result = new ArrayList<>();
		loaded.forEach((type, schema) -> {
			result.addAll(TestSchemas.lines(inspector.reading(schema, type)));
			result.addAll(TestSchemas.lines(inspector.writing(schema, type)));
		});
		return result;
	}

	private static List<Schema> payloads() {
		return Corpus.documents("valid")
			.flatMap(GeneratedPayloadsTests::messages)
			.map(Message::payload)
			.filter(Objects::nonNull)
			.filter(GeneratedPayloadsTests::isUnderstood)
			.toList();
	}

	private static Stream<Message> messages(Path file) {
		try {
			return AsyncApiDocumentLoader.lenient()
				.load(new FileSystemResource(file))
				.channels()
				.values()
				.stream()
				.flatMap((channel) -> channel.messages().values().stream());
		}
		catch (InvalidAsyncApiDocumentException ex) {
			// needs the network
			return Stream.empty();
		}
	}

	/**
	 * Return whether jsonschema2pojo generates what the schema says: it makes a class of
	 * whatever has properties, also where the type is {@code string}, as payloads in XML
	 * have it.
	 */
	private static boolean isUnderstood(Schema schema) {
		boolean object = !schema.has("properties") || !(schema.get("type") instanceof String type)
				|| type.equals("object");
		return schema.definition() instanceof Map<?, ?> && !schema.isAvro() && object;
	}

}
