package io.github.asyncapikafka.document;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.document.source.ReferenceSettings;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Schema;

import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for references to files on the web, with a server on this machine.
 */
class RemoteReferenceTests {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final AtomicInteger requests = new AtomicInteger();

	private final CountDownLatch stopped = new CountDownLatch(1);

	private HttpServer server;

	private String host;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.executor);
		this.server.start();
		this.host = "localhost:" + this.server.getAddress().getPort();
	}

	@AfterEach
	void stop() {
		this.stopped.countDown();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	@Test
	void nothingIsFetchedByDefault() {
		serve("/order.yaml", 200, "type: string");
		AsyncApi asyncApi = AsyncApiDocumentLoader.strict().load(document("http://" + this.host + "/order.yaml"));
		assertThat(payload(asyncApi).elsewhere().value()).isEqualTo("http://" + this.host + "/order.yaml");
		assertThat(this.requests).hasValue(0);
	}

	@Test
	void filesOfAllowedHostsAreFetchedOnceEach() {
		serve("/a/order.yaml", 200, "items: { $ref: '../b/item.json#/x' }\ncontains: { $ref: '/b/item.json#/x' }");
		serve("/b/item.json", 200, "{ \"x\": { \"type\": \"string\" } }");
		AsyncApi asyncApi = loader().load(document("http://" + this.host + "/a/order.yaml"));
		assertThat(payload(asyncApi).get("$defs")).isEqualTo(Map.of("d1", Map.of("type", "string")));
		assertThat(asyncApi.files()).containsExactly("asyncapi.yaml", "http://" + this.host + "/a/order.yaml",
				"http://" + this.host + "/b/item.json");
		assertThat(this.requests).hasValue(2);
	}

	@Test
	void hostWithoutPortMeansAllPorts() {
		serve("/order.yaml", 200, "type: string");
		AsyncApi asyncApi = AsyncApiDocumentLoader.strict()
			.withAllowedHosts("LOCALHOST")
			.load(document("http://" + this.host + "/order.yaml"));
		assertThat(payload(asyncApi).get("type")).isEqualTo("string");
	}

	@Test
	void fetchedFileLeadsToNoOtherHost() {
		String other = "http://127.0.0.1:" + this.server.getAddress().getPort() + "/item.yaml";
		serve("/order.yaml", 200, "items: { $ref: '" + other + "' }");
		assertThat(payload(loader().load(document("http://" + this.host + "/order.yaml"))).elsewhere().value())
			.isEqualTo(other);
		serve("/relative.yaml", 200, "items: { $ref: '//127.0.0.1/item.yaml' }");
		assertThat(payload(loader().load(document("http://" + this.host + "/relative.yaml"))).elsewhere().value())
			.isEqualTo("//127.0.0.1/item.yaml");
		serve("/file.yaml", 200, "items: { $ref: 'file:///etc/passwd' }");
		assertThat(problems("/file.yaml")).containsExactly("http://" + this.host
				+ "/file.yaml:1:1 The reference 'file:///etc/passwd' is not relative to the file that holds it. "
				+ "Write a relative path with '/' between the names of directories.");
		assertThat(this.requests).hasValue(3);
	}

	@Test
	void redirectStaysOnItsHost() {
		redirect("/old.yaml", "/new.yaml");
		serve("/new.yaml", 200, "type: string");
		assertThat(payload(loader().load(document("http://" + this.host + "/old.yaml"))).get("type"))
			.isEqualTo("string");
		String other = "http://127.0.0.1:" + this.server.getAddress().getPort();
		redirect("/away.yaml", other + "/new.yaml");
		assertThat(problems("/away.yaml")).containsExactly(failed("/away.yaml", "it is redirected to '" + other + "'"));
		AsyncApiDocumentLoader both = loader().withAllowedHosts("127.0.0.1");
		assertThat(TestDocuments.problemsOf(both, document("http://" + this.host + "/away.yaml")))
			.containsExactly(failed("/away.yaml", "it is redirected to '" + other + "'"));
		redirect("/loop.yaml", "/loop.yaml");
		assertThat(problems("/loop.yaml")).containsExactly(failed("/loop.yaml", "it is redirected more than 5 times"));
	}

	@Test
	void missingFileIsReported() {
		serve("/gone.yaml", 404, "Not here");
		assertThat(problems("/gone.yaml")).containsExactly(failed("/gone.yaml", "the answer has the status 404"));
	}

	@Test
	void sizeIsBounded() {
		serve("/large.yaml", 200, "#" + " ".repeat(1024 * 1024));
		assertThat(problems("/large.yaml")).containsExactly(failed("/large.yaml", "it is larger than 1 MB"));
	}

	@Test
	void timeIsBounded() {
		handle("/slow.yaml", (exchange) -> {
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write('a');
			exchange.getResponseBody().flush();
			await(this.stopped);
		});
		assertThat(TestDocuments.problemsOf(loader(Duration.ofMillis(200), Duration.ofSeconds(30)),
				document("http://" + this.host + "/slow.yaml")))
			.containsExactly(failed("/slow.yaml", "it does not arrive within 200 ms"));
	}

	@Test
	void timeOfAllFilesIsBounded() {
		handle("/", (exchange) -> await(this.stopped));
		String messages = IntStream.range(0, 40)
			.mapToObj((i) -> "      m" + i + ": { payload: { $ref: 'http://" + this.host + "/" + i + ".yaml' } }\n")
			.collect(Collectors.joining());
		assertThat(
				TestDocuments.problemsOf(loader(Duration.ofMillis(700), Duration.ofSeconds(1)), TestDocuments.yaml("""
						asyncapi: 3.0.0
						info: { title: Orders, version: 1.0.0 }
						channels:
						  orders:
						    messages:
						%s
						operations:
						  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
						""".formatted(messages))))
			.containsExactly(
					"asyncapi.yaml:6:13 The reference 'http://" + this.host
							+ "/0.yaml' cannot be fetched: it does not arrive within 700 ms. Correct it, or serve it "
							+ "from local files with 'asyncapi-kafka.references.mappings'.",
					"asyncapi.yaml:1:1 What is referred to does not arrive within 1 s, all files together. "
							+ "Serve it from local files with 'asyncapi-kafka.references.mappings'.");
		assertThat(this.requests).hasValueLessThanOrEqualTo(2);
	}

	@Test
	void hostThatCannotBeReachedIsReported() {
		this.server.stop(0);
		assertThat(problems("/order.yaml")).containsExactly(failed("/order.yaml", "its host cannot be reached"));
	}

	@Test
	void numberIsBounded() {
		handle("/", (exchange) -> {
			int number = this.requests.get();
			answer(exchange, 200, "items: { $ref: 'http://" + this.host + "/" + number + ".yaml' }");
		});
		assertThat(problems("/0.yaml"))
			.containsExactly("asyncapi.yaml:1:1 More than 50 requests are needed to fetch what is referred to. "
					+ "Serve it from local files with 'asyncapi-kafka.references.mappings'.");
		assertThat(this.requests).hasValue(50);
	}

	@Test
	void whatNobodyNeedsIsNotFetched() {
		AsyncApi asyncApi = loader().load(TestDocuments.yaml("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				components:
				  messages:
				    unused: { payload: { $ref: 'http://%s/order.yaml' } }
				""".formatted(this.host)));
		assertThat(asyncApi.warnings()).isEmpty();
		assertThat(this.requests).hasValue(0);
	}

	private AsyncApiDocumentLoader loader(Duration timeout, Duration totalTimeout) {
		return AsyncApiDocumentLoader.strict()
			.with(new ReferenceSettings(List.of(), Map.of(), List.of(this.host), timeout, totalTimeout));
	}

	private AsyncApiDocumentLoader loader() {
		return AsyncApiDocumentLoader.strict().withAllowedHosts(this.host);
	}

	private List<String> problems(String path) {
		return TestDocuments.problemsOf(loader(), document("http://" + this.host + path));
	}

	private String failed(String path, String reason) {
		return "asyncapi.yaml:7:16 The reference 'http://" + this.host + path + "' cannot be fetched: " + reason
				+ ". Correct it, or serve it from local files with 'asyncapi-kafka.references.mappings'.";
	}

	private static Resource document(String reference) {
		return TestDocuments.yaml("""
				asyncapi: 3.0.0
				info: { title: Orders, version: 1.0.0 }
				channels:
				  orders:
				    address: orders
				    messages:
				      order: { payload: { $ref: '%s' } }
				operations:
				  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
				""".formatted(reference));
	}

	private static Schema payload(AsyncApi asyncApi) {
		return asyncApi.channels().get("orders").messages().get("order").payload();
	}

	private void serve(String path, int status, String content) {
		handle(path, (exchange) -> answer(exchange, status, content));
	}

	private void redirect(String path, String location) {
		handle(path, (exchange) -> {
			exchange.getResponseHeaders().add("Location", location);
			answer(exchange, 302, "");
		});
	}

	private static void answer(HttpExchange exchange, int status, String content) throws IOException {
		Headers headers = exchange.getRequestHeaders();
		assertThat(headers.containsKey("Authorization") || headers.containsKey("Cookie")).isFalse();
		byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, (bytes.length > 0) ? bytes.length : -1);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	private void handle(String path, Handler handler) {
		this.server.createContext(path, (exchange) -> {
			this.requests.incrementAndGet();
			handler.handle(exchange);
		});
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private interface Handler {

		void handle(HttpExchange exchange) throws IOException;

	}

}
