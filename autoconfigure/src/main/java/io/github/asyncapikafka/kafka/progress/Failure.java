package io.github.asyncapikafka.kafka.progress;

import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;

/**
 * Something that keeps failing.
 *
 * @param text what it fails with, in printable form
 * @param immediate whether it does not pass by itself
 * @param since since when
 */
record Failure(String text, boolean immediate, long since) {

	static Failure of(Throwable failure, @Nullable Failure before) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		boolean rights = failure instanceof AuthenticationException || failure instanceof AuthorizationException;
		String text = cause.getClass().getSimpleName() + ": " + Printable.escape(String.valueOf(cause.getMessage()));
		return new Failure(text, rights, (before != null) ? before.since() : System.nanoTime());
	}

}
