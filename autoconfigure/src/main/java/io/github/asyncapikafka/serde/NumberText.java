package io.github.asyncapikafka.serde;

import java.math.BigDecimal;

/**
 * The one text of a number, whatever Java type it has: equal numbers become the same
 * bytes, and an integer is written as everybody reads it.
 */
public final class NumberText {

	/** No text is longer, so that an exponent cannot fill the memory. */
	private static final int MAX_DIGITS = 1000;

	private NumberText() {
	}

	/**
	 * Return a number as JSON can write it, without needless zeros: integers without
	 * fraction and exponent.
	 * @param number the number
	 * @return its text, that of {@code toString()} for what is no decimal number, such as
	 * infinity
	 */
	public static String of(Number number) {
		if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
			return number.toString();
		}
		try {
			return canonical(number).toString();
		}
		catch (NumberFormatException | ArithmeticException ex) {
			return number.toString();
		}
	}

	/**
	 * Return a number as one that is the same for equal numbers, and has no exponent if
	 * it is an integer that has no more than a thousand digits.
	 * @throws NumberFormatException if it is no decimal number
	 */
	static BigDecimal canonical(Number number) {
		BigDecimal decimal = (number instanceof BigDecimal exact) ? exact : new BigDecimal(number.toString());
		BigDecimal stripped = decimal.stripTrailingZeros();
		return isInteger(stripped) ? stripped.setScale(0) : stripped;
	}

	private static boolean isInteger(BigDecimal stripped) {
		return stripped.scale() <= 0 && (long) stripped.precision() - stripped.scale() <= MAX_DIGITS;
	}

}
