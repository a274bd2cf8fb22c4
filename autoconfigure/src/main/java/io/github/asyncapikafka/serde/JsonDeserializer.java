package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON as the type that the application wants, whatever type headers a record has.
 */
final class JsonDeserializer implements Deserializer<Object> {

	private final Type type;

	private final Function<byte[], Object> reader;

	JsonDeserializer(JsonMapper mapper, boolean textPayload, Type type) {
		this.type = type;
		if (type == byte[].class) {
			this.reader = (data) -> data;
		}
		else if (type == String.class && !textPayload) {
			this.reader = (data) -> new String(data, StandardCharsets.UTF_8);
		}
		else {
			ObjectReader objectReader = mapper.readerFor(mapper.constructType(type));
			this.reader = objectReader::readValue;
		}
	}

	@Override
	public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
		if (data == null) {
			return null;
		}
		try {
			return this.reader.apply(data);
		}
		catch (JacksonException ex) {
			throw new SerializationException(JsonFailure.describe(this.type, ex), JsonFailure.ofApplication(ex));
		}
	}

}
