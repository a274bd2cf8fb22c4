package io.github.asyncapikafka.document.tree;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamLocation;

/**
 * Finds in the text what Jackson's parser does not tell about scalars: their anchors, and
 * whether they are plain. A scalar's place is where its anchor or tag stands, and a plain
 * scalar cannot start like one.
 */
final class ScalarAnchors {

	private final String text;

	/** The parser counts code points, of which some take two places in the text. */
	private int codePoints;

	private int position;

	ScalarAnchors(String yaml) {
		this.text = yaml;
	}

	/**
	 * Return the anchor of the scalar at a place.
	 * @param place where the scalar starts, not before an earlier one
	 * @return the anchor, or {@code null} if it has none
	 */
	@Nullable String at(TokenStreamLocation place) {
		int start = advance((int) place.getCharOffset());
		if (startsWith('!', start)) {
			start = afterProperty(start);
		}
		return startsWith('&', start) ? this.text.substring(start + 1, end(start)) : null;
	}

	/**
	 * Return whether the scalar at a place is neither quoted nor a block.
	 * @param place where the scalar starts, not before an earlier one
	 * @return {@code true} if it may be something else than text
	 */
	boolean isPlain(TokenStreamLocation place) {
		int start = advance((int) place.getCharOffset());
		while (startsWith('!', start) || startsWith('&', start)) {
			start = afterProperty(start);
		}
		return start >= this.text.length() || "'\"|>".indexOf(this.text.charAt(start)) < 0;
	}

	private boolean startsWith(char expected, int start) {
		return start < this.text.length() && this.text.charAt(start) == expected;
	}

	private int afterProperty(int start) {
		int next = end(start);
		while (next < this.text.length() && Character.isWhitespace(this.text.charAt(next))) {
			next++;
		}
		return next;
	}

	private int advance(int offset) {
		while (this.codePoints < offset && this.position < this.text.length()) {
			this.position += Character.charCount(this.text.codePointAt(this.position));
			this.codePoints++;
		}
		return this.position;
	}

	private int end(int start) {
		int end = start;
		while (end < this.text.length() && !Character.isWhitespace(this.text.charAt(end))
				&& ",[]{}".indexOf(this.text.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

}
