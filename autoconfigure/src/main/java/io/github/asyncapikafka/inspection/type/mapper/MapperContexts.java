package io.github.asyncapikafka.inspection.type.mapper;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * Gets hold of the contexts in which a mapper looks at types. It gives them out only
 * while it reads or writes, so it is made to do so.
 */
public final class MapperContexts {

	private MapperContexts() {
	}

	/**
	 * Return a context in which the mapper reads.
	 */
	public static DeserializationContext reading(JsonMapper mapper) {
		AtomicReference<DeserializationContext> result = new AtomicReference<>();
		mapper.readerFor(Probe.class).withHandler(new DeserializationProblemHandler() {

			@Override
			public @Nullable Object handleMissingInstantiator(DeserializationContext context, Class<?> type,
					ValueInstantiator instantiator, JsonParser parser, String message) {
				if (type != Probe.class) {
					return NOT_HANDLED;
				}
				result.set(context);
				parser.skipChildren();
				return null;
			}

		}).readValue("{}");
		return result.get();
	}

	/**
	 * Return a context in which the mapper writes.
	 */
	public static SerializationContext writing(JsonMapper mapper) {
		AtomicReference<SerializationContext> result = new AtomicReference<>();
		mapper.writeValueAsString(new JacksonSerializable.Base() {

			@Override
			public void serialize(JsonGenerator generator, SerializationContext context) {
				result.set(context);
				generator.writeNull();
			}

			@Override
			public void serializeWithType(JsonGenerator generator, SerializationContext context,
					TypeSerializer typeSerializer) {
				serialize(generator, context);
			}

		});
		return result.get();
	}

	/** A type of which no value exists. */
	interface Probe {

	}

}
