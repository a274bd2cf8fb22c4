package io.github.asyncapikafka.validation;

import java.io.Serializable;
import java.util.Locale;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a record breaks the contract. Nothing of it but the pointer comes from
 * the record.
 *
 * @param part what of the record breaks it
 * @param message the id of the message that the record should be, or {@code null} if it
 * could be several
 * @param pointer the JSON pointer to the place in key or payload, empty for all of it, or
 * to the header and the place in it, as if the headers were an object; it is neither
 * escaped for printing nor bounded
 * @param rule the keyword of the schema, or what else is wrong, from a bounded set
 * @param expectation what the contract demands, such as {@code format: email}
 * @param location the place of the rule in the document, or {@code null} if it is not
 * known
 */
public record Violation(Part part, @Nullable String message, String pointer, String rule, String expectation,
		@Nullable Location location) implements Serializable {

	private static final int MAX_POINTER = 200;

	/**
	 * Return one printable line.
	 * @return what breaks which rule where, without anything of the record but a cut
	 * pointer
	 */
	@Override
	public String toString() {
		String shown = (this.pointer.length() > MAX_POINTER) ? this.pointer.substring(0, MAX_POINTER) + "..."
				: this.pointer;
		return this.part.toString() + (shown.isEmpty() ? "" : " " + Printable.escape(shown))
				+ ((this.message != null) ? " of " + Printable.quote(this.message) : "") + " breaks "
				+ Printable.quote(this.expectation) + ((this.location != null) ? " (" + this.location + ")" : "");
	}

	/**
	 * The parts of a record that are checked.
	 */
	public enum Part {

		/**
		 * The key.
		 */
		KEY,

		/**
		 * The headers.
		 */
		HEADERS,

		/**
		 * The payload.
		 */
		PAYLOAD,

		/**
		 * The address that it is sent to.
		 */
		ADDRESS;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
