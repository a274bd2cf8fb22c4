package io.github.asyncapikafka.diagnostic;

import java.io.Serializable;

/**
 * A place in a document.
 *
 * @param resource the document as the application names it, for example
 * {@code classpath:asyncapi.yaml}
 * @param pointer the JSON pointer of the place, empty for the whole document
 * @param line the line, counted from 1
 * @param column the column, counted from 1
 */
public record Location(String resource, String pointer, int line, int column) implements Serializable {

	/**
	 * Return the place in the form that editors and terminals turn into a link.
	 * @return {@code resource:line:column}
	 */
	@Override
	public String toString() {
		return Printable.escape(this.resource) + ":" + this.line + ":" + this.column;
	}

}
