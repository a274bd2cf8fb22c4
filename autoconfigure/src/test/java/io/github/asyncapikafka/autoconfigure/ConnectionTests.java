package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests that an application whose document refers to the web starts without a network,
 * and does not even try to use one. It runs in a process of its own, in a network
 * namespace without routes.
 */
class ConnectionTests {

	/**
	 * Needs the web only for messages that the application does not use.
	 */
	private static final String VERSION_3 = """
			asyncapi: 3.0.0
			info: { title: Orders, version: 1.0.0 }
			servers:
			  kafka: { host: 'kafka.example.com:9092', protocol: kafka }
			channels:
			  orders:
			    address: orders
			    messages:
			      order: { payload: { type: object } }
			  bills:
			    address: bills
			    messages:
			      bill:
			        headers: { $ref: 'https://headers.example.com/bill.json' }
			        payload: { $ref: 'https://example.com/bill.json' }
			      other: { payload: { type: array, items: { $ref: 'http://192.0.2.1/item.yaml#/item' } } }
			operations:
			  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
			  onBill: { action: receive, channel: { $ref: '#/channels/bills' } }
			components:
			  messages:
			    unused: { $ref: 'http://[2001:db8::1]/message.yaml' }
			""";

	private static final String VERSION_2 = """
			asyncapi: 2.6.0
			info: { title: Orders, version: 1.0.0 }
			servers:
			  kafka: { url: 'kafka.example.com:9092', protocol: kafka }
			channels:
			  orders:
			    publish: { operationId: onOrder, message: { payload: { type: object } } }
			  bills:
			    publish: { operationId: onBill, message: { payload: { $ref: 'https://example.com/bill.json' } } }
			""";

	/** Has an operation that cannot be read without the web. */
	private static final String MESSAGE = VERSION_3.replace("order: { payload: { type: object } }",
			"order: { $ref: 'https://example.com/order.yaml#/order' }");

	/** Has a listener whose records cannot be checked without the web. */
	private static final String PAYLOAD = VERSION_3.replace("order: { payload: { type: object } }",
			"order: { payload: { $ref: 'https://example.com/order.json' } }");

	private static final String REMEDY = " Serve its address from local files with "
			+ "'asyncapi-kafka.references.mappings', or name the host 'example.com' in "
			+ "'asyncapi-kafka.references.allowed-hosts'.";

	private static final String UNREACHABLE = " cannot be fetched: its host cannot be reached. Correct it, or serve it "
			+ "from local files with 'asyncapi-kafka.references.mappings'.";

	@TempDir
	private Path directory;

	private List<String> isolation;

	@BeforeEach
	void isolate() {
		assumeThat(Runtime.version().feature()).as("a Java that tells of connections").isLessThan(24);
		this.isolation = Stream.of(List.of("unshare", "-n"), List.of("unshare", "-rn"))
			.filter((command) -> run(command, List.of("true")))
			.findFirst()
			.orElse(List.of());
		assumeThat(this.isolation).as("means to be without a network").isNotEmpty();
	}

	@Test
	void startsWithoutTheWeb() throws IOException {
		assertThat(start(VERSION_3)).containsExactly("started");
		assertThat(start(VERSION_2)).containsExactly("started");
	}

	@Test
	void refusesWhatAnOperationCannotDoWithout() throws IOException {
		assertThat(start(MESSAGE)).containsExactly(
				"asyncapi.yaml:9:7 The reference 'https://example.com/order.yaml#/order' is not fetched." + REMEDY);
		assertThat(start(PAYLOAD))
			.containsExactly("asyncapi.yaml:9:16 The schema of the payload of the message 'order' is "
					+ "not fetched: 'https://example.com/order.json'."
					+ REMEDY.replace("the host 'example.com'", "its host"));
	}

	@Test
	void whatIsAllowedIsTriedAndSeenHere() throws IOException {
		assertThat(start(MESSAGE, "asyncapi-kafka.references.allowed-hosts=example.com,192.0.2.1")).containsExactly(
				"asyncapi.yaml:9:7 The reference 'https://example.com/order.yaml#/order'" + UNREACHABLE,
				"asyncapi.yaml:15:9 The reference 'https://example.com/bill.json'" + UNREACHABLE,
				"asyncapi.yaml:16:40 The reference 'http://192.0.2.1/item.yaml#/item'" + UNREACHABLE,
				"connected to 192.0.2.1:80", "looked up example.com");
	}

	private List<String> start(String document, String... properties) throws IOException {
		Path result = this.directory.resolve("result");
		Files.deleteIfExists(result);
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Djava.security.manager=allow",
				"-XX:TieredStopAtLevel=1", ObservedApplication.class.getName(), result.toString(),
				Files.writeString(this.directory.resolve("asyncapi.yaml"), document).toUri().toString()));
		command.addAll(List.of(properties));
		assertThat(run(this.isolation, command)).as(Files.readString(this.directory.resolve("output"))).isTrue();
		return Files.readAllLines(result);
	}

	private boolean run(List<String> isolation, List<String> command) {
		ProcessBuilder builder = new ProcessBuilder(Stream.of(isolation, command).flatMap(List::stream).toList())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("output").toFile());
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		try {
			Process process = builder.start();
			boolean ended = process.waitFor(1, TimeUnit.MINUTES);
			process.destroyForcibly();
			return ended && process.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
