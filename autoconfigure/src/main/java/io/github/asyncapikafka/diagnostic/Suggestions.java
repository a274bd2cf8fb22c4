package io.github.asyncapikafka.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that somebody probably meant.
 */
public final class Suggestions {

	private static final int MAX_COMPARED_LENGTH = 100;

	private static final int MAX_CANDIDATES = 250;

	private Suggestions() {
	}

	/**
	 * Return the candidate nearest to the name, if one is near enough to be a slip.
	 * @param name the name that does not exist
	 * @param candidates the names that exist
	 * @return the nearest candidate, or empty
	 */
	public static Optional<String> closest(String name, Collection<String> candidates) {
		if (name.length() > MAX_COMPARED_LENGTH) {
			return Optional.empty();
		}
		String wanted = canonical(name);
		int tolerance = Math.max(1, wanted.length() / 3);
		String closest = null;
		int least = tolerance + 1;
		for (String candidate : candidates.stream().limit(MAX_CANDIDATES).toList()) {
			if (candidate.length() <= MAX_COMPARED_LENGTH) {
				String compared = canonical(candidate);
				int distance = (Math.abs(compared.length() - wanted.length()) < least) ? distance(wanted, compared)
						: least;
				closest = (distance < least) ? candidate : closest;
				least = Math.min(least, distance);
			}
		}
		return Optional.ofNullable(closest);
	}

	/**
	 * Return a sentence that names the nearest candidate.
	 * @param name the name that does not exist
	 * @param candidates the names that exist
	 * @return {@code "Did you mean 'x'? "}, or an empty string
	 */
	public static String didYouMean(String name, Collection<String> candidates) {
		return closest(name, candidates).map((closest) -> "Did you mean " + Printable.quote(closest) + "? ").orElse("");
	}

	/**
	 * Return the name without case and punctuation. Two names that are equal in this form
	 * differ only in how they are written.
	 * @param name a name
	 * @return its letters and digits in lower case
	 */
	public static String canonical(String name) {
		StringBuilder result = new StringBuilder(name.length());
		name.chars().filter(Character::isLetterOrDigit).forEach(result::appendCodePoint);
		return result.toString().toLowerCase(Locale.ROOT);
	}

	private static int distance(String a, String b) {
		int[] previous = new int[b.length() + 1];
		int[] current = new int[b.length() + 1];
		int[] beforePrevious = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			previous[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			current[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int cost = (a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1;
				current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
				if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
					current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
				}
			}
			int[] recycled = beforePrevious;
			beforePrevious = previous;
			previous = current;
			current = recycled;
		}
		return previous[b.length()];
	}

}
