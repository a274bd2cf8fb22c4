package io.github.asyncapikafka.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.FileSystemResource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents as people write, name and save them: one test for each case.
 */
class NotationCasesTests {

	private static final String MINIMAL = """
			asyncapi: 3.0.0
			info:
			  title: Orders
			  version: 1.2.3
			""";

	@Test
	void extensionsAnywhere() {
		assertThat(TestDocuments.warningsOf("""
				asyncapi: 3.0.0
				x-a: { $ref: '#/gone' }
				info: { title: Orders, version: 1.0.0, x-b: { y: [ 1 ] } }
				servers: { x-c: 1, one: { host: 'one:9092', protocol: kafka, x-d: true } }
				channels:
				  x-e: text
				  orders:
				    x-f: 1
				    messages: { x-g: 1, order: { x-h: 1, payload: { x-i: 1 } } }
				    bindings: { x-j: 1, kafka: { x-k: 1 } }
				operations:
				  x-l: 1
				  onOrder: { action: receive, x-m: 1, channel: { $ref: '#/channels/orders' } }
				components: { x-n: 1, schemas: { Id: { x-o: 1 } } }
				""")).isEmpty();
	}

	@Test
	void unknownMemberOfTheRoot() {
		String document = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.2.3 }
				chanels: {}
				x-owner: shop
				""";
		String line = "asyncapi.yaml:3:1 The document has no member 'chanels'. Did you mean 'channels'? "
				+ "Known are asyncapi, channels, components, defaultContentType, id, info, operations, servers, and "
				+ "extensions that start with 'x-'.";
		assertThat(TestDocuments.problemsOf(document)).containsExactly(line);
		assertThat(TestDocuments.warningsOf(document)).containsExactly(line);
	}

	@Nested
	class Versions {

		@ParameterizedTest
		@ValueSource(strings = { "3.0.1", "3.1.12" })
		void laterPatch(String version) {
			assertThat(TestDocuments.warningsOf("""
					asyncapi: %s
					info: { title: Orders, version: 1.2.3 }
					""".formatted(version))).containsExactly("asyncapi.yaml:1:11 AsyncAPI version '" + version
					+ "' is not one that was published. It is read like its patch version 0; write that.");
		}

		@ParameterizedTest
		@ValueSource(strings = { "1.2.0", "2.7.0", "2.6", "2.6.1", "3.0", "3.2.0", "4.0.0", "3.0.0-rc.1", "latest" })
		void otherVersion(String version) {
			for (String yaml : List.of("'" + version + "'", version)) {
				String document = """
						asyncapi: %s
						info: { title: Orders, version: 1.2.3 }
						channels: { 1: 2 }
						""".formatted(yaml);
				assertThat(TestDocuments.problemsOf(document)).containsExactly("asyncapi.yaml:1:11 AsyncAPI version '"
						+ version + "' is not one that is read. Use 2.0.0 to 2.6.0, 3.0.x or 3.1.x.");
				assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.lenient(), TestDocuments.yaml(document)))
					.hasSize(1);
			}
		}

	}

	@Test
	void numberAsVersionOfTheApplication() {
		AsyncApi asyncApi = AsyncApiDocumentLoader.strict().load(TestDocuments.yaml("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0 }
				"""));
		assertThat(asyncApi.version()).isEqualTo("1.0");
		assertThat(TestDocuments.lines(asyncApi.warnings()))
			.containsExactly("asyncapi.yaml:2:33 'version' must be a string, but is the number 1.0. Put it in quotes.");
	}

	@Test
	void duplicateKeys() {
		String document = """
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders: { address: one }
				  orders: { address: two }
				""";
		for (AsyncApiDocumentLoader loader : List.of(AsyncApiDocumentLoader.strict(),
				AsyncApiDocumentLoader.lenient())) {
			assertThat(TestDocuments.problemsOf(loader, TestDocuments.yaml(document)))
				.containsExactly("asyncapi.yaml:5:3 The key 'orders' is there twice, first at asyncapi.yaml:4:3. "
						+ "Remove one of them.");
		}
	}

	@Test
	void mergeKeysWithinBounds() {
		String members = IntStream.range(0, 1000).mapToObj((i) -> "k" + i + ": 1").collect(Collectors.joining(", "));
		List<String> problems = TestDocuments.problemsOf("""
				asyncapi: 3.0.0
				x-base: &base { %s }
				x-merged:
				""".formatted(members) + "  - <<: *base\n".repeat(1000));
		assertThat(problems).singleElement()
			.asString()
			.matches("asyncapi\\.yaml:\\d+:\\d+ The document has more than 60000 values\\. "
					+ "Split it, and look for aliases that multiply\\.");
	}

	@Test
	void onAndOff() {
		Parameter parameter = TestDocuments.load("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders.{state}
				    parameters: { state: { enum: [ on, off, yes, no ], default: off } }
				""").channels().get("orders").parameters().get("state");
		assertThat(parameter.allowedValues()).containsExactly("on", "off", "yes", "no");
		assertThat(parameter.defaultValue()).isEqualTo("off");
	}

	@Nested
	class FilesAndEncodings {

		@Test
		void byteOrderMark() {
			assertThat(TestDocuments.load("\uFEFF" + MINIMAL).title()).isEqualTo("Orders");
		}

		@Test
		void windowsLineEnds() {
			AsyncApi asyncApi = TestDocuments.load((MINIMAL + """
					channels:
					  orders:
					    address: orders
					""").replace("\n", "\r\n"));
			assertThat(asyncApi.channels().get("orders").address().location())
				.isEqualTo(new Location("asyncapi.yaml", "/channels/orders/address", 7, 14));
		}

		@Test
		void utf16() {
			byte[] bigEndian = ("\uFEFF" + MINIMAL).getBytes(StandardCharsets.UTF_16BE);
			byte[] littleEndian = ("\uFEFF" + MINIMAL).getBytes(StandardCharsets.UTF_16LE);
			assertThat(load(bigEndian).title()).isEqualTo("Orders");
			assertThat(load(littleEndian).title()).isEqualTo("Orders");
		}

		@ParameterizedTest
		@ValueSource(strings = { "asyncapi.yaml.txt", "asyncapi", "asyncapi.json", "contract.yml" })
		void anyName(String name) {
			assertThat(AsyncApiDocumentLoader.strict()
				.load(TestDocuments.resource(name, MINIMAL.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)))
				.title()).isEqualTo("Orders");
		}

		@Test
		void jsonInAYamlFile() {
			AsyncApi asyncApi = TestDocuments.load("""
					{ "asyncapi": "3.0.0", "info": { "title": "Orders",
						"version": "1.2.3" } }
					""");
			assertThat(asyncApi.version()).isEqualTo("1.2.3");
		}

		@ParameterizedTest
		@ValueSource(strings = { "", " \n", "# nothing but a comment\n", "\uFEFF" })
		void emptyFile(String content) {
			assertThat(TestDocuments.problemsOf(content))
				.containsExactly("asyncapi.yaml:1:1 The document is empty. Write an AsyncAPI document into it.");
		}

		@Test
		void directory(@TempDir Path directory) throws IOException {
			Path inner = Files.createDirectory(directory.resolve("asyncapi.yaml"));
			assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), new FileSystemResource(inner)))
				.containsExactly(inner.toFile().toURI() + ":1:1 The document cannot be read: IOException. "
						+ "Check that the location is a file that the application may read.");
		}

	}

	private static AsyncApi load(byte[] content) {
		return AsyncApiDocumentLoader.strict().load(TestDocuments.resource("asyncapi.yaml", content));
	}

}
