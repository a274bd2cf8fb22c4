package io.github.asyncapikafka.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains Spring Kafka's message about a listener without a topic, which is what a
 * {@code @ChannelListener} is if no document was loaded.
 */
class UnconfiguredListenerFailureAnalyzer extends AbstractFailureAnalyzer<IllegalStateException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalStateException cause) {
		String message = cause.getMessage();
		if (message == null || !message.contains("topicPartitions must be provided")) {
			return null;
		}
		return new FailureAnalysis(
				"A Kafka listener has no topic. A @ChannelListener gets its topic from the AsyncAPI document, but none "
						+ "was loaded: " + message,
				"Add 'asyncapi.yaml' to the class path or set '" + DocumentLocation.PROPERTY
						+ "', and check that 'asyncapi-kafka.enabled' is not 'false'. Start with '--debug' to see what "
						+ "AsyncApiKafkaAutoConfiguration found.",
				cause);
	}

}
