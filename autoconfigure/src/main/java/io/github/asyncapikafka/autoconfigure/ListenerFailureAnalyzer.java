package io.github.asyncapikafka.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains what Spring Kafka throws for a listener without a topic, which is what a
 * {@code @ChannelListener} is if no document was loaded, and for two listeners with one
 * id.
 */
class ListenerFailureAnalyzer extends AbstractFailureAnalyzer<IllegalStateException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, IllegalStateException cause) {
		String message = String.valueOf(cause.getMessage());
		if (message.contains("topicPartitions must be provided")) {
			return new FailureAnalysis(
					"A Kafka listener has no topic. A @ChannelListener gets its topic from the AsyncAPI document, but none "
							+ "was loaded: " + message,
					MissingDocument.ACTION, cause);
		}
		if (message.startsWith("Another endpoint is already registered with id")) {
			return new FailureAnalysis(
					"Two Kafka listeners have the same id. The id of a @ChannelListener is that of its operation, so two "
							+ "beans of one class cannot both listen: " + message,
					"Declare one bean of the class, or give a @KafkaListener of this id another one.", cause);
		}
		return null;
	}

}
