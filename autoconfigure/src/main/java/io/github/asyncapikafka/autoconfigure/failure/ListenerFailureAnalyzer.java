package io.github.asyncapikafka.autoconfigure.failure;

import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.ClassUtils;

/**
 * Explains what Spring Kafka throws for a listener without a topic, which is what a
 * {@code @ChannelListener} is if no document was loaded, for two listeners with one id,
 * and for topics that are missing or cannot be created.
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
		if (message.startsWith("Topic(s) [") && message.contains("missingTopicsFatal")) {
			return new FailureAnalysis(
					"The broker does not have topics that listeners read: "
							+ Printable.escape(message.substring(message.indexOf('['), message.lastIndexOf(']') + 1))
							+ ", and 'spring.kafka.listener.missing-topics-fatal' is 'true'.",
					"Create them, or let them be created: 'asyncapi-kafka.topics.mode' is for the topics of channels, beans of "
							+ "type NewTopic are for others.",
					cause);
		}
		if (message.equals("Could not configure topics")) {
			return new FailureAnalysis("The topics of the NewTopic beans cannot be created" + reason(cause) + ".",
					"Start the broker, or correct 'spring.kafka.bootstrap-servers' or the beans. With "
							+ "'spring.kafka.admin.fail-fast' unset the start-up goes on.",
					cause);
		}
		return null;
	}

	private static String reason(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		if (root == failure) {
			return "";
		}
		return ": " + ((root.getMessage() != null) ? Printable.escape(root.getMessage())
				: ClassUtils.getShortName(root.getClass()));
	}

}
