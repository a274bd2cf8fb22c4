package io.github.asyncapikafka.binding.setting;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.value.Placeholders;

/**
 * What becomes of records that cannot be handled.
 *
 * @param mode where they go
 * @param topic the name of the dead-letter topic, in which {@code {topic}} and
 * {@code {group}} stand for those of the listener
 * @param retention how long a dead-letter topic keeps its records
 * @param handlerFailures whether records go there too whose listener failed
 * @param violations who handles records that break the contract if the application has an
 * error handler of its own
 * @param includeException whether a dead letter carries message and stack trace of the
 * exception
 */
public record DeadLetterSettings(Mode mode, String topic, Duration retention, boolean handlerFailures,
		Violations violations, boolean includeException) {

	/**
	 * The settings if nothing is said.
	 */
	public static final DeadLetterSettings DEFAULTS = new DeadLetterSettings(Mode.TOPIC, "{topic}-dlt",
			Duration.ofDays(14), true, Violations.DEAD_LETTER, false);

	/**
	 * Return the dead-letter topic of a listener.
	 * @param sourceTopic the listener's topic
	 * @param groupId the listener's consumer group
	 * @return the name, which may be one that Kafka does not allow
	 */
	public String topic(String sourceTopic, String groupId) {
		return Objects.requireNonNull(Placeholders.fill(this.topic, (name) -> switch (name) {
			case "topic" -> sourceTopic;
			case "group" -> groupId;
			default -> "{" + name + "}";
		}));
	}

	/**
	 * Return a regular expression of the names of all dead-letter topics.
	 * @param groupIds the consumer groups that are known
	 * @return the expression
	 */
	public String expression(Collection<String> groupIds) {
		String groups = groupIds.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
		return String.join("", Placeholders.split(this.topic, Pattern::quote, (name) -> switch (name) {
			case "topic" -> ".+";
			case "group" -> groups;
			default -> Pattern.quote("{" + name + "}");
		}));
	}

	/**
	 * Where records go.
	 */
	public enum Mode {

		/**
		 * To the dead-letter topic.
		 */
		TOPIC,

		/**
		 * Nowhere: they are logged, counted and acknowledged.
		 */
		SKIP,

		/**
		 * Nowhere: the container stops before them.
		 */
		STOP

	}

	/**
	 * Who handles violations.
	 */
	public enum Violations {

		/**
		 * They become dead letters.
		 */
		DEAD_LETTER,

		/**
		 * The application's {@code CommonErrorHandler}.
		 */
		APPLICATION

	}

}
