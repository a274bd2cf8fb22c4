package io.github.asyncapikafka.inspection.type.schema;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * Regular expressions of a document, which may look at a text a limited number of times
 * only.
 */
final class Patterns {

	private static final int MAX_LENGTH = 200;

	private static final int MAX_LOOKS = 20_000;

	private Patterns() {
	}

	/**
	 * Return whether a pattern is found in a text.
	 * @return the answer, or {@code null} if it is too hard to find or the pattern is
	 * none
	 */
	static @Nullable Boolean find(String pattern, String text) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		try {
			return Pattern.compile(pattern).matcher(new BoundedText(text, new int[1])).find();
		}
		catch (PatternSyntaxException | BoundedText.ExceededException | StackOverflowError ex) {
			return null;
		}
	}

	/**
	 * A text that can be looked at so many times.
	 */
	private record BoundedText(CharSequence text, int[] looks) implements CharSequence {

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public char charAt(int index) {
			if (++this.looks[0] > MAX_LOOKS) {
				throw new ExceededException();
			}
			return this.text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new BoundedText(this.text.subSequence(start, end), this.looks);
		}

		private static final class ExceededException extends RuntimeException {

			private static final long serialVersionUID = 1L;

			ExceededException() {
				super(null, null, false, false);
			}

		}

	}

}
