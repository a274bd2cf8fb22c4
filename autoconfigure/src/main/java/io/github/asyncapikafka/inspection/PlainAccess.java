package io.github.asyncapikafka.inspection;

import java.util.List;
import java.util.regex.Pattern;

import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * Code that receives or sends without the contract, by the names of topics.
 *
 * @param action what the code does
 * @param element what it is called, such as {@code Mailer.on} or the name of a bean
 * @param topics the names of the topics that are known
 * @param pattern a pattern of topics, or {@code null}
 */
public record PlainAccess(Action action, String element, List<String> topics, @Nullable Pattern pattern) {

	public PlainAccess {
		topics = List.copyOf(topics);
	}

	/**
	 * Return whether a topic is among those that are used.
	 * @param topic the name of the topic
	 * @return whether it is named or matches the pattern
	 */
	public boolean uses(String topic) {
		return this.topics.contains(topic) || (this.pattern != null && this.pattern.matcher(topic).matches());
	}

	/**
	 * Return whether it is not known at start-up which topics are used.
	 * @return {@code true} if no topic is known
	 */
	public boolean isUnknown() {
		return this.topics.isEmpty() && this.pattern == null;
	}

}
