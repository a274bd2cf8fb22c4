package io.github.asyncapikafka.model;

import java.util.regex.Pattern;

/**
 * The names that Kafka takes.
 */
public final class KafkaNames {

	/**
	 * What a reader can do about a topic name that is refused.
	 */
	public static final String TOPIC_RULE = "Use letters, digits, '.', '_' and '-', at most 249 of them; "
			+ "placeholders and expressions are not evaluated.";

	private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

	private static final Pattern EXPRESSION = Pattern.compile("[$#!]\\{");

	private static final int MAX_ID_LENGTH = 255;

	private KafkaNames() {
	}

	/**
	 * Return whether Kafka allows a topic of this name.
	 * @param name the name
	 * @return {@code false} if a broker would refuse it
	 */
	public static boolean isLegalTopic(String name) {
		return TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
	}

	/**
	 * Return whether the text can be a group or client id. Kafka itself takes almost
	 * anything; what is blank, longer than 255 characters, holds control characters or
	 * looks like an expression is a mistake.
	 * @param id the group or client id
	 * @return {@code false} if it is refused
	 */
	public static boolean isLegalId(String id) {
		return !id.isBlank() && id.length() <= MAX_ID_LENGTH && id.chars().noneMatch(Character::isISOControl)
				&& !EXPRESSION.matcher(id).find();
	}

}
