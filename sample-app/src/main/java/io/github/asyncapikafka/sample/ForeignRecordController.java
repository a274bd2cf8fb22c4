package io.github.asyncapikafka.sample;

import java.util.UUID;

import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Plays a producer that does not know the contract: what it is given it writes to the
 * topic as it is.
 */
@RestController
@Profile("local")
class ForeignRecordController {

	private final KafkaTemplate<String, String> kafka;

	ForeignRecordController(KafkaTemplate<String, String> kafka) {
		this.kafka = kafka;
	}

	@PostMapping(path = "/foreign-records", consumes = MediaType.TEXT_PLAIN_VALUE)
	@ResponseStatus(HttpStatus.ACCEPTED)
	void write(@RequestBody String value) {
		this.kafka.send("user_signedup", UUID.randomUUID().toString(), value).join();
	}

}
