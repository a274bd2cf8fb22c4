package io.github.asyncapikafka.kafka.producer;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a {@code @Send} method.
 *
 * @param kind what it is
 * @param name the name of the header or of the address's parameter, or empty
 * @param required whether the header must have a value
 * @param defaultValue the header's value if there is none, or {@code null}
 */
record SendArgument(Kind kind, String name, boolean required, @Nullable String defaultValue) {

	@Nullable Object value(@Nullable Object argument, String method) {
		if (argument == null && this.required) {
			throw new IllegalArgumentException(method + " needs a value for the header '" + this.name + "'");
		}
		return (argument != null) ? argument : this.defaultValue;
	}

	/**
	 * What a parameter is.
	 */
	enum Kind {

		PAYLOAD, KEY, HEADER, PARAMETER

	}

}
