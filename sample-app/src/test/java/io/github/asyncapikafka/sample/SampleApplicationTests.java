package io.github.asyncapikafka.sample;

import io.github.asyncapikafka.inspection.ContractReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample with its in-process broker, over HTTP.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SampleApplicationTests {

	@LocalServerPort
	private int port;

	private SampleClient client;

	@BeforeEach
	void setUp() {
		this.client = new SampleClient(this.port);
	}

	@Test
	void agreesWithTheContract(@Autowired ContractReport report) {
		assertThat(report).hasToString("Code and contract agree: 2 endpoints");
	}

	@Test
	void showsWhoSignedUp() {
		this.client.signsUp();
	}

	@Test
	void refusesToSendWhatBreaksTheContract() {
		this.client.isRefused();
	}

	@Test
	void keepsAsDeadLetterWhatBreaksTheContract() {
		this.client.findsDeadLetter();
	}

}
