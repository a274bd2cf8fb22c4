package io.github.asyncapikafka.inspection.type;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.inspection.type.mapper.JavaPart;
import io.github.asyncapikafka.inspection.type.mapper.WritingAccess;
import io.github.asyncapikafka.inspection.type.mapper.WritingSamples;
import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.SampleValues;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ValueSerializer;

/**
 * Finds scalars that a type writes and a schema does not allow, by writing some of them.
 */
final class WritingScalars {

	private static final String TIME = "\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?";

	private static final String OFFSET = "(Z|[+-]\\d{2}:\\d{2})";

	/** What strings of a format look like, as far as types of the platform write them. */
	private static final Map<String, Pattern> FORMATS = Map.of("date", Pattern.compile("\\d{4}-\\d{2}-\\d{2}"),
			"date-time", Pattern.compile("\\d{4}-\\d{2}-\\d{2}T" + TIME + OFFSET), "time",
			Pattern.compile(TIME + OFFSET + "?"), "duration", Pattern.compile("P.+"), "uuid",
			Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "uri", Pattern.compile("[a-z]+:.+"), "byte",
			Pattern.compile("[A-Za-z0-9+/]+=*"));

	private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

	private final WritingAccess access;

	WritingScalars(WritingAccess access) {
		this.access = access;
	}

	void check(SchemaNode node, JsonType type, JavaPart<ValueSerializer<?>> part, Findings findings,
			SchemaWalk<ValueSerializer<?>> walk) {
		Object[] constants = WritingSamples.constants(part.type());
		if (constants.length > 0) {
			constants(node, type, part, constants, findings);
			return;
		}
		Object sample = WritingSamples.of(part.type());
		if (sample == null) {
			findings.skip(part.path(), "what " + JavaPart.name(part.type()) + " is written as is not known");
			return;
		}
		Map.Entry<JsonToken, Object> written = this.access.write(part, sample);
		if (written.getKey().isStructStart()) {
			walk.category(node, type, part, findings);
		}
		else if (written.getKey() != JsonToken.NOT_AVAILABLE) {
			compare(node, type, part, written, findings);
		}
	}

	private static void compare(SchemaNode node, JsonType type, JavaPart<ValueSerializer<?>> part,
			Map.Entry<JsonToken, Object> written, Findings findings) {
		JsonToken token = written.getKey();
		if (!isOf(type, token)) {
			findings.add(
					TypeRule.VALUES, node.pointer("type", "enum"), part, part.described() + ", which is written as "
							+ word(token) + ", but the contract has " + type.described() + " there.",
					Remedies.values(type));
		}
		else if (type == JsonType.INTEGER && token == JsonToken.VALUE_NUMBER_FLOAT) {
			findings.add(TypeRule.WIDTH, node.pointer("type"), part,
					part.described() + ", which can be a fraction, but the contract has an integer there.",
					Remedies.values(type));
		}
		String format = SampleValues.format(node);
		Pattern pattern = (format != null) ? FORMATS.get(format) : null;
		boolean free = CharSequence.class.isAssignableFrom(part.type().getRawClass());
		if (token == JsonToken.VALUE_STRING && type == JsonType.STRING && pattern != null && !free
				&& !pattern.matcher((String) written.getValue()).matches()) {
			findings.add(TypeRule.FORMAT, node.pointer("format", "contentEncoding"), part,
					part.described() + ", which is written like " + Printable.quote((String) written.getValue())
							+ ", but the contract has the format " + Printable.quote(String.valueOf(format)) + ".",
					Remedies.format(String.valueOf(format)));
		}
	}

	private static boolean isOf(JsonType type, JsonToken token) {
		return switch (type) {
			case STRING -> token == JsonToken.VALUE_STRING;
			case BOOLEAN -> token.isBoolean();
			default -> token.isNumeric();
		};
	}

	private static String word(JsonToken token) {
		return token.isNumeric() ? "a number" : (token.isBoolean() ? "a boolean" : "a string");
	}

	private void constants(SchemaNode node, JsonType type, JavaPart<ValueSerializer<?>> part, Object[] constants,
			Findings findings) {
		List<?> values = node.values();
		List<Object> foreign = new ArrayList<>();
		for (Object constant : constants) {
			Map.Entry<JsonToken, Object> written = this.access.write(part, constant);
			if (written.getKey() == JsonToken.NOT_AVAILABLE || written.getKey().isStructStart()) {
				return;
			}
			if (!isOf(type, written.getKey())) {
				compare(node, type, part, written, findings);
				return;
			}
			if (values != null && values.stream().noneMatch((value) -> isSame(value, written.getValue()))) {
				foreign.add(written.getValue());
			}
		}
		if (!foreign.isEmpty()) {
			foreign(node, part, constants, foreign, findings);
		}
	}

	private static boolean isSame(Object value, Object text) {
		if (value instanceof Number number && NUMBER.matcher((String) text).matches()) {
			return new BigDecimal(number.toString()).compareTo(new BigDecimal((String) text)) == 0;
		}
		return text.equals(String.valueOf(value));
	}

	private static void foreign(SchemaNode node, JavaPart<ValueSerializer<?>> part, Object[] constants,
			List<Object> foreign, Findings findings) {
		boolean all = foreign.size() == constants.length;
		String list = foreign.stream()
			.limit(5)
			.map((value) -> Printable.quote(String.valueOf(value)))
			.collect(Collectors.joining(", ", "", (foreign.size() > 5) ? ", …" : ""));
		findings.add(all ? TypeRule.VALUES : TypeRule.ENUM, node.pointer("enum", "const"), part,
				part.described() + ", which is written as " + list + ", "
						+ (all ? "of which the contract has none." : "which the contract does not have."),
				Remedies.foreignConstants(part));
	}

}
