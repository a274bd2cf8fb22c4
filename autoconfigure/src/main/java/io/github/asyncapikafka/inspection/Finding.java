package io.github.asyncapikafka.inspection;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Something on which code and contract disagree.
 *
 * @param rule the id of the rule that found it
 * @param severity how much it matters
 * @param channel the id of the channel, or {@code null}
 * @param operation the id of the operation, or {@code null}
 * @param message the id of the message, or {@code null}
 * @param location the place in the document, or {@code null}
 * @param element the name of the code element, such as {@code Mailer.on}, or {@code null}
 * @param what what is wrong, one sentence
 * @param remedy what the reader can do about it, one sentence
 */
public record Finding(String rule, Severity severity, @Nullable String channel, @Nullable String operation,
		@Nullable String message, @Nullable Location location, @Nullable String element, String what, String remedy) {

	public Finding {
		Problem printable = new Problem(location, what, remedy);
		what = printable.message();
		remedy = printable.action();
	}

	/**
	 * Return the finding as a problem.
	 * @return the problem, with the rule in brackets so that it can be switched off
	 */
	public Problem toProblem() {
		return new Problem(this.location, "[" + this.rule + "] " + this.what, this.remedy);
	}

	/**
	 * Return the finding on one line, its place first.
	 * @return place, rule, cause and remedy
	 */
	@Override
	public String toString() {
		return toProblem().toString();
	}

}
