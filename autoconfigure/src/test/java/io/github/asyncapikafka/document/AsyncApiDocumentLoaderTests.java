package io.github.asyncapikafka.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.AsyncApi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AsyncApiDocumentLoader}: files, encodings and versions.
 */
class AsyncApiDocumentLoaderTests {

	private static final String MINIMAL = """
			asyncapi: 3.0.0
			info:
			  title: Orders
			  version: 1.2.3
			""";

	@ParameterizedTest
	@ValueSource(strings = { "2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.0", "3.0.0", "3.1.0" })
	void versionIsRead(String version) {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: %s
				info: { title: Orders, version: 1.2.3 }
				channels: {}
				""".formatted(version));
		assertThat(asyncApi.specificationVersion()).isEqualTo(version);
		assertThat(asyncApi.title()).isEqualTo("Orders");
		assertThat(asyncApi.version()).isEqualTo("1.2.3");
		assertThat(asyncApi.location()).isEqualTo(new Location("asyncapi.yaml", "", 1, 1));
		assertThat(asyncApi.warnings()).isEmpty();
	}

	@Test
	void problemsAreListedUpToABound() {
		List<String> problems = TestDocuments.problemsOf("asyncapi: 3.0.0\nx-a:\n" + "  a: 1\n".repeat(2000));
		assertThat(problems).hasSize(1001)
			.last()
			.isEqualTo("asyncapi.yaml:1003:3 There are more than 1000 problems; the rest is not listed. "
					+ "Correct these first.");
	}

	@Test
	void versionIsRequired() {
		assertThat(TestDocuments.problemsOf("openapi: 3.1.0"))
			.containsExactly("asyncapi.yaml:1:1 'asyncapi' is missing. Add it: the specification requires it.");
	}

	@Test
	void infoIsRequired() {
		assertThat(TestDocuments.problemsOf("asyncapi: 3.0.0"))
			.containsExactly("asyncapi.yaml:1:1 'info' is missing. Add it: the specification requires it.");
	}

	@Test
	void titleAndVersionAreRequired() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info: {}
				""")).containsExactly("asyncapi.yaml:2:1 'title' is missing. Add it: the specification requires it.",
				"asyncapi.yaml:2:1 'version' is missing. Add it: the specification requires it.");
	}

	@Test
	void documentThatIsNoObjectIsRefused() {
		assertThat(TestDocuments.problemsOf("- asyncapi: 3.0.0"))
			.containsExactly("asyncapi.yaml:1:1 'document' must be an object, but is a list. Correct its type.");
	}

	@Test
	void allProblemsAreReportedAtOnce() {
		assertThat(TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				info:
				  title: Orders
				servers:
				  local:
				    protocol: kafka
				channels:
				  orders:
				    bindings:
				      kafka:
				        partitions: 0
				operations:
				  onOrder:
				    action: recieve
				    channel: { $ref: '#/channels/orders' }
				""")).containsExactly("asyncapi.yaml:2:1 'version' is missing. Add it: the specification requires it.",
				"asyncapi.yaml:5:3 'host' is missing. Add it: the specification requires it.",
				"asyncapi.yaml:11:21 'partitions' must be at least 1, but is 0. "
						+ "Correct the number, or remove it to leave the value to Kafka.",
				"asyncapi.yaml:14:13 'action' must be 'send' or 'receive', but is 'recieve'. "
						+ "Did you mean 'receive'? Correct it.");
	}

	@Test
	void exceptionNamesTheDocument() {
		assertThatExceptionOfType(InvalidAsyncApiDocumentException.class)
			.isThrownBy(() -> AsyncApiDocumentLoader.strict().load(TestDocuments.yaml("asyncapi: 3.0.0")))
			.withMessage("""
					The AsyncAPI document asyncapi.yaml cannot be used:
					- asyncapi.yaml:1:1 'info' is missing. Add it: the specification requires it.""")
			.satisfies((ex) -> assertThat(ex.getSummary())
				.isEqualTo("The AsyncAPI document asyncapi.yaml cannot be used"));
	}

	@Test
	void jsonIsRead() {
		AsyncApi asyncApi = AsyncApiDocumentLoader.strict().load(TestDocuments.json("""
				{
				  "asyncapi": "3.0.0",
				  "info": { "title": "Orders", "version": "1.2.3" },
				  "servers": {
				    "local": { "host": "localhost:9092", "protocol": "kafka" }
				  }
				}
				"""));
		assertThat(asyncApi.servers().get("local").host().location())
			.isEqualTo(new Location("asyncapi.json", "/servers/local/host", 5, 24));
	}

	@Test
	void yamlThatStartsLikeJsonIsRead() {
		assertThat(TestDocuments.load("{ asyncapi: 3.0.0, info: { title: Orders, version: 1.2.3 } }").title())
			.isEqualTo("Orders");
	}

	@Test
	void jsonKeepsTheProblemsOfJson() {
		assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), TestDocuments.json("""
				{
				  "asyncapi": "3.0.0",
				  'info': {}
				}
				""")))
			.containsExactly("asyncapi.json:3:3 The document cannot be parsed: Unexpected character (''' (code 39)): "
					+ "was expecting double-quote to start property name. Correct the syntax.");
	}

	@Test
	void byteOrderMarkDoesNotHideJson() {
		assertThat(TestDocuments.load("""
				\uFEFF{ "asyncapi": "3.0.0", "info": { "title": "Orders", "version": "1" } }""").title())
			.isEqualTo("Orders");
	}

	@Test
	void textThatIsNotUnicodeIsRefused() {
		assertThat(problemsOf("title: Größe".getBytes(StandardCharsets.ISO_8859_1)))
			.containsExactly("asyncapi.yaml:1:1 The document is not text in UTF-8. Save it in UTF-8.");
	}

	@Test
	void documentAboveTwoMegabytesIsRefused() {
		String tooLarge = MINIMAL + "#" + "x".repeat(2 * 1024 * 1024);
		assertThat(TestDocuments.problemsOf(tooLarge))
			.containsExactly("asyncapi.yaml:1:1 The document is larger than 2 MB. Split it.");
	}

	@Test
	void documentOfTwoMegabytesIsRead() {
		String large = MINIMAL + "#" + "x".repeat(2 * 1024 * 1024 - MINIMAL.length() - 1);
		assertThat(TestDocuments.load(large).title()).isEqualTo("Orders");
	}

	@Test
	void missingResourceOfTheClassPathIsNamed() {
		assertThat(
				TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), new ClassPathResource("missing/orders.yaml")))
			.containsExactly("classpath:missing/orders.yaml:1:1 There is no such document. "
					+ "Correct the location, or create the document.");
	}

	@Test
	void missingFileIsNamed(@TempDir Path directory) {
		FileSystemResource resource = new FileSystemResource(directory.resolve("orders.yaml"));
		assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), resource))
			.containsExactly(directory.toFile().toURI() + "orders.yaml:1:1 There is no such document. "
					+ "Correct the location, or create the document.");
	}

	@Test
	void fileIsRead(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("orders.yaml"), MINIMAL);
		assertThat(AsyncApiDocumentLoader.strict().load(new FileSystemResource(file)).location())
			.isEqualTo(new Location(file.toFile().toURI().toString(), "", 1, 1));
	}

	@Test
	void expressionsAreNotEvaluated() {
		AsyncApi asyncApi = TestDocuments.load("""
				asyncapi: 3.0.0
				info:
				  title: ${user.home}
				  version: '#{systemProperties}'
				""");
		assertThat(asyncApi.title()).isEqualTo("${user.home}");
		assertThat(asyncApi.version()).isEqualTo("#{systemProperties}");
	}

	private static AsyncApi load(byte[] content) {
		return AsyncApiDocumentLoader.strict().load(TestDocuments.resource("asyncapi.yaml", content));
	}

	private static List<String> problemsOf(byte[] content) {
		return TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(),
				TestDocuments.resource("asyncapi.yaml", content));
	}

}
