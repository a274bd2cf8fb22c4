package io.github.asyncapikafka.kafka.listener.consumer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

import org.springframework.util.ClassUtils;

/**
 * Thrown if a record cannot be read now, but may be readable later: what reads it has
 * asked somebody else, such as a registry, who does not answer.
 */
final class PassingFailureException extends RuntimeException {

	private static final int MAX_CAUSES = 20;

	/**
	 * Exceptions of connections. Those of other packages are often about the data: the
	 * {@link IOException}s of Jackson, of Protobuf, and of character sets.
	 */
	private static final Set<String> CONNECTIONS = Set.of("java.net", "java.net.http", "java.nio.channels",
			"javax.net.ssl");

	private PassingFailureException(Throwable cause) {
		super(null, cause, false, false);
	}

	/**
	 * Throw what is not the fault of the record.
	 * @param failure what the deserializer has thrown
	 * @param ofApplication whether it is a deserializer of the application, which may ask
	 * somebody
	 */
	static void rethrow(Throwable failure, boolean ofApplication) {
		Throwable cause = failure;
		for (int count = 0; cause != null && count < MAX_CAUSES; count++) {
			if (cause instanceof WakeupException || cause instanceof InterruptException
					|| cause instanceof PassingFailureException) {
				throw (RuntimeException) cause;
			}
			if (ofApplication && isPassing(cause)) {
				throw new PassingFailureException(cause);
			}
			cause = cause.getCause();
		}
	}

	private static boolean isPassing(Throwable failure) {
		if (failure instanceof IOException) {
			return failure.getClass() == IOException.class || failure instanceof InterruptedIOException
					|| CONNECTIONS.contains(ClassUtils.getPackageName(failure.getClass()));
		}
		return failure instanceof RetriableException || failure instanceof TimeoutException
				|| failure instanceof InterruptedException;
	}

	/**
	 * Return what it is, without what it says: that may have parts of the record.
	 */
	String reason() {
		return Objects.requireNonNull(getCause()).getClass().getSimpleName();
	}

}
