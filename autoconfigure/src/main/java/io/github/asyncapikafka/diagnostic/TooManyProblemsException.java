package io.github.asyncapikafka.diagnostic;

/**
 * Ends the search for problems, because nobody would read more of them.
 */
public final class TooManyProblemsException extends RuntimeException {

	TooManyProblemsException() {
		super("Too many problems", null, false, false);
	}

}
