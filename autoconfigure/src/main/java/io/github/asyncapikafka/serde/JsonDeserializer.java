package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
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
			this.reader = (data) -> FiniteNumbers.mayBeNeeded(data) ? finite(objectReader, data)
					: objectReader.readValue(data);
		}
	}

	private static Object finite(ObjectReader reader, byte[] data) {
		try (JsonParser parser = new FiniteNumbers(reader.createParser(data))) {
			return reader.readValue(parser);
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
			throw JsonFailure.of(this.type, ex);
		}
	}

}
