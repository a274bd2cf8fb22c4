package io.github.asyncapikafka.binding.address;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.model.Located;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of an address, and what is known of its value.
 *
 * @param name the name between the braces
 * @param allowedValues the values of its {@code enum}, empty if it has none
 * @param configured the value that configuration gives it, or {@code null}
 * @param defaultValue the value of the document if nobody gives another, or {@code null}
 * @param opened whether configuration leaves it open
 * @param source where a message has the value, a runtime expression, or {@code null}
 * @param missing what is wrong if it has no value and is not open on purpose
 */
public record AddressParameter(String name, List<String> allowedValues, @Nullable String configured,
		@Nullable String defaultValue, boolean opened, @Nullable Located<String> source, Problem missing) {

	/**
	 * What a value without {@code enum} consists of. A dot would end a segment of the
	 * address.
	 */
	private static final String ANY = "[A-Za-z0-9_-]+";

	private static final Pattern ANY_VALUE = Pattern.compile(ANY);

	public AddressParameter {
		allowedValues = List.copyOf(allowedValues);
	}

	/**
	 * Return the value if the parameter is not left open.
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable String value() {
		if (this.configured != null) {
			return this.configured;
		}
		return this.opened ? null : this.defaultValue;
	}

	/**
	 * Return whether the parameter has no value and is not left open by configuration.
	 */
	boolean needsValue() {
		return value() == null && !this.opened;
	}

	/**
	 * Return whether the parameter is open for code that may want its values.
	 */
	boolean isOpen(boolean wanted) {
		return value() == null || (wanted && this.configured == null);
	}

	/**
	 * Return whether the parameter may have a value.
	 * @param value the value
	 * @return whether it is in the {@code enum}, or consists of what Kafka allows but for
	 * dots
	 */
	public boolean allows(String value) {
		return this.allowedValues.isEmpty() ? ANY_VALUE.matcher(value).matches() : this.allowedValues.contains(value);
	}

	/**
	 * Return whether values without {@code enum} may have a character.
	 */
	static boolean allowsCharacter(char character) {
		return ANY_VALUE.matcher(String.valueOf(character)).matches();
	}

	/**
	 * Return what the parameter may be.
	 * @return a phrase for people
	 */
	public String rule() {
		return this.allowedValues.isEmpty() ? "letters, digits, '_' and '-'"
				: "one of " + this.allowedValues.stream().map(Printable::quote).collect(Collectors.joining(", "));
	}

	/**
	 * Return values that stand for all: each of the {@code enum}, or one of many.
	 */
	List<String> samples() {
		return this.allowedValues.isEmpty() ? List.of("x") : this.allowedValues;
	}

	String expression() {
		return this.allowedValues.isEmpty() ? ANY
				: this.allowedValues.stream().map(Pattern::quote).collect(Collectors.joining("|"));
	}

	/**
	 * Return an expression that matches the same, but tries the values in the opposite
	 * order.
	 */
	String oppositeExpression() {
		List<String> opposite = new ArrayList<>(this.allowedValues);
		Collections.reverse(opposite);
		return opposite.isEmpty() ? ANY + "?" : opposite.stream().map(Pattern::quote).collect(Collectors.joining("|"));
	}

}
