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

	/** No {@code float} is larger than a number of 39 digits. */
	private static final int MAX_DIGITS = 38;

	FiniteNumbers(JsonParser parser) {
		super(parser);
	}

	/**
	 * Return whether JSON text may have such a number, so that all others are read
	 * without detour.
	 * @param json the JSON text
	 * @return {@code true} if it has a number of many digits or with an exponent of
	 * several
	 */
	static boolean mayBeNeeded(byte[] json) {
		int digits = 0;
		for (int i = 0; i < json.length; i++) {
			byte character = json[i];
			if (character == '"') {
				i = endOfString(json, i);
			}
			else if (isDigit(json, i)) {
				if (++digits > MAX_DIGITS) {
					return true;
				}
			}
			else if (digits > 0 && (character == 'e' || character == 'E') && isLarge(json, i + 1)) {
				return true;
			}
			else if (character != '.') {
				digits = 0;
			}
		}
		return false;
	}

	private static int endOfString(byte[] json, int start) {
		int i = start + 1;
		while (i < json.length && json[i] != '"') {
			i += (json[i] == '\\') ? 2 : 1;
		}
		return i;
	}

	private static boolean isLarge(byte[] json, int exponent) {
		int start = (exponent < json.length && json[exponent] == '+') ? exponent + 1 : exponent;
		return isDigit(json, start) && isDigit(json, start + 1);
	}

	private static boolean isDigit(byte[] json, int index) {
		return index < json.length && json[index] >= '0' && json[index] <= '9';
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
