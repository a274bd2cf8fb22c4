package io.github.asyncapikafka.kafka.deadletter;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Stands for an exception whose message may have parts of a record: has its type and its
 * stack trace, and so for its causes.
 */
public final class WithheldException extends RuntimeException {

	private static final int MAX_CAUSES = 20;

	private final String type;

	private WithheldException(Throwable original, @Nullable WithheldException cause) {
		super(original.getClass().getName(), cause);
		this.type = original.getClass().getName();
		setStackTrace(original.getStackTrace());
	}

	/**
	 * Create what stands for an exception.
	 * @param original the exception
	 * @return an exception that may be in the log
	 */
	public static WithheldException of(Throwable original) {
		return of(original, MAX_CAUSES);
	}

	private static WithheldException of(Throwable original, int causes) {
		Throwable cause = original.getCause();
		return new WithheldException(original, (cause != null && causes > 0) ? of(cause, causes - 1) : null);
	}

	/**
	 * Return the type of the exception at the root of the causes.
	 */
	static String rootType(Throwable failure) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
		return (root instanceof WithheldException withheld) ? withheld.type : root.getClass().getName();
	}

}
