package io.github.asyncapikafka.kafka.deadletter;

import java.util.Arrays;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

/**
 * Says how a listener failed, without what its exceptions say: that may have parts of the
 * record.
 */
public final class ListenerFailure {

	static final String FAILED = "The listener failed";

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

	static String description(Exception failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String type = cause.getClass().getName();
		return isOfArguments(cause)
				? "The listener could not be called, because the record does not fit its parameters: " + type
				: description(type);
	}

	/**
	 * Return where the listener failed, for the log.
	 */
	static String place(Exception failure) {
		StackTraceElement[] trace = NestedExceptionUtils.getMostSpecificCause(failure).getStackTrace();
		return (trace.length > 0) ? " at " + trace[0] : "";
	}

	/**
	 * Return whether Spring was still finding out what to call the listener with. The
	 * exceptions of that are of many types.
	 */
	private static boolean isOfArguments(Throwable cause) {
		return Arrays.stream(cause.getStackTrace())
			.filter((element) -> element.getClassName().equals(InvocableHandlerMethod.class.getName()))
			.findFirst()
			.filter((element) -> element.getMethodName().equals("getMethodArgumentValues"))
			.isPresent();
	}

}
