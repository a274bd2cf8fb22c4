package io.github.asyncapikafka.inspection.type;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.inspection.type.mapper.JavaPart;
import io.github.asyncapikafka.inspection.type.mapper.MapperContexts;
import io.github.asyncapikafka.inspection.type.mapper.ReadingAccess;
import io.github.asyncapikafka.inspection.type.mapper.TextReader;
import io.github.asyncapikafka.inspection.type.mapper.TextTypes;
import io.github.asyncapikafka.inspection.type.mapper.WritingAccess;
import io.github.asyncapikafka.inspection.type.schema.JsonType;
import io.github.asyncapikafka.inspection.type.schema.NumberRange;
import io.github.asyncapikafka.inspection.type.schema.SchemaNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.ClassUtil;

/**
 * Compares types with schemas of values that are not JSON: text, and numbers in bytes.
 */
final class PlainTypes {

	private static final Map<SerdeFormat, Class<?>> NATURAL = Map.of(SerdeFormat.INT32, Integer.class,
			SerdeFormat.INT64, Long.class, SerdeFormat.FLOAT, Float.class, SerdeFormat.DOUBLE, Double.class,
			SerdeFormat.BOOLEAN, Boolean.class);

	private static final Set<Class<?>> INTEGERS = Set.of(Byte.class, Short.class, Integer.class, Long.class);

	private final JsonMapper mapper;

	private final @Nullable TextReader headers;

	/**
	 * Create an instance.
	 * @param mapper the application's mapper
	 * @param headers reads headers as the types that only they can have, or {@code null}
	 * if that is not known
	 */
	PlainTypes(JsonMapper mapper, @Nullable TextReader headers) {
		this.mapper = mapper;
		this.headers = headers;
	}

	void reading(SchemaNode node, SerdeFormat format, JavaType type, Findings findings) {
		if (format != SerdeFormat.TEXT) {
			number(node, format, type, findings, false);
			return;
		}
		JavaPart<ValueDeserializer<?>> part = TextTypes.read(type, this.headers);
		Set<JsonType> types = node.types();
		if (part != null && node.alternatives() == null && types.size() == 1) {
			new ReadingScalars(new ReadingAccess(MapperContexts.reading(this.mapper))).check(node,
					types.iterator().next(), part, findings);
		}
	}

	void writing(SchemaNode node, SerdeFormat format, JavaType type, Findings findings) {
		if (format != SerdeFormat.TEXT) {
			number(node, format, type, findings, true);
		}
		else if (node.alternatives() == null && node.types().size() == 1) {
			JsonType wanted = node.types().iterator().next();
			if (wanted == JsonType.STRING || (wanted.isScalar() && !isAnyText(type.getRawClass()))) {
				WritingAccess access = new WritingAccess(MapperContexts.writing(this.mapper));
				new WritingScalars(access).check(node, wanted, TextTypes.written(type, wanted), findings,
						new WritingWalk(access));
			}
		}
	}

	/**
	 * Return whether values of a type can be the text of a number or a boolean, too.
	 */
	private static boolean isAnyText(Class<?> type) {
		return type.isAssignableFrom(String.class) || CharSequence.class.isAssignableFrom(type) || type == byte[].class
				|| type == char.class || type == Character.class;
	}

	private static void number(SchemaNode node, SerdeFormat format, JavaType type, Findings findings, boolean writing) {
		Class<?> natural = NATURAL.get(format);
		Class<?> raw = type.getRawClass();
		Class<?> wanted = raw.isPrimitive() ? ClassUtil.wrapperType(raw) : raw;
		if (natural == null || wanted == byte[].class || wanted.isAssignableFrom(natural)) {
			return;
		}
		JavaPart<Object> part = new JavaPart<>(type, natural, null, JavaPart.name(type));
		boolean integers = INTEGERS.contains(natural) && INTEGERS.contains(wanted)
				&& (writing || wanted == Integer.class || wanted == Long.class);
		if (!integers && !(writing && format == SerdeFormat.DOUBLE && wanted == Float.class)) {
			findings.add(TypeRule.VALUES, node.pointer("format", "type"), part,
					part.described() + ", but the contract has " + described(format) + " there.",
					"Use " + ClassUtil.primitiveType(natural).getSimpleName() + ".");
		}
		else if (writing ? (format == SerdeFormat.INT32 && wanted == Long.class)
				: (format == SerdeFormat.INT64 && wanted == Integer.class && exceedsInt(NumberRange.of(node, 1)))) {
			findings.add(TypeRule.WIDTH, node.pointer("format", "type"), part,
					part.described() + ", but the contract has " + described(format) + " there.",
					"Use " + (writing ? "int" : "long") + ".");
		}
	}

	private static String described(SerdeFormat format) {
		return switch (format) {
			case INT32 -> "an integer in 4 bytes";
			case INT64 -> "an integer in 8 bytes";
			case FLOAT -> "a number in 4 bytes";
			case DOUBLE -> "a number in 8 bytes";
			default -> "a boolean";
		};
	}

	private static boolean exceedsInt(NumberRange range) {
		return (range.max() != null && range.max().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0)
				|| (range.min() != null && range.min().compareTo(BigDecimal.valueOf(Integer.MIN_VALUE)) < 0);
	}

}
