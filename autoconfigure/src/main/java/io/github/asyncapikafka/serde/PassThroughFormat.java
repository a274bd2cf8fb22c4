package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a format that only the application knows. They may be text in UTF-8; what
 * is not is refused as such, because it could not be written again.
 */
final class PassThroughFormat {

	private PassThroughFormat() {
	}

	static byte @Nullable [] write(@Nullable Object data) {
		return (data instanceof String text) ? text.getBytes(StandardCharsets.UTF_8) : BinaryFormat.write(data);
	}

	static Function<byte[], Object> reader(Type type) {
		return (type == String.class) ? PassThroughFormat::text : BinaryFormat.reader(type);
	}

	private static String text(byte[] data) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new SerializationException("The bytes are no text in UTF-8", ex);
		}
	}

}
