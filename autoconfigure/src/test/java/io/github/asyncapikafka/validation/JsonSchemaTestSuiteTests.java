package io.github.asyncapikafka.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The JSON Schema Test Suite for draft 7, where it is beside the project: each schema is
 * the payload of a message, in a file of its own.
 */
@EnabledIf("isThere")
class JsonSchemaTestSuiteTests {

	private static final Path SUITE = Path.of("../../shared/corpus/json-schema-test-suite");

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	/**
	 * What does not pass: what the names of the tests start with, and why.
	 */
	private static final Map<String, String> EXCEPTIONS = exceptions();

	@TempDir
	private Path directory;

	static boolean isThere() {
		return Files.isDirectory(SUITE);
	}

	private static Map<String, String> exceptions() {
		Map<String, String> exceptions = new LinkedHashMap<>();
		String relative = "a relative reference is relative to its file, never to an '$id', which is only a name";
		exceptions.put("refRemote.json, base URI change", relative);
		exceptions.put("refRemote.json, root ref in remote ref", relative);
		exceptions.put("refRemote.json, remote ref with ref to definitions", relative);
		exceptions.put("refRemote.json, retrieved nested refs resolve relative to their URI not $id", relative);
		exceptions.put("optional/cross-draft.json", "one check follows the rules of one draft");
		String library = "the validator's own idea of the format";
		for (String format : List.of("hostname", "idn-email", "idn-hostname", "iri", "uri", "uri-reference",
				"uri-template")) {
			exceptions.put("optional/format/" + format + ".json", library);
		}
		return exceptions;
	}

	static List<String> required() {
		return files(SUITE.resolve("draft7"));
	}

	static List<String> optional() {
		List<String> files = new ArrayList<>(files(SUITE.resolve("draft7/optional")));
		files.addAll(files(SUITE.resolve("draft7/optional/format")));
		return files;
	}

	private static List<String> files(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> file.toString().endsWith(".json"))
				.sorted(Comparator.naturalOrder())
				.map((file) -> SUITE.resolve("draft7").relativize(file).toString())
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest
	@MethodSource("required")
	void passesWhatIsRequired(String file) throws IOException {
		assertThat(failures(file)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("optional")
	void passesWhatIsOptional(String file) throws IOException {
		assertThat(failures(file)).isEmpty();
	}

	/**
	 * What a format means is optional: the required tests want it to be no more than a
	 * note.
	 */
	private List<String> failures(String file) throws IOException {
		JsonSchemaValidator validator = new JsonSchemaValidator(!file.equals("format.json"),
				JsonSchemaValidator.DEFAULT_MAX_SIZE);
		List<String> failures = new ArrayList<>();
		for (JsonNode group : MAPPER.readTree(Files.readString(SUITE.resolve("draft7").resolve(file)))) {
			String description = file + ", " + group.get("description").asString();
			SchemaCheck check = check(validator, group.get("schema"));
			for (JsonNode test : group.get("tests")) {
				byte[] data = test.get("data").toString().getBytes(StandardCharsets.UTF_8);
				if (check == null || check.json(data).isEmpty() != test.get("valid").asBoolean()) {
					failures.add(description + ", " + test.get("description").asString());
				}
			}
		}
		assertThat(EXCEPTIONS.keySet()).filteredOn((exception) -> exception.startsWith(file))
			.allMatch((exception) -> failures.stream().anyMatch((failure) -> failure.startsWith(exception)));
		failures.removeIf((failure) -> EXCEPTIONS.keySet().stream().anyMatch(failure::startsWith));
		return failures;
	}

	private @Nullable SchemaCheck check(JsonSchemaValidator validator, JsonNode schema) throws IOException {
		Files.writeString(this.directory.resolve("schema.json"), schema.toString());
		Path document = Files.writeString(this.directory.resolve("asyncapi.yaml"), """
				asyncapi: 3.0.0
				info: { title: t, version: 1.0.0 }
				channels:
				  c:
				    address: c
				    messages:
				      m: { payload: { $ref: schema.json } }
				""");
		try {
			Schema payload = AsyncApiDocumentLoader.lenient()
				.withReferenceMapping("http://localhost:1234/", SUITE.resolve("remotes").toUri().toString())
				.withReferenceMapping("http://json-schema.org/draft-07/", "classpath:draft-07/")
				.load(new FileSystemResource(document))
				.channels()
				.get("c")
				.messages()
				.get("m")
				.payload();
			return validator.compile(Objects.requireNonNull(payload));
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
