package io.github.asyncapikafka.document;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.asyncapikafka.TestDocuments;

import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests that nothing is fetched.
 */
class ConnectionTests {

	private static final String DOCUMENT = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			channels:
			  orders:
			    address: orders
			    messages:
			      order: { payload: { $ref: 'https://example.com/order.json' } }
			      other: { $ref: 'http://192.0.2.1/other.yaml#/message' }
			""";

	@Test
	void remoteReferenceOpensNoConnection() {
		List<URI> asked = new ArrayList<>();
		ProxySelector selector = ProxySelector.getDefault();
		ProxySelector.setDefault(recording(asked));
		try {
			TestDocuments.problemsOf(DOCUMENT);
			TestDocuments.problemsOf(AsyncApiDocumentLoader.lenient(), TestDocuments.yaml(DOCUMENT));
		}
		finally {
			ProxySelector.setDefault(selector);
		}
		assertThat(asked).isEmpty();
	}

	/**
	 * Without a route a connection would fail at once, and with a name server that does
	 * not answer it would take longer than this.
	 */
	@Test
	void documentIsReadWithoutANetwork(@TempDir Path directory) throws IOException, InterruptedException {
		assumeThat(run(directory, "true")).isZero();
		Path document = Files.writeString(directory.resolve("asyncapi.yaml"), DOCUMENT);
		assertThat(run(directory, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				ConnectionTests.class.getName(), document.toString()))
			.isZero();
	}

	private static int run(Path directory, String... command) throws InterruptedException {
		List<String> isolated = new ArrayList<>(List.of("unshare", "-n"));
		isolated.addAll(List.of(command));
		ProcessBuilder builder = new ProcessBuilder(isolated).redirectErrorStream(true)
			.redirectOutput(directory.resolve("output").toFile());
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		try {
			Process process = builder.start();
			return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
		}
		catch (IOException ex) {
			return -1;
		}
	}

	/**
	 * Exit with 0 if the document at the location is read or refused.
	 */
	public static void main(String[] args) {
		List<String> problems = TestDocuments.problemsOf(AsyncApiDocumentLoader.strict(),
				new FileSystemResource(args[0]));
		System.exit(problems.stream().noneMatch((problem) -> problem.contains("cannot be read")) ? 0 : 1);
	}

	private static ProxySelector recording(List<URI> asked) {
		return new ProxySelector() {

			@Override
			public List<Proxy> select(URI uri) {
				asked.add(uri);
				return List.of(Proxy.NO_PROXY);
			}

			@Override
			public void connectFailed(URI uri, SocketAddress address, IOException ex) {
				asked.add(uri);
			}

		};
	}

}
