package io.github.asyncapikafka.validation.pattern;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import io.github.asyncapikafka.validation.pattern.Steps.TooManyStepsError;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of a schema (ECMA-262) that never searches for ever. Java's
 * engine, which is fast as long as it has nothing to try again, begins. If it takes too
 * many steps, or needs too much stack, RE2/J answers in linear time. An expression that
 * RE2/J cannot have (with look-around or back-references) is given up then.
 */
public final class BoundedRegularExpression implements RegularExpression {

	private static final int FIRST_STEPS = 10_000;

	private static final int FIRST_STEPS_PER_CHARACTER = 20;

	/** Larger programs take too long for each character. */
	private static final int MAX_PROGRAM = 2_000;

	private static final int PROGRAM_PER_STEP = 16;

	/** Java's compiler is recursive: a longer text is not looked at. */
	private static final int MAX_CHECKED = 2_000;

	private final Pattern pattern;

	private final com.google.re2j.@Nullable Pattern linear;

	/**
	 * Create an instance.
	 * @param expression the expression
	 * @throws PatternSyntaxException if it is none
	 */
	public BoundedRegularExpression(String expression) {
		try {
			this.pattern = compile(expression);
			this.linear = compileLinear(expression);
		}
		catch (StackOverflowError ex) {
			throw new PatternSyntaxException("Nested too deeply", expression, -1);
		}
	}

	/**
	 * Return whether a text is a regular expression of ECMA-262. It is not compiled for
	 * RE2/J, which could take much memory.
	 * @param expression the text
	 * @return {@code false} if something is wrong in it
	 */
	public static boolean isValid(String expression) {
		if (expression.length() > MAX_CHECKED) {
			return true;
		}
		try {
			Pattern.compile(EcmaExpression.toJava(expression));
			return true;
		}
		catch (PatternSyntaxException | StackOverflowError ex) {
			return false;
		}
	}

	/**
	 * Compile an expression of ECMA-262. One that only Java knows, such as
	 * {@code (?i)abc}, means what it means there.
	 */
	private static Pattern compile(String expression) {
		try {
			return Pattern.compile(EcmaExpression.toJava(expression));
		}
		catch (PatternSyntaxException ex) {
			return Pattern.compile(RegularExpressions.replaceDollarAnchors(expression));
		}
	}

	private static com.google.re2j.@Nullable Pattern compileLinear(String expression) {
		try {
			com.google.re2j.Pattern pattern = com.google.re2j.Pattern.compile(EcmaExpression.toLinear(expression));
			return (pattern.programSize() <= MAX_PROGRAM) ? pattern : null;
		}
		catch (PatternSyntaxException | com.google.re2j.PatternSyntaxException ex) {
			return null;
		}
	}

	@Override
	public boolean matches(String value) {
		Steps steps = Steps.current(value.length());
		if (this.linear == null) {
			return find(value, steps);
		}
		try {
			return find(value, new Steps(FIRST_STEPS + (long) FIRST_STEPS_PER_CHARACTER * value.length()));
		}
		catch (TooManyStepsError ex) {
			int cost = 1 + this.linear.programSize() / PROGRAM_PER_STEP;
			return this.linear.matcher(new CountedText(value, steps, cost)).find();
		}
	}

	private boolean find(String value, Steps steps) {
		try {
			return this.pattern.matcher(new CountedText(value, steps, 1)).find();
		}
		catch (StackOverflowError ex) {
			throw new TooManyStepsError();
		}
	}

	/**
	 * Text that counts how often it is looked at.
	 *
	 * @param text the text
	 * @param steps counts
	 * @param cost how many steps a look takes
	 */
	private record CountedText(String text, Steps steps, int cost) implements CharSequence {

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public char charAt(int index) {
			this.steps.take(this.cost);
			return this.text.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return new CountedText(this.text.substring(start, end), this.steps, this.cost);
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
