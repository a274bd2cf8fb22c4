package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.function.Function;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The bytes themselves.
 */
final class BinaryFormat {

	private BinaryFormat() {
	}

	static byte @Nullable [] write(@Nullable Object data) {
		if (data == null || data instanceof byte[]) {
			return (byte[]) data;
		}
		if (data instanceof ByteBuffer buffer) {
			byte[] bytes = new byte[buffer.remaining()];
			buffer.duplicate().get(bytes);
			return bytes;
		}
		if (data instanceof Bytes bytes) {
			return bytes.get();
		}
		throw new SerializationException(data.getClass().getName() + " cannot be written as bytes");
	}

	static Function<byte[], Object> reader(Type type) {
		if (type == byte[].class || type == Object.class) {
			return (data) -> data;
		}
		if (type == ByteBuffer.class) {
			return ByteBuffer::wrap;
		}
		if (type == Bytes.class) {
			return Bytes::wrap;
		}
		throw new IllegalArgumentException("bytes cannot be read as " + type.getTypeName());
	}

}
