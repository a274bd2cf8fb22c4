package io.github.asyncapikafka.binding.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Where a message has a value (Runtime Expression).
 *
 * @param header the name of the header, or {@code null} if it is in the payload
 * @param pointer the JSON pointer into the payload, or into the header's value
 */
public record MessageLocation(@Nullable String header, String pointer) {

	private static final Pattern EXPRESSION = Pattern.compile("\\$message\\.(header|payload)(?:#(.*))?");

	/**
	 * Read a runtime expression.
	 * @param expression the expression, such as {@code $message.header#/tenant}
	 * @return the location, or empty if it is no such expression
	 */
	public static Optional<MessageLocation> of(String expression) {
		Matcher matcher = EXPRESSION.matcher(expression);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		String pointer = (matcher.group(2) != null) ? matcher.group(2) : "";
		if (!pointer.isEmpty() && !pointer.startsWith("/")) {
			return Optional.empty();
		}
		return matcher.group(1).equals("payload") ? Optional.of(new MessageLocation(null, pointer)) : header(pointer);
	}

	private static Optional<MessageLocation> header(String pointer) {
		if (pointer.length() < 2) {
			return Optional.empty();
		}
		int end = pointer.indexOf('/', 1);
		String name = pointer.substring(1, (end > 0) ? end : pointer.length());
		return Optional.of(new MessageLocation(name.replace("~1", "/").replace("~0", "~"),
				(end > 0) ? pointer.substring(end) : ""));
	}

}
