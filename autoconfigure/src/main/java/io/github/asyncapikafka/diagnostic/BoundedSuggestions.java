package io.github.asyncapikafka.diagnostic;

import java.util.Collection;

/**
 * Suggests names only so often: to compare many of them takes time, and nobody reads the
 * twentieth suggestion. Not safe for use by several threads.
 */
public final class BoundedSuggestions {

	static final int MAX_SUGGESTIONS = 20;

	private int suggestions;

	/**
	 * Return a sentence that names the nearest candidate.
	 * @param name the name that does not exist
	 * @param candidates the names that exist
	 * @return {@code "Did you mean 'x'? "}, or an empty string
	 */
	public String didYouMean(String name, Collection<String> candidates) {
		return (this.suggestions++ < MAX_SUGGESTIONS) ? Suggestions.didYouMean(name, candidates) : "";
	}

}
