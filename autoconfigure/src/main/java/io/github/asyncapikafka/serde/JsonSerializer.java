package io.github.asyncapikafka.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON. Bytes, and strings unless the schema says that the payload is a string,
 * are JSON text already.
 */
final class JsonSerializer implements Serializer<Object> {

	private final JsonMapper mapper;

	private final boolean textPayload;

	JsonSerializer(JsonMapper mapper, boolean textPayload) {
		this.mapper = mapper;
		this.textPayload = textPayload;
	}

	@Override
	public byte @Nullable [] serialize(String topic, @Nullable Object data) {
		if (data == null || data instanceof byte[]) {
			return (byte[]) data;
		}
		if (data instanceof String text && !this.textPayload) {
			return TextFormat.utf8(text);
		}
		try {
			return this.mapper.writeValueAsBytes(data);
		}
		catch (JacksonException ex) {
			throw new SerializationException("Cannot write " + data.getClass().getName() + " as JSON", ex);
		}
	}

}
