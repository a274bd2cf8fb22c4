package io.github.asyncapikafka.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample with its in-process broker, over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SampleApplicationTests {

	private final HttpClient client = HttpClient.newHttpClient();

	@LocalServerPort
	private int port;

	@Test
	void showsWhoSignedUp() throws Exception {
		URI signups = URI.create("http://localhost:" + this.port + "/signups");
		HttpResponse<String> response = this.client.send(HttpRequest.newBuilder(signups)
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"ada@example.com\"}"))
			.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(202);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.client.send(HttpRequest.newBuilder(signups).build(), HttpResponse.BodyHandlers.ofString())
				.body(), (body) -> body.equals("[" + response.body() + "]"));
	}

}
