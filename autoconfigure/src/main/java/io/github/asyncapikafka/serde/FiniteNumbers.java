package io.github.asyncapikafka.serde;

import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.util.JsonParserDelegate;

/**
 * Refuses numbers that are too large for the {@code double} or {@code float} that they
 * are read as. Jackson has no setting for that: it would give the application an infinite
 * number.
 */
final class FiniteNumbers extends JsonParserDelegate {

	/** Times a power of ten of one digit, that is still a {@code float}. */
	private static final int MAX_DIGITS = 29;

	FiniteNumbers(JsonParser parser) {
		super(parser);
	}

	/**
	 * Return whether JSON text may have such a number, so that nearly all others are read
	 * without detour. What stands in a string is not told apart.
	 * @param json the JSON text
	 * @return {@code true} if it has many digits in a row, or an exponent of several
	 */
	static boolean mayBeNeeded(byte[] json) {
		for (int i = MAX_DIGITS; i < json.length; i += MAX_DIGITS) {
			// No run of more digits than that misses each of these places.
			if (isDigit(json, i) && hasManyDigits(json, i)) {
				return true;
			}
		}
		for (int i = 1; i < json.length; i++) {
			if ((json[i] | ' ') == 'e' && isDigit(json, i - 1) && isLarge(json, i + 1)) {
				return true;
			}
		}
		return false;
	}

	private static boolean hasManyDigits(byte[] json, int index) {
		int start = index;
		while (isDigit(json, start - 1)) {
			start--;
		}
		int end = index;
		while (isDigit(json, end + 1)) {
			end++;
		}
		return end - start >= MAX_DIGITS;
	}

	private static boolean isLarge(byte[] json, int exponent) {
		int start = (exponent < json.length && json[exponent] == '+') ? exponent + 1 : exponent;
		return isDigit(json, start) && isDigit(json, start + 1);
	}

	private static boolean isDigit(byte[] json, int index) {
		return index >= 0 && index < json.length && json[index] >= '0' && json[index] <= '9';
	}

	@Override
	public double getDoubleValue() {
		double value = super.getDoubleValue();
		check(value, double.class);
		return value;
	}

	@Override
	public float getFloatValue() {
		float value = super.getFloatValue();
		check(value, float.class);
		return value;
	}

	@Override
	public Number getNumberValue() {
		Number value = super.getNumberValue();
		if (value instanceof Double || value instanceof Float) {
			check(value.doubleValue(), double.class);
		}
		return value;
	}

	/**
	 * Return a number that waits until it is known what has to be read. What waits is
	 * read by another parser.
	 */
	@Override
	public Object getNumberValueDeferred() {
		Object value = super.getNumberValueDeferred();
		if (!(value instanceof Integer || value instanceof Long)) {
			check(Double.parseDouble(value.toString()), double.class);
		}
		return value;
	}

	private void check(double value, Class<?> type) {
		if (Double.isInfinite(value)) {
			throw new InputCoercionException(this, "The number is too large", currentToken(), type);
		}
	}

}
