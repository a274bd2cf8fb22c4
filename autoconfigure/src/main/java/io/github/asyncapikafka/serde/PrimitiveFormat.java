package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;

import io.github.asyncapikafka.binding.format.SerdeFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.BooleanDeserializer;
import org.apache.kafka.common.serialization.BooleanSerializer;
import org.apache.kafka.common.serialization.DoubleDeserializer;
import org.apache.kafka.common.serialization.DoubleSerializer;
import org.apache.kafka.common.serialization.FloatDeserializer;
import org.apache.kafka.common.serialization.FloatSerializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Numbers and booleans as Kafka's own serializers write them.
 */
final class PrimitiveFormat {

	private static final Map<Class<?>, Class<?>> BOXES = Map.of(int.class, Integer.class, long.class, Long.class,
			float.class, Float.class, double.class, Double.class, boolean.class, Boolean.class);

	private PrimitiveFormat() {
	}

	static byte @Nullable [] write(SerdeFormat format, @Nullable Object data) {
		if (data == null) {
			return null;
		}
		if (format == SerdeFormat.BOOLEAN && data instanceof Boolean value) {
			return new BooleanSerializer().serialize("", value);
		}
		if (format == SerdeFormat.FLOAT && data instanceof Float value) {
			return new FloatSerializer().serialize("", value);
		}
		boolean integer = data instanceof Long || data instanceof Integer || data instanceof Short
				|| data instanceof Byte;
		if (format == SerdeFormat.DOUBLE && (data instanceof Double || data instanceof Float || integer)) {
			return new DoubleSerializer().serialize("", toDouble((Number) data));
		}
		if (format == SerdeFormat.INT64 && integer) {
			return new LongSerializer().serialize("", ((Number) data).longValue());
		}
		if (format == SerdeFormat.INT32 && integer) {
			return new IntegerSerializer().serialize("", toInt(((Number) data).longValue()));
		}
		throw new SerializationException(data.getClass().getName() + " cannot be written as " + format);
	}

	static Function<byte[], Object> reader(SerdeFormat format, Type type) {
		Type wanted = (type instanceof Class<?> primitive && primitive.isPrimitive()) ? BOXES.get(primitive) : type;
		Function<byte[], ? extends Object> natural = natural(format);
		if (wanted instanceof Class<?> wantedClass && wantedClass.isAssignableFrom(naturalType(format))) {
			return natural::apply;
		}
		if (format == SerdeFormat.INT32 && wanted == Long.class) {
			return (data) -> ((Integer) natural.apply(data)).longValue();
		}
		if (format == SerdeFormat.INT64 && wanted == Integer.class) {
			return (data) -> toInt((Long) natural.apply(data));
		}
		if (format == SerdeFormat.FLOAT && wanted == Double.class) {
			return (data) -> ((Float) natural.apply(data)).doubleValue();
		}
		if (wanted == byte[].class) {
			return (data) -> data;
		}
		throw new IllegalArgumentException(format + " cannot be read as " + type.getTypeName());
	}

	private static double toDouble(Number value) {
		double number = value.doubleValue();
		if (value instanceof Long integer && (number == 0x1p63 || (long) number != integer)) {
			throw new SerializationException("The number does not fit into a double");
		}
		return number;
	}

	private static int toInt(long value) {
		try {
			return Math.toIntExact(value);
		}
		catch (ArithmeticException ex) {
			throw new SerializationException("The number does not fit into 4 bytes", ex);
		}
	}

	private static Class<?> naturalType(SerdeFormat format) {
		return switch (format) {
			case INT32 -> Integer.class;
			case INT64 -> Long.class;
			case FLOAT -> Float.class;
			case DOUBLE -> Double.class;
			default -> Boolean.class;
		};
	}

	private static Function<byte[], ? extends Object> natural(SerdeFormat format) {
		return switch (format) {
			case INT32 -> (data) -> new IntegerDeserializer().deserialize("", data);
			case INT64 -> (data) -> new LongDeserializer().deserialize("", data);
			case FLOAT -> (data) -> new FloatDeserializer().deserialize("", data);
			case DOUBLE -> (data) -> new DoubleDeserializer().deserialize("", data);
			default -> (data) -> new BooleanDeserializer().deserialize("", data);
		};
	}

}
