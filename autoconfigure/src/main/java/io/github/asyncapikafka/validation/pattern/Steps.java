package io.github.asyncapikafka.validation.pattern;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * How often the characters of one record may still be looked at by regular expressions.
 */
public final class Steps {

	private static final long BASE = 2_000_000;

	private static final long PER_CHARACTER = 100;

	private static final ThreadLocal<@Nullable Steps> current = new ThreadLocal<>();

	private long left;

	Steps(long count) {
		this.left = count;
	}

	/**
	 * Call something that shares one number of steps.
	 * @param length the length of the record, in bytes or characters
	 * @param action what is called
	 */
	public static <T> T limit(int length, Supplier<T> action) {
		current.set(new Steps(BASE + PER_CHARACTER * length));
		try {
			return action.get();
		}
		finally {
			current.remove();
		}
	}

	/**
	 * Return the steps of this thread's record.
	 * @param length the length of the text, which counts if nobody has limited the steps
	 */
	static Steps current(int length) {
		Steps steps = current.get();
		return (steps != null) ? steps : new Steps(BASE + PER_CHARACTER * length);
	}

	void take(int count) {
		this.left -= count;
		if (this.left < 0) {
			throw new TooManyStepsError();
		}
	}

	/**
	 * Thrown if an expression would search for too long. It is an {@link Error} because
	 * the validator writes exceptions of expressions into the log, one for each record.
	 */
	public static final class TooManyStepsError extends Error {

		TooManyStepsError() {
			super("The regular expression takes too long", null, false, false);
		}

	}

}
