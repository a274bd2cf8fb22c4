package io.github.asyncapikafka.document.tree;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Resolves plain scalars as the core schema of YAML 1.2 does (section 10.3.2). The parser
 * knows only the JSON schema and leaves the rest as text. Numbers that start with zeros
 * stay text: versions of YAML read them differently, and what looks like {@code 007} is
 * rather a name.
 */
final class CoreSchema {

	private static final Pattern DECIMAL_INTEGER = Pattern.compile("[-+]?(?:0|[1-9][0-9]*)");

	private static final Pattern OCTAL_INTEGER = Pattern.compile("0o[0-7]+");

	private static final Pattern HEXADECIMAL_INTEGER = Pattern.compile("0x[0-9a-fA-F]+");

	private static final Pattern FLOAT = Pattern
		.compile("[-+]?(?:\\.[0-9]+|(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

	private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

	private static final int MAX_LENGTH = 1000;

	private CoreSchema() {
	}

	/**
	 * Return the value of a plain scalar.
	 * @param text how it is written
	 * @return a boolean, a number, {@code null}, or else the text
	 * @throws NumberFormatException if it is a number that JSON cannot hold
	 */
	static @Nullable Object resolve(String text) {
		return switch (text) {
			case "", "~", "null", "Null", "NULL" -> null;
			case "true", "True", "TRUE" -> Boolean.TRUE;
			case "false", "False", "FALSE" -> Boolean.FALSE;
			default -> ("+-.0123456789".indexOf(text.charAt(0)) >= 0) ? number(text) : text;
		};
	}

	private static Object number(String text) {
		if (DECIMAL_INTEGER.matcher(text).matches()) {
			return integer(text, 10);
		}
		if (OCTAL_INTEGER.matcher(text).matches()) {
			return integer(text.substring(2), 8);
		}
		if (HEXADECIMAL_INTEGER.matcher(text).matches()) {
			return integer(text.substring(2), 16);
		}
		if (NOT_FINITE.matcher(text).matches()) {
			throw new NumberFormatException("Not finite");
		}
		return FLOAT.matcher(text).matches() ? decimal(text) : text;
	}

	private static BigInteger integer(String digits, int radix) {
		return new BigInteger(bounded(digits), radix);
	}

	private static BigDecimal decimal(String text) {
		return bounded(new BigDecimal(bounded(text)));
	}

	/**
	 * Return the number, unless writing it out would take more than a thousand digits.
	 * @param number a number
	 * @return the same number
	 * @throws NumberFormatException if it is too large or too small
	 */
	static BigDecimal bounded(BigDecimal number) {
		if (Math.abs((long) number.scale()) > MAX_LENGTH) {
			throw new NumberFormatException("Too large or too small");
		}
		return number;
	}

	private static String bounded(String digits) {
		if (digits.length() > MAX_LENGTH) {
			throw new NumberFormatException("Too long");
		}
		return digits;
	}

}
