package io.github.asyncapikafka.validation;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Checks values against one schema. A check that cannot come to an end, whatever the
 * reason, finds that the value breaks the schema.
 */
public interface SchemaCheck {

	/**
	 * Check JSON text (RFC 8259).
	 * @param text the text in UTF-8
	 * @return what breaks the schema, empty if nothing does
	 */
	List<SchemaViolation> json(byte[] text);

	/**
	 * Return whether JSON text breaks nothing, without finding out what it breaks.
	 * @param text the text in UTF-8
	 * @return {@code true} if {@link #json} finds nothing
	 */
	default boolean fits(byte[] text) {
		return json(text).isEmpty();
	}

	/**
	 * Check a value that is no JSON text on its way.
	 * @param value a {@link String}, {@link Number} or {@link Boolean}, or {@code null}
	 * for a key or payload that is not there
	 * @return what breaks the schema, empty if nothing does
	 */
	List<SchemaViolation> value(@Nullable Object value);

}
