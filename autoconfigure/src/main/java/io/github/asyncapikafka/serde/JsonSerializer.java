package io.github.asyncapikafka.serde;

import java.nio.charset.StandardCharsets;

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

	private final boolean sorted;

	/**
	 * Create an instance.
	 * @param mapper the application's mapper
	 * @param textPayload whether a string is a value rather than JSON text
	 * @param sorted whether equal values become the same bytes, so that the members of
	 * all objects are sorted
	 */
	JsonSerializer(JsonMapper mapper, boolean textPayload, boolean sorted) {
		this.mapper = mapper;
		this.textPayload = textPayload;
		this.sorted = sorted;
	}

	@Override
	public byte @Nullable [] serialize(String topic, @Nullable Object data) {
		if (data == null || data instanceof byte[]) {
			return (byte[]) data;
		}
		if (data instanceof String text && !this.textPayload) {
			return text.getBytes(StandardCharsets.UTF_8);
		}
		try {
			return this.mapper.writeValueAsBytes(this.sorted ? SortedMembers.of(this.mapper.valueToTree(data)) : data);
		}
		catch (JacksonException ex) {
			throw new SerializationException("Cannot write " + data.getClass().getName() + " as JSON", ex);
		}
	}

}
