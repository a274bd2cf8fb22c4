package io.github.asyncapikafka.kafka.connection;

import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is behind a failure.
 */
final class Causes {

	private Causes() {
	}

	static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

	static boolean isTimeout(Throwable failure) {
		return find(failure, java.util.concurrent.TimeoutException.class) != null
				|| find(failure, org.apache.kafka.common.errors.TimeoutException.class) != null;
	}

	static Throwable root(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

	static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			messages.append(cause.getMessage()).append(' ');
		}
		return messages.toString();
	}

	/**
	 * Return the message as the end of a sentence.
	 */
	static String reason(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? ": " + Printable.escape(message) : "";
	}

}
