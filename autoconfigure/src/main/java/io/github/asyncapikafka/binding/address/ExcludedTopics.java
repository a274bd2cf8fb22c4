package io.github.asyncapikafka.binding.address;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
	 * @param expressions regular expressions of their names, without groups
	 * @return what is excluded
	 */
	public static ExcludedTopics of(Collection<String> expressions) {
		return new ExcludedTopics(
				Stream.concat(USUAL.stream(), expressions.stream()).distinct().collect(Collectors.joining("|")));
	}

	static ExcludedTopics named(Collection<String> names) {
		return new ExcludedTopics(names.stream().sorted().map(Pattern::quote).collect(Collectors.joining("|")));
	}

	/**
	 * Return what has to stand before an expression that must not match them.
	 */
	String lookAhead() {
		return this.alternatives.isEmpty() ? "" : "(?!(?:" + this.alternatives + ")\\z)";
	}

}
