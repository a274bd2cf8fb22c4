package io.github.asyncapikafka.diagnostic;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong, with the place, the cause and the remedy.
 *
 * @param location the place in the document, or {@code null} if the problem has none
 * @param message what is wrong, one sentence
 * @param action what the reader can do about it, one sentence
 */
public record Problem(@Nullable Location location, String message, String action) {

	public Problem {
		Objects.requireNonNull(message, "'message' must not be null");
		Objects.requireNonNull(action, "'action' must not be null");
		message = Printable.escapeControlCharacters(message);
		action = Printable.escapeControlCharacters(action);
	}

	/**
	 * Return the problem on one line, its place first.
	 * @return place, cause and remedy
	 */
	@Override
	public String toString() {
		String place = (this.location != null) ? this.location + " " : "";
		return place + this.message + " " + this.action;
	}

}
