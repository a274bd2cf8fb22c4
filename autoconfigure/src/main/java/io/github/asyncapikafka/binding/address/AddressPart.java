package io.github.asyncapikafka.binding.address;

import org.jspecify.annotations.Nullable;

/**
 * A part of an address.
 *
 * @param text the text, or the name of the parameter in braces
 * @param parameter the parameter, or {@code null} if it is text
 */
record AddressPart(String text, @Nullable AddressParameter parameter) {

	/**
	 * Return text as it is.
	 * @param text the text
	 * @return the part
	 */
	static AddressPart of(String text) {
		return new AddressPart(text, null);
	}

	/**
	 * Return a parameter.
	 * @param parameter the parameter
	 * @return the part
	 */
	static AddressPart of(AddressParameter parameter) {
		return new AddressPart("{" + parameter.name() + "}", parameter);
	}

}
