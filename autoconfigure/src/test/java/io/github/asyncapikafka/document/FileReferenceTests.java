package io.github.asyncapikafka.document;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Schema;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.UrlResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for references into other files, and for what they must not reach.
 */
class FileReferenceTests {

	private static final String DOCUMENT = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: orders
			    messages:
			      order: { payload: { $ref: "%s" } }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			""";

	private static final String OUTSIDE = " leaves the directory tree of the document. "
			+ "Move the file there, or name its directory in 'asyncapi-kafka.references.roots'.";

	private static final String NOT_RELATIVE = " is not relative to the file that holds it. "
			+ "Write a relative path with '/' between the names of directories.";

	private static final String NO_FILE = " does not lead to a regular file. Refer to a file.";

	@TempDir
	private Path directory;

	@Test
	void literalPercentSignIsPartOfAName() throws IOException {
		write("app/100%25.yaml", "type: string");
		assertThat(payload("100%25.yaml").definition()).isEqualTo(Map.of("type", "string"));
	}

	@Test
	void schemasOfSeveralFilesMayContainEachOther() throws IOException {
		write("app/a.yaml", "properties: { b: { $ref: b.yaml } }");
		write("app/b.yaml", "properties: { a: { $ref: a.yaml } }");
		assertThat(payload("a.yaml").definition())
			.isEqualTo(Map.of("properties", Map.of("b", Map.of("$ref", "#/$defs/d1")), "$defs",
					Map.of("d1", Map.of("properties", Map.of("a", Map.of("$ref", "#"))))));
	}

	@Test
	void cycleOverFilesIsReportedWithItsPath() throws IOException {
		write("app/a.yaml", "$ref: b.yaml");
		write("app/b.yaml", "$ref: 'a.yaml#'");
		assertThat(problemsOf("a.yaml")).containsExactly(
				"asyncapi.yaml:7:16 The reference leads back to itself: a.yaml -> b.yaml -> a.yaml# -> b.yaml. "
						+ "Let one of them hold the object.");
	}

	@Test
	void whatIsWrongInAnotherFileIsReportedThere() throws IOException {
		write("app/a.yaml", "properties: { a: { $ref: '#/definitions/x' }, b: { $ref: 'gone.yaml' } }");
		write("app/broken.yaml", "a: [");
		assertThat(problemsOf("a.yaml")).containsExactly(
				"a.yaml:1:15 The reference '#/definitions/x' leads nowhere: there is no 'definitions' at a.yaml:1:1. "
						+ "Correct the reference, or add what it leads to.",
				"a.yaml:1:47 The reference 'gone.yaml' leads nowhere: there is no such file. "
						+ "Correct it: it is relative to the file that holds it.");
		assertThat(problemsOf("broken.yaml")).singleElement()
			.asString()
			.startsWith("broken.yaml:1:5 The document cannot be parsed: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "../secret.yaml", "../../etc/passwd", "sub/../../secret.yaml", "%2e%2e/secret.yaml",
			".%2E/secret.yaml", "link.yaml", "linked/secret.yaml", "../app/../secret.yaml", "../appendix/x.yaml",
			"../../../../../../../../../../../../../../../../etc/passwd" })
	void fileOutsideOfTheTreeIsRefused(String reference) throws IOException {
		write("secret.yaml", "password: hunter2");
		write("appendix/x.yaml", "password: hunter2");
		write("app/sub/x.yaml", "type: string");
		Files.createSymbolicLink(this.directory.resolve("app/link.yaml"), this.directory.resolve("secret.yaml"));
		Files.createSymbolicLink(this.directory.resolve("app/linked"), this.directory);
		assertThat(problemsOf(reference)).singleElement()
			.asString()
			.isIn("asyncapi.yaml:7:16 The reference '" + reference + "'" + OUTSIDE, "asyncapi.yaml:7:16 The reference '"
					+ reference + "'" + OUTSIDE.replace("the directory tree of the document", "the document's tree"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/etc/passwd", "file:///etc/passwd", "FILE:/etc/passwd", "jar:file:/x.jar!/a.yaml",
			"classpath:asyncapi.yaml", "nested:/x.jar", "jar:nested:/app.jar/!BOOT-INF/classes/!/a.yaml",
			"//host/share/a.yaml", "ftp://example.com/a.yaml", "C:/a.yaml", "data:text/plain,a" })
	void referenceThatIsNotRelativeIsRefused(String reference) throws IOException {
		String remedy = reference.startsWith("/")
				? "Write the path from the directory of that file, without '/' at its start."
				: "Write a relative path with '/' between the names of directories.";
		assertThat(problemsOf(reference)).containsExactly("asyncapi.yaml:7:16 The reference '" + reference
				+ "' is not relative to the file that holds it. " + remedy);
	}

	@Test
	void backslashIsRefused() throws IOException {
		write("secret.yaml", "password: hunter2");
		assertThat(problemsOf("..\\\\secret.yaml"))
			.containsExactly("asyncapi.yaml:7:16 The reference '..\\secret.yaml'" + NOT_RELATIVE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "..%2fsecret.yaml", "..%5csecret.yaml", "a%00.yaml" })
	void encodedSeparatorIsRefused(String reference) throws IOException {
		assertThat(problemsOf(reference)).containsExactly("asyncapi.yaml:7:16 The reference '" + reference
				+ "' is no relative path. " + "Write '/' between the names of directories, and no control characters.");
	}

	@Test
	void doubleEncodingIsAName() throws IOException {
		assertThat(problemsOf("%252e%252e/secret.yaml"))
			.containsExactly("asyncapi.yaml:7:16 The reference '%252e%252e/secret.yaml' leads nowhere: "
					+ "there is no such file. Correct it: it is relative to the file that holds it.");
	}

	@ParameterizedTest
	@ValueSource(strings = { ".", "sub", "sub/", "fifo", "device" })
	void whatIsNoRegularFileIsRefused(String reference) throws Exception {
		write("app/sub/x.yaml", "type: string");
		if (reference.equals("fifo")) {
			Process process = new ProcessBuilder("mkfifo", this.directory.resolve("app/fifo").toString()).start();
			assumeThat(process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0).isTrue();
		}
		Files.createSymbolicLink(this.directory.resolve("app/device"), Path.of("/dev/zero"));
		assertThat(problemsOf(reference)).containsExactly("asyncapi.yaml:7:16 The reference '" + reference + "'"
				+ (reference.equals("device") ? OUTSIDE : NO_FILE));
	}

	@Test
	void furtherRootsAreReached() throws IOException {
		write("shared/common/x.yaml", "items: { $ref: '../y.yaml' }");
		write("shared/y.yaml", "type: string");
		write("shared/back.yaml", "items: { $ref: '../app/asyncapi.yaml' }");
		write("shared/z.yaml", "items: { $ref: '../secret.yaml' }");
		write("secret.yaml", "password: hunter2");
		AsyncApiDocumentLoader loader = AsyncApiDocumentLoader.strict()
			.withReferenceRoots(this.directory.resolve("shared").toUri().toString());
		write("app/asyncapi.yaml", DOCUMENT.formatted("../shared/common/x.yaml"));
		assertThat(payloadOf(loader.load(resource("app/asyncapi.yaml"))).get("$defs"))
			.isEqualTo(Map.of("d1", Map.of("type", "string")));
		Files.createSymbolicLink(this.directory.resolve("app/shared"), this.directory.resolve("shared"));
		write("app/asyncapi.yaml", DOCUMENT.formatted("shared/y.yaml"));
		assertThat(payloadOf(loader.load(resource("app/asyncapi.yaml"))).get("type")).isEqualTo("string");
		for (String file : List.of("back.yaml", "z.yaml")) {
			write("app/asyncapi.yaml", DOCUMENT.formatted("../shared/" + file));
			assertThat(TestDocuments.problemsOf(loader, resource("app/asyncapi.yaml"))).singleElement()
				.asString()
				.endsWith(OUTSIDE);
		}
	}

	@Test
	void rootThatDoesNotExistIsReported() throws IOException {
		write("app/asyncapi.yaml", DOCUMENT.formatted("x.yaml"));
		assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict().withReferenceRoots("file:/gone/"),
				resource("app/asyncapi.yaml")))
			.containsExactly("There is no directory 'file:/gone/'. Correct the location, or create the directory.");
		assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict().withReferenceRoots("https://example.com/"),
				resource("app/asyncapi.yaml")))
			.containsExactly("The location 'https://example.com/' is neither on the class path nor a directory. "
					+ "Use a 'classpath:' or 'file:' location.");
	}

	@Test
	void remoteAddressesAreMappedToLocalFiles() throws IOException {
		write("vendor/a/x.yaml", "items: { $ref: '../b/y.yaml' }");
		write("special/y.yaml", "type: string");
		AsyncApiDocumentLoader loader = AsyncApiDocumentLoader.strict()
			.withReferenceMapping("https://example.com/schemas", this.directory.resolve("vendor").toUri().toString())
			.withReferenceMapping("https://EXAMPLE.com/schemas/b/",
					this.directory.resolve("special").toUri().toString());
		write("app/asyncapi.yaml", DOCUMENT.formatted("https://example.com:443/schemas/./a/x.yaml?raw=true"));
		AsyncApi asyncApi = loader.load(resource("app/asyncapi.yaml"));
		assertThat(payloadOf(asyncApi).get("$defs")).isEqualTo(Map.of("d1", Map.of("type", "string")));
		assertThat(asyncApi.files().get(2)).endsWith("/special/y.yaml").startsWith("file:");
		write("app/asyncapi.yaml", DOCUMENT.formatted("https://example.com/schemas/gone.yaml"));
		assertThat(problems(loader)).singleElement()
			.asString()
			.contains("leads nowhere: the location that its address is mapped to has no such file.");
		write("app/asyncapi.yaml", DOCUMENT.formatted("https://example.com/schemas/%2e%2e/secret.yaml"));
		assertThat(payloadOf(loader.load(resource("app/asyncapi.yaml"))).elsewhere()).isNotNull();
	}

	@Test
	void filesOfAJarStayInTheJar() throws IOException {
		write("other/contracts/outside.yaml", "type: string");
		write("other/only/outside.yaml", "type: integer");
		Path jar = jar(Map.of("contracts/asyncapi.yaml", DOCUMENT.formatted("../my%20schemas/x.yaml"),
				"my schemas/x.yaml", "items: { $ref: '../contracts/y.yaml' }", "contracts/y.yaml", "type: string",
				"contracts/far.yaml", DOCUMENT.formatted("../only/outside.yaml"), "contracts/up.yaml",
				DOCUMENT.formatted("../../up.yaml"), "contracts/dir.yaml", DOCUMENT.formatted("../empty")));
		URL[] urls = { this.directory.resolve("other").toUri().toURL(), jar.toUri().toURL() };
		try (URLClassLoader classLoader = new URLClassLoader(urls, null)) {
			AsyncApi asyncApi = AsyncApiDocumentLoader.strict()
				.load(new ClassPathResource("contracts/asyncapi.yaml", classLoader));
			assertThat(payloadOf(asyncApi).get("$defs")).isEqualTo(Map.of("d1", Map.of("type", "string")));
			assertThat(asyncApi.files()).containsExactly("classpath:contracts/asyncapi.yaml",
					"classpath:my schemas/x.yaml", "classpath:contracts/y.yaml");
			ClassPathResource far = new ClassPathResource("contracts/far.yaml", classLoader);
			assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(), far))
				.containsExactly("classpath:contracts/far.yaml:7:16 The reference '../only/outside.yaml' leads "
						+ "nowhere: there is no such file. Correct it: it is relative to the file that holds it.");
			assertThat(payloadOf(AsyncApiDocumentLoader.strict().withReferenceRoots("classpath:only/").load(far))
				.get("type")).isEqualTo("integer");
			assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(),
					new ClassPathResource("contracts/up.yaml", classLoader)))
				.singleElement()
				.asString()
				.contains("The reference '../../up.yaml' leaves the document's tree.");
			assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(),
					new ClassPathResource("contracts/dir.yaml", classLoader)))
				.singleElement()
				.asString()
				.endsWith("The reference '../empty'" + NO_FILE);
		}
		AsyncApi byAddress = AsyncApiDocumentLoader.strict()
			.load(new UrlResource("jar:" + jar.toUri() + "!/contracts/asyncapi.yaml"));
		assertThat(payloadOf(byAddress).get("$defs")).isEqualTo(Map.of("d1", Map.of("type", "string")));
	}

	@Test
	void linkThatLeavesTheClassPathIsRefused() throws IOException {
		write("secret.yaml", "password: hunter2");
		write("classes/asyncapi.yaml", DOCUMENT.formatted("link.yaml"));
		Files.createSymbolicLink(this.directory.resolve("classes/link.yaml"), this.directory.resolve("secret.yaml"));
		URL[] urls = { this.directory.resolve("classes").toUri().toURL() };
		try (URLClassLoader classLoader = new URLClassLoader(urls, null)) {
			assertThat(TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(),
					new ClassPathResource("asyncapi.yaml", classLoader)))
				.containsExactly("classpath:asyncapi.yaml:7:16 The reference 'link.yaml'" + OUTSIDE);
		}
	}

	@Test
	void filesAreBounded() throws IOException {
		for (int i = 0; i < 250; i++) {
			write("app/f" + i + ".yaml", "type: string");
		}
		String properties = IntStream.range(0, 250)
			.mapToObj((i) -> "p" + i + ": { $ref: f" + i + ".yaml }")
			.collect(Collectors.joining(", ", "properties: { ", " }"));
		write("app/all.yaml", properties);
		assertThat(problemsOf("all.yaml"))
			.containsExactly("asyncapi.yaml:1:1 The document refers to more than 199 other files. Join some of them.");
	}

	@Test
	void lookUpsAreBounded() throws IOException {
		write("app/one.yaml", "{ a: { type: string } }");
		String properties = IntStream.range(0, 2_001)
			.mapToObj((i) -> "p" + i + ": { $ref: 'x" + i + "/../one.yaml#/a' }")
			.collect(Collectors.joining(", ", "properties: { ", " }"));
		write("app/all.yaml", properties);
		assertThat(problemsOf("all.yaml"))
			.containsExactly("asyncapi.yaml:1:1 The document has more than 2000 different "
					+ "references into other files. Refer to less.");
	}

	@Test
	void bytesAreBounded() throws IOException {
		String comment = "{" + " ".repeat(1_900_000) + "\"type\": \"string\"}";
		for (int i = 0; i < 7; i++) {
			write("app/f" + i + ".yaml", comment);
		}
		write("app/all.yaml", "allOf: [ { $ref: f0.yaml }, { $ref: f1.yaml }, { $ref: f2.yaml }, { $ref: f3.yaml }, "
				+ "{ $ref: f4.yaml }, { $ref: f5.yaml }, { $ref: f6.yaml } ]");
		assertThat(problemsOf("all.yaml")).containsExactly("asyncapi.yaml:1:1 The document and the files that it "
				+ "refers to are larger than 10 MB together. Refer to less.");
		write("app/large.yaml", comment + " ".repeat(200_000));
		assertThat(problemsOf("large.yaml")).containsExactly("asyncapi.yaml:7:16 The reference 'large.yaml' leads to "
				+ "a file that is larger than 2 MB. Split it.");
	}

	@Test
	void valuesOfAllFilesAreBoundedTogether() throws IOException {
		String list = "examples: [" + "1,".repeat(25_000) + "1]";
		for (int i = 0; i < 4; i++) {
			write("app/f" + i + ".yaml", list);
		}
		write("app/all.yaml", "allOf: [ { $ref: f0.yaml }, { $ref: f1.yaml }, { $ref: f2.yaml }, { $ref: f3.yaml } ]");
		assertThat(problemsOf("all.yaml")).singleElement()
			.asString()
			.matches("f2.yaml:1:\\d+ The document has more than 60000 values. "
					+ "Split it, and look for aliases that multiply.");
	}

	private Schema payload(String reference) throws IOException {
		write("app/asyncapi.yaml", DOCUMENT.formatted(reference));
		return payloadOf(AsyncApiDocumentLoader.strict().load(resource("app/asyncapi.yaml")));
	}

	private static Schema payloadOf(AsyncApi asyncApi) {
		return asyncApi.channels().get("orders").messages().get("order").payload();
	}

	private List<String> problemsOf(String reference) throws IOException {
		write("app/asyncapi.yaml", DOCUMENT.formatted(reference));
		return problems(AsyncApiDocumentLoader.strict());
	}

	private List<String> problems(AsyncApiDocumentLoader loader) {
		List<String> problems = TestDocuments.problemsOf(loader, resource("app/asyncapi.yaml"));
		assertThat(problems).noneMatch((problem) -> problem.contains("hunter2"));
		return problems.stream().map((problem) -> problem.replaceAll("file:\\S*/app/", "")).toList();
	}

	private FileSystemResource resource(String name) {
		return new FileSystemResource(this.directory.resolve(name));
	}

	private void write(String name, String content) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	private Path jar(Map<String, String> entries) throws IOException {
		Path jar = this.directory.resolve("contracts.jar");
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream output = new JarOutputStream(file)) {
			output.putNextEntry(new JarEntry("empty/"));
			for (Map.Entry<String, String> entry : entries.entrySet()) {
				output.putNextEntry(new JarEntry(entry.getKey()));
				output.write(entry.getValue().getBytes());
			}
		}
		return jar;
	}

}
