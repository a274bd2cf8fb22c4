package io.github.asyncapikafka.validation;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;

/**
 * A regular expression of a schema (ECMA-262, section 21.2.1, as far as Java has it) that
 * gives up instead of searching for ever.
 */
final class BoundedRegularExpression implements RegularExpression {

	private static final long MIN_STEPS = 2_000_000;

	private static final long STEPS_PER_CHARACTER = 100;

	private final Pattern pattern;

	/**
	 * Create an instance.
	 * @param expression the expression
	 * @throws PatternSyntaxException if it is none
	 */
	BoundedRegularExpression(String expression) {
		this.pattern = Pattern.compile(RegularExpressions
			.replaceLongformCharacterProperties(RegularExpressions.replaceDollarAnchors(expression)));
	}

	@Override
	public boolean matches(String value) {
		return this.pattern.matcher(new CountedText(value, new Steps(value.length()))).find();
	}

	/**
	 * Thrown if an expression would search for too long. It is an {@link Error} because
	 * the validator writes exceptions of expressions into the log, one for each record.
	 */
	static final class TooManyStepsError extends Error {

		TooManyStepsError() {
			super("The regular expression takes too long", null, false, false);
		}

	}

	/**
	 * How many characters may still be looked at.
	 */
	private static final class Steps {

		private long left;

		Steps(int length) {
			this.left = MIN_STEPS + STEPS_PER_CHARACTER * length;
		}

		void take() {
			if (--this.left < 0) {
				throw new TooManyStepsError();
			}
		}

	}

	/**
	 * Text that counts how often it is looked at.
	 *
	 * @param text the text
	 * @param steps counts
	 */
	private record CountedText(String text, Steps steps) implements CharSequence {

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public char charAt(int index) {
			this.steps.take();
			return this.text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new CountedText(this.text.substring(start, end), this.steps);
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
