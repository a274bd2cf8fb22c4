package io.github.asyncapikafka.kafka.producer.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the producer of dead letters. A consumer waits for it and must poll
 * again in time, and a dead letter is larger than the record that it keeps.
 */
final class DeadLetterProducer {

	private static final long DEFAULT_BUFFER_MEMORY = 32L * 1024 * 1024;

	/** As short as Kafka allows: it logs a missing topic for as long as it is in use. */
	private static final int METADATA_MAX_IDLE_MS = 5_000;

	/** It logs each time that it asks for a missing topic. */
	private static final int RETRY_BACKOFF_MAX_MS = 5_000;

	private DeadLetterProducer() {
	}

	/**
	 * Return the settings.
	 * @param application the settings of the application's producer
	 * @param patience the time within which the producer gives up
	 */
	static Map<String, Object> settings(Map<String, Object> application, Duration patience) {
		long half = patience.toMillis() / 2;
		Map<String, Object> settings = new HashMap<>();
		settings.put(ProducerConfig.ACKS_CONFIG, "all");
		settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
		settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_MAX_IDLE_MS);
		settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG,
				Math.min(number(application.get(ProducerConfig.MAX_BLOCK_MS_CONFIG), half), half));
		settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
				(int) Math.min(number(application.get(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), half), half));
		settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) patience.toMillis());
		if (!application.containsKey(ProducerConfig.RETRY_BACKOFF_MS_CONFIG)
				&& !application.containsKey(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG)) {
			settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, RETRY_BACKOFF_MAX_MS);
		}
		long bufferMemory = number(application.get(ProducerConfig.BUFFER_MEMORY_CONFIG), DEFAULT_BUFFER_MEMORY);
		settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) Math.min(bufferMemory, Integer.MAX_VALUE));
		return settings;
	}

	private static long number(@Nullable Object configured, long other) {
		return (configured != null) ? Long.parseLong(configured.toString().strip()) : other;
	}

}
