package io.github.asyncapikafka.binding.value;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Where a value of the contract came from.
 *
 * @param kind the kind of source
 * @param name the place, the property's key, or a phrase, in printable form
 * @param location the place in the document, or {@code null} if it is not a document
 */
public record Source(Kind kind, String name, @Nullable Location location) {

	/**
	 * Return a source in the document.
	 * @param location the place
	 * @return the source
	 */
	public static Source document(Location location) {
		return new Source(Kind.DOCUMENT, location.toString(), location);
	}

	/**
	 * Return a source in configuration.
	 * @param key the key of the property
	 * @return the source
	 */
	public static Source property(String key) {
		return new Source(Kind.PROPERTY, Printable.escape(key), null);
	}

	/**
	 * Return that the product decides, because nothing was said.
	 * @param reason what it goes by
	 * @return the source
	 */
	public static Source byDefault(String reason) {
		return new Source(Kind.DEFAULT, reason, null);
	}

	/**
	 * Return a source in the application's code.
	 * @param element what the code element is called, such as {@code Mailer.on}
	 * @return the source
	 */
	public static Source code(String element) {
		return new Source(Kind.CODE, element, null);
	}

	/**
	 * Return a source of the same place that names the property of a prefix, too.
	 * @param key the key of the property
	 * @return the source
	 */
	public Source with(String key) {
		return new Source(this.kind, this.name + ", with " + key, this.location);
	}

	/**
	 * Return whether it is a property of Spring's own.
	 * @return {@code true} if its key begins with {@code spring.}
	 */
	public boolean isSpringProperty() {
		return this.kind == Kind.PROPERTY && this.name.startsWith("spring.");
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * The kinds of sources.
	 */
	public enum Kind {

		/**
		 * The AsyncAPI document.
		 */
		DOCUMENT,

		/**
		 * A configuration property.
		 */
		PROPERTY,

		/**
		 * An annotation of the application.
		 */
		CODE,

		/**
		 * Nothing was said; the product decides.
		 */
		DEFAULT

	}

}
