package io.github.asyncapikafka.autoconfigure.failure;

import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of clients, as Spring Boot has properties for them.
 */
enum KafkaClient {

	CONSUMER("org.apache.kafka.clients.consumer."), PRODUCER("org.apache.kafka.clients.producer."),
	ADMIN("org.apache.kafka.clients.admin.");

	private final String packageName;

	KafkaClient(String packageName) {
		this.packageName = packageName;
	}

	/**
	 * Return the client that could not be created, or {@code null} if that does not show.
	 */
	static @Nullable KafkaClient of(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			for (StackTraceElement element : cause.getStackTrace()) {
				KafkaClient client = Stream.of(values())
					.filter((candidate) -> element.getClassName().startsWith(candidate.packageName))
					.findFirst()
					.orElse(null);
				if (client != null) {
					return client;
				}
			}
		}
		return null;
	}

	/**
	 * Return the name of its properties below {@code spring.kafka}.
	 */
	String property() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return what the client is called in a sentence.
	 */
	static String describe(@Nullable KafkaClient client) {
		return (client != null) ? "Kafka " + client.property() : "Kafka client";
	}

}
