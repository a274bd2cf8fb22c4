package io.github.asyncapikafka.document;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/**
 * Finds the anchors of scalars in the text, because Jackson's parser does not tell them.
 * A scalar's place is where its anchor or tag stands, and a plain scalar cannot start
 * like one.
 */
final class ScalarAnchors {

	private final int[] text;

	ScalarAnchors(String yaml) {
		this.text = yaml.codePoints().toArray();
	}

	/**
	 * Return the anchor of the scalar at a place.
	 * @param place where the scalar starts
	 * @return the anchor, or {@code null} if it has none
	 */
	@Nullable String at(TokenStreamLocation place) {
		int start = (int) place.getCharOffset();
		if (start >= 0 && start < this.text.length && this.text[start] == '!') {
			start = end(start);
			while (start < this.text.length && Character.isWhitespace(this.text[start])) {
				start++;
			}
		}
		if (start < 0 || start >= this.text.length || this.text[start] != '&') {
			return null;
		}
		return new String(this.text, start + 1, end(start) - start - 1);
	}

	private int end(int start) {
		int end = start;
		while (end < this.text.length && !Character.isWhitespace(this.text[end])
				&& ",[]{}".indexOf(this.text[end]) < 0) {
			end++;
		}
		return end;
	}

}
