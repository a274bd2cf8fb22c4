package io.github.asyncapikafka.sample;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the last dead letters. A plain listener, because the contract says nothing of
 * dead letters: they are bytes.
 */
@RestController
class DeadLetterController {

	private static final int MAX_SHOWN = 100;

	private final Deque<DeadLetter> deadLetters = new ArrayDeque<>();

	@KafkaListener(topics = "user_signedup-dlt", groupId = "dead-letter-view",
			properties = { "key.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer",
					"value.deserializer=org.apache.kafka.common.serialization.ByteArrayDeserializer",
					"auto.offset.reset=earliest" })
	void on(ConsumerRecord<byte[], byte[]> record) {
		synchronized (this.deadLetters) {
			this.deadLetters.addLast(DeadLetter.of(record));
			if (this.deadLetters.size() > MAX_SHOWN) {
				this.deadLetters.removeFirst();
			}
		}
	}

	@GetMapping("/dead-letters")
	List<DeadLetter> deadLetters() {
		synchronized (this.deadLetters) {
			return List.copyOf(this.deadLetters);
		}
	}

}
