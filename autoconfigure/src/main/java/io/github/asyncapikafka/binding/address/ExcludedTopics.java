package io.github.asyncapikafka.binding.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Topics that no pattern matches: those that Kafka, retries and dead letters make, and
 * those of replies.
 */
public final class ExcludedTopics {

	static final ExcludedTopics NONE = new ExcludedTopics("");

	/** Kafka's own topics, and those that Spring Kafka names by default. */
	private static final List<String> USUAL = List.of("__.*", ".*-retry(?:-\\d+)?", ".*[.-](?:dlt|DLT)");

	private final String alternatives;

	private ExcludedTopics(String alternatives) {
		this.alternatives = alternatives;
	}

	/**
	 * Exclude topics beside the usual ones.
	 * @param expressions regular expressions of their names
	 * @param names their names
	 * @return what is excluded
	 */
	public static ExcludedTopics of(Collection<String> expressions, Collection<String> names) {
		List<String> all = new ArrayList<>(USUAL);
		all.addAll(expressions);
		names.stream().sorted().map(Pattern::quote).forEach(all::add);
		return new ExcludedTopics(String.join("|", all));
	}

	/**
	 * Return what has to stand before an expression that must not match them.
	 */
	String lookAhead() {
		return this.alternatives.isEmpty() ? "" : "(?!(?:" + this.alternatives + ")\\z)";
	}

}
