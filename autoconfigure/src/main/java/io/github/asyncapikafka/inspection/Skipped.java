package io.github.asyncapikafka.inspection;

import io.github.asyncapikafka.diagnostic.Printable;

/**
 * Something that was not compared.
 *
 * @param subject the id of an operation, or the name of a code element
 * @param reason why it was not compared, a phrase
 */
public record Skipped(String subject, String reason) {

	public Skipped {
		subject = Printable.escape(subject);
	}

	@Override
	public String toString() {
		return this.subject + ": " + this.reason;
	}

}
