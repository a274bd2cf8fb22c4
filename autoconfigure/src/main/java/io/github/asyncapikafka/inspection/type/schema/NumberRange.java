package io.github.asyncapikafka.inspection.type.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The numbers that a schema says it has. An integer of which nothing more is said is
 * taken to have 32 bits; a side that is not bounded while the other is, to be no matter.
 *
 * @param min the smallest, or {@code null} if that is not said
 * @param max the largest, or {@code null} if that is not said
 */
public record NumberRange(@Nullable BigDecimal min, @Nullable BigDecimal max) {

	private static final Map<Object, NumberRange> FORMATS = Map.of("int8", bits(8), "int16", bits(16), "int32",
			bits(32), "int64", bits(64), "uint8", unsigned(8), "uint16", unsigned(16), "uint32", unsigned(32), "uint64",
			unsigned(64));

	private static final int MAX_DIGITS = 400;

	private static final NumberRange UNSTATED = bits(32);

	public static boolean isIntegerFormat(@Nullable Object format) {
		return format != null && FORMATS.containsKey(format);
	}

	/**
	 * Return the range of a schema.
	 * @param step how far from an exclusive bound the next number is
	 */
	public static NumberRange of(SchemaNode node, int step) {
		BigDecimal min = null;
		BigDecimal max = null;
		for (SchemaPart part : node.parts()) {
			min = larger(min, larger(number(part.get("minimum")), exclusive(part.get("exclusiveMinimum"), step)));
			max = smaller(max, smaller(number(part.get("maximum")), exclusive(part.get("exclusiveMaximum"), -step)));
		}
		Object format = node.first("format");
		NumberRange stated = (format != null) ? FORMATS.get(format) : null;
		if (stated != null) {
			return new NumberRange(larger(min, stated.min), smaller(max, stated.max));
		}
		return (min == null && max == null) ? UNSTATED : new NumberRange(min, max);
	}

	public boolean contains(BigDecimal number) {
		return (this.min == null || this.min.compareTo(number) <= 0)
				&& (this.max == null || this.max.compareTo(number) >= 0);
	}

	private static NumberRange bits(int bits) {
		BigInteger limit = BigInteger.TWO.pow(bits - 1);
		return new NumberRange(new BigDecimal(limit.negate()), new BigDecimal(limit.subtract(BigInteger.ONE)));
	}

	private static NumberRange unsigned(int bits) {
		return new NumberRange(BigDecimal.ZERO, new BigDecimal(BigInteger.TWO.pow(bits).subtract(BigInteger.ONE)));
	}

	/**
	 * Return a value as number, or {@code null} if it is none that any type would hold.
	 */
	static @Nullable BigDecimal number(@Nullable Object value) {
		if (!(value instanceof Number number)) {
			return null;
		}
		BigDecimal decimal = new BigDecimal(number.toString());
		return (Math.abs((long) decimal.precision() - decimal.scale()) <= MAX_DIGITS
				&& Math.abs(decimal.scale()) <= MAX_DIGITS) ? decimal : null;
	}

	private static @Nullable BigDecimal exclusive(@Nullable Object value, int step) {
		BigDecimal bound = number(value);
		return (bound != null) ? bound.add(BigDecimal.valueOf(step)) : null;
	}

	private static @Nullable BigDecimal larger(@Nullable BigDecimal one, @Nullable BigDecimal other) {
		return (one == null || other == null) ? ((one != null) ? one : other) : one.max(other);
	}

	private static @Nullable BigDecimal smaller(@Nullable BigDecimal one, @Nullable BigDecimal other) {
		return (one == null || other == null) ? ((one != null) ? one : other) : one.min(other);
	}

}
