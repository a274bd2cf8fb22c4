package io.github.asyncapikafka.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

import org.awaitility.Awaitility;

import org.springframework.test.json.JsonContent;
import org.springframework.test.json.JsonPathValueAssert;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a person does with the sample, and what they have to see.
 */
final class SampleClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final HttpClient client = HttpClient.newHttpClient();

	private final int port;

	private final String contract;

	SampleClient(int port) {
		this(port, "");
	}

	/**
	 * Create an instance.
	 * @param port where the sample listens
	 * @param contract the location of its contract in the class path
	 */
	SampleClient(int port, String contract) {
		this.port = port;
		this.contract = contract;
	}

	void signsUp() {
		HttpResponse<String> response = post("/signups", "application/json", "{\"email\":\"ada@example.com\"}");
		assertThat(response.statusCode()).isEqualTo(202);
		Awaitility.await().atMost(TIMEOUT).untilAsserted(() -> assertThat(get("/signups")).contains(response.body()));
	}

	void isRefused() {
		HttpResponse<String> response = post("/signups", "application/json", "{\"email\":\"nonsense\"}");
		assertThat(response.statusCode()).isEqualTo(422);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		String problem = response.body();
		at(problem, "$.title").isEqualTo("The event would break the contract");
		at(problem, "$.detail").asString().startsWith("payload /email of 'userSignedUp' breaks 'format: email'");
		at(problem, "$.pointer").isEqualTo("/email");
		at(problem, "$.rule").isEqualTo("format");
		at(problem, "$.schema").isEqualTo("classpath:" + this.contract + "schemas/user-signed-up.yaml:6:3");
		at(problem, "$.violations.length()").isEqualTo(1);
		at(problem, "$.violations[0].part").isEqualTo("payload");
		at(problem, "$.violations[0].pointer").isEqualTo("/email");
		assertThat(problem).doesNotContain("nonsense");
	}

	void findsDeadLetter() {
		String broken = "{\"userId\": \"" + UUID.randomUUID()
				+ "\",  \"email\":\"unknown\", \"signedUpAt\":\"2026-11-22T12:58:19Z\"}";
		assertThat(post("/foreign-records", "text/plain", broken).statusCode()).isEqualTo(202);
		String deadLetters = Awaitility.await()
			.atMost(TIMEOUT)
			.until(() -> get("/dead-letters"), (body) -> !body.equals("[]"));
		at(deadLetters, "$.length()").isEqualTo(1);
		at(deadLetters, "$[0].value").isEqualTo(broken);
		at(deadLetters, "$[0].key").asString().hasSize(36);
		at(deadLetters, "$[0].topic").isEqualTo("user_signedup");
		at(deadLetters, "$[0].partition").asNumber().isNotNull();
		at(deadLetters, "$[0].offset").asNumber().isNotNull();
		at(deadLetters, "$[0].operation").isEqualTo("onUserSignedUp");
		at(deadLetters, "$[0].cause").isEqualTo("violation");
		at(deadLetters, "$[0].reason").asString().startsWith("payload /email of 'userSignedUp' breaks 'format: email'");
		at(deadLetters, "$[0].pointer").isEqualTo("/email");
		at(deadLetters, "$[0].rule").isEqualTo("format");
		assertThat(get("/signups")).doesNotContain("unknown");
	}

	private static JsonPathValueAssert at(String json, String path) {
		return new JsonContent(json).assertThat().extractingPath(path);
	}

	private HttpResponse<String> post(String path, String contentType, String body) {
		return exchange(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
	}

	private String get(String path) {
		return exchange(request(path)).body();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).timeout(TIMEOUT);
	}

	private HttpResponse<String> exchange(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
