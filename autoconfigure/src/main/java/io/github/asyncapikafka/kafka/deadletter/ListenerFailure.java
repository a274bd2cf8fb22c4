package io.github.asyncapikafka.kafka.deadletter;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;
import org.springframework.messaging.support.GenericMessage;

/**
 * Says how a listener failed, without what its exceptions say: that may have parts of the
 * record.
 */
public final class ListenerFailure {

	static final String FAILED = "The listener failed";

	private static final String NOT_CALLED = "The listener could not be called, because the record does not fit its parameters";

	private ListenerFailure() {
	}

	/**
	 * Return how a listener failed.
	 * @param exceptionType the name of the class of its exception
	 * @return a sentence without a full stop
	 */
	public static String description(String exceptionType) {
		return FAILED + ": " + exceptionType;
	}

	/**
	 * Return how a listener failed and where, for the log.
	 * @param failure the exception
	 * @return a sentence without a full stop
	 */
	public static String descriptionWithPlace(Exception failure) {
		StackTraceElement[] trace = NestedExceptionUtils.getMostSpecificCause(failure).getStackTrace();
		return description(failure) + ((trace.length > 0) ? " at " + trace[0] : "");
	}

	static String description(Exception failure) {
		String type = WithheldException.rootType(failure);
		return isOfArguments(failure) ? NOT_CALLED + ": " + type : description(type);
	}

	/**
	 * Return whether Spring was still finding out what to call the listener with. The
	 * exceptions of that are of many types.
	 * @param failure the exception
	 * @return {@code true} if the listener was not called
	 */
	public static boolean isOfArguments(Exception failure) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
		return Arrays.stream(root.getStackTrace())
			.filter((element) -> element.getClassName().equals(InvocableHandlerMethod.class.getName()))
			.findFirst()
			.filter((element) -> element.getMethodName().equals("getMethodArgumentValues"))
			.isPresent();
	}

	/**
	 * Return an exception that Spring Kafka may write into the log, since it does so by
	 * itself. What Spring says of a record that does not fit the listener quotes the
	 * record. The exceptions of the application are its own.
	 * @param failure the exception
	 * @param record the coordinates of the record, or of the first of a batch
	 * @return the exception, or another one that is handled likewise
	 */
	public static RuntimeException withoutValues(RuntimeException failure, String record) {
		boolean called = failure instanceof ListenerExecutionFailedException && !isOfArguments(failure);
		Throwable ofSpring = called ? null : ofSpring(failure);
		if (ofSpring == null) {
			return failure;
		}
		ListenerExecutionFailedException printable = new ListenerExecutionFailedException(
				"The listener could not be called with " + record, withoutValues(ofSpring, record));
		printable.setStackTrace(failure.getStackTrace());
		return printable;
	}

	private static @Nullable Throwable ofSpring(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof MessagingException) && !(cause instanceof ConversionException)
				&& !(cause instanceof org.springframework.kafka.support.converter.ConversionException)) {
			cause = cause.getCause();
		}
		return cause;
	}

	/**
	 * Return an exception of a type that decides the same about retries.
	 */
	private static Exception withoutValues(Throwable ofSpring, String record) {
		WithheldException withheld = WithheldException.of(ofSpring);
		if (ofSpring instanceof MethodArgumentNotValidException invalid) {
			Exception printable = new MethodArgumentNotValidException(new GenericMessage<>(record),
					invalid.getMethodParameter());
			printable.initCause(withheld);
			return printable;
		}
		if (ofSpring instanceof MethodArgumentResolutionException unresolved) {
			return new MethodArgumentResolutionException(new GenericMessage<>(record), unresolved.getMethodParameter(),
					"The record does not fit", withheld);
		}
		return new MessageConversionException("The record does not fit", withheld);
	}

}
