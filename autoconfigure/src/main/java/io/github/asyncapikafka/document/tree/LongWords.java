package io.github.asyncapikafka.document.tree;

import io.github.asyncapikafka.diagnostic.Location;

/**
 * Refuses what the YAML parser takes too long for: its time grows with the square of the
 * length of a word, or of a run of spaces. A line of comment costs it nothing.
 */
final class LongWords {

	private static final int MAX_LENGTH = 200_000;

	private LongWords() {
	}

	static void refuse(String resource, String content) {
		boolean inSpaces = false;
		int start = 0;
		int line = 1;
		int lineStart = 0;
		for (int i = 0; i < content.length(); i++) {
			char c = content.charAt(i);
			if (c == '\n' || c == '\r') {
				start = i + 1;
				inSpaces = false;
			}
			else if (Character.isWhitespace(c) != inSpaces) {
				start = i;
				inSpaces = !inSpaces;
			}
			if (c == '\n') {
				line++;
				lineStart = i + 1;
			}
			if (i - start >= MAX_LENGTH && (start != lineStart || content.charAt(start) != '#')) {
				throw new RefusedException(new Location(resource, "", line, start - lineStart + 1),
						"A " + (inSpaces ? "run of spaces" : "word") + " is longer than " + MAX_LENGTH + " characters.",
						"Shorten it, or write the document in JSON.");
			}
		}
	}

}
