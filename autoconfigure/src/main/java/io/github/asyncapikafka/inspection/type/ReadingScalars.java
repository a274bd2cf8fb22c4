package io.github.asyncapikafka.inspection.type;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.inspection.type.mapper.JavaPart;
import io.github.asyncapikafka.inspection.type.mapper.ReadingAccess;
import io.github.asyncapikafka.inspection.type.mapper.TextTypes;
import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.NumberRange;
import io.github.asyncapikafka.inspection.type.schema.SampleValues;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Finds scalars that a schema allows and a type does not hold, by reading some of them.
 */
final class ReadingScalars {

	private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

	private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);

	private final ReadingAccess access;

	ReadingScalars(ReadingAccess access) {
		this.access = access;
	}

	void check(SchemaNode node, JsonType type, JavaPart<ValueDeserializer<?>> part, Findings findings) {
		if (type == JsonType.STRING && part.type().getRawClass() == String.class) {
			return;
		}
		List<Object> samples = isTextOfBoolean(part) ? SampleValues.ofNoBoolean(node, type)
				: SampleValues.of(node, type);
		List<Object> refused = samples.stream().filter((sample) -> !holds(part, sample)).toList();
		if (node.values() != null) {
			values(node, type, part, samples, refused, findings);
		}
		else if (refused.isEmpty()) {
			width(node, type, part, findings);
		}
		else if (refused.size() == samples.size() || !SampleValues.isLoose(SampleValues.format(node))) {
			refused(node, type, part, refused, findings);
		}
	}

	private boolean holds(JavaPart<ValueDeserializer<?>> part, Object sample) {
		Object value = this.access.read(part, sample);
		if (sample instanceof Number expected && value instanceof Number actual) {
			return isSame(new BigDecimal(expected.toString()), actual);
		}
		return value != ReadingAccess.REFUSED
				&& (isTextOfBoolean(part) || !(value instanceof Boolean && sample instanceof Number));
	}

	/**
	 * Return whether the texts 1 and 0, and those alone among numbers, are what the type
	 * is.
	 */
	private static boolean isTextOfBoolean(JavaPart<?> part) {
		return TextTypes.isText(part)
				&& (part.type().getRawClass() == boolean.class || part.type().getRawClass() == Boolean.class);
	}

	/**
	 * Return whether a number was kept. Fractions are as near as binary numbers come.
	 */
	private static boolean isSame(BigDecimal expected, Number actual) {
		boolean whole = expected.stripTrailingZeros().scale() <= 0;
		if (actual instanceof Float || actual instanceof Double) {
			double value = actual.doubleValue();
			double nearest = (actual instanceof Float) ? expected.floatValue() : expected.doubleValue();
			return Double.isFinite(value)
					&& (whole ? expected.compareTo(new BigDecimal(value)) == 0 : value == nearest);
		}
		return expected.compareTo(new BigDecimal(actual.toString())) == 0;
	}

	private void values(SchemaNode node, JsonType type, JavaPart<ValueDeserializer<?>> part, List<Object> samples,
			List<Object> refused, Findings findings) {
		if (refused.isEmpty()) {
			return;
		}
		boolean all = refused.size() == samples.size();
		boolean constants = part.handler().logicalType() == LogicalType.Enum;
		String list = refused.stream()
			.limit(5)
			.map((value) -> Printable.quote(String.valueOf(value)))
			.collect(Collectors.joining(", ", "", (refused.size() > 5) ? ", …" : ""));
		findings
			.add((constants && !all) ? TypeRule.ENUM : TypeRule.VALUES, node.pointer("enum", "const"), part,
					part.described() + ", which "
							+ (all ? "has none of the contract's values " : "lacks the contract's ") + list + ".",
					constants ? Remedies.missingConstants(part) : Remedies.values(type));
	}

	private static void refused(SchemaNode node, JsonType type, JavaPart<ValueDeserializer<?>> part,
			List<Object> refused, Findings findings) {
		LogicalType logical = part.handler().logicalType();
		boolean number = logical == LogicalType.Integer || logical == LogicalType.Float
				|| logical == LogicalType.Boolean;
		String format = SampleValues.format(node);
		if (type != JsonType.STRING || number) {
			findings.add(TypeRule.VALUES, node.pointer("type"), part,
					part.described() + ", which cannot hold the contract's " + word(type) + ".", Remedies.values(type));
		}
		else if (logical == LogicalType.Enum) {
			findings.add(TypeRule.ENUM, node.pointer("type"), part,
					part.described() + ", but the contract allows any text there.",
					"Use String, or list the values with 'enum' in the contract.");
		}
		else {
			findings.add(TypeRule.FORMAT, node.pointer("format", "contentEncoding", "type"), part,
					part.described() + ", which is not read from "
							+ ((format != null) ? "all of the contract's strings of format " + Printable.quote(format)
									+ ", for example not from " + Printable.quote(String.valueOf(refused.get(0)))
									: "any text, as the contract has it")
							+ ".",
					(format != null) ? Remedies.format(format) : "Use String, or state a 'format' in the contract.");
		}
	}

	private static String word(JsonType type) {
		return switch (type) {
			case INTEGER -> "integers";
			case NUMBER -> "numbers";
			case BOOLEAN -> "booleans";
			default -> "strings";
		};
	}

	private void width(SchemaNode node, JsonType type, JavaPart<ValueDeserializer<?>> part, Findings findings) {
		LogicalType logical = part.handler().logicalType();
		Class<?> raw = part.type().getRawClass();
		if (type == JsonType.NUMBER && (raw == float.class || raw == Float.class)
				&& !"float".equals(SampleValues.format(node))) {
			findings.add(TypeRule.WIDTH, node.pointer("type"), part,
					part.described() + ", which has fewer digits than the contract's numbers.",
					"Use double or BigDecimal, or state 'format: float' in the contract.");
		}
		if (type == JsonType.INTEGER && (logical == LogicalType.Integer || logical == LogicalType.Float)) {
			BigDecimal bound = exceeding(NumberRange.of(node, 1), part);
			if (bound != null) {
				boolean fits = bound.compareTo(MIN_LONG) >= 0 && bound.compareTo(MAX_LONG) <= 0;
				findings.add(TypeRule.WIDTH, node.pointer("format", "maximum", "minimum", "type"), part,
						part.described() + ", but the contract allows numbers " + ((bound.signum() < 0) ? "down" : "up")
								+ " to " + bound.toPlainString() + ".",
						"Use " + (fits ? ((bound.abs().toBigInteger().bitLength() < 32) ? "int" : "long")
								: "BigInteger") + ", or state narrower bounds in the contract.");
			}
		}
	}

	private @Nullable BigDecimal exceeding(NumberRange range, JavaPart<ValueDeserializer<?>> part) {
		return Stream.of(range.max(), range.min())
			.filter(Objects::nonNull)
			.filter((bound) -> !holds(part, bound))
			.findFirst()
			.orElse(null);
	}

}
