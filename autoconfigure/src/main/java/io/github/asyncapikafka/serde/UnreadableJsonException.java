package io.github.asyncapikafka.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if JSON cannot be read as the type that the application wants. Nothing of the
 * record is in it but the names that lead to the member.
 */
public final class UnreadableJsonException extends SerializationException {

	private final @Nullable String member;

	UnreadableJsonException(String message, @Nullable String member, @Nullable Throwable cause) {
		super(message, cause);
		this.member = member;
	}

	/**
	 * Return which member is wrong and why.
	 * @return a printable phrase that begins with its JSON pointer, or {@code null} if it
	 * is the whole text
	 */
	public @Nullable String member() {
		return this.member;
	}

}
