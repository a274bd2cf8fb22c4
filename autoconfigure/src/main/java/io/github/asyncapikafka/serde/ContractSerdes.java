package io.github.asyncapikafka.serde;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates the serializers and deserializers that a contract has chosen. All but those of
 * {@code Serde} beans and of {@code spring.kafka} are safe for use by several threads.
 */
public final class ContractSerdes {

	private final JsonMapper mapper;

	private final Function<String, Serde<?>> beans;

	/**
	 * Create an instance.
	 * @param mapper the application's mapper
	 * @param beans gives the {@code Serde} bean of a name
	 */
	public ContractSerdes(JsonMapper mapper, Function<String, Serde<?>> beans) {
		this.mapper = mapper;
		this.beans = beans;
	}

	/**
	 * Create the serializer of a payload.
	 * @param choice what the contract has chosen
	 * @param textPayload whether a string is a JSON value rather than JSON text
	 * @param spring gives the configured serializer of {@code spring.kafka}
	 * @return the serializer
	 */
	public Serializer<Object> payloadSerializer(SerdeChoice choice, boolean textPayload,
			Supplier<Serializer<?>> spring) {
		return serializer(choice, textPayload, false, spring);
	}

	/**
	 * Create the serializer of a key. Equal keys become the same bytes, which decide the
	 * partition.
	 * @param choice what the contract has chosen
	 * @param spring gives the configured serializer of {@code spring.kafka}
	 * @return the serializer
	 */
	public Serializer<Object> keySerializer(SerdeChoice choice, Supplier<Serializer<?>> spring) {
		return serializer(choice, false, true, spring);
	}

	@SuppressWarnings("unchecked")
	private Serializer<Object> serializer(SerdeChoice choice, boolean textPayload, boolean key,
			Supplier<Serializer<?>> spring) {
		return switch (choice.format()) {
			case JSON -> new JsonSerializer(this.mapper, textPayload, key);
			case TEXT -> (topic, data) -> TextFormat.write(data);
			case BINARY -> (topic, data) -> BinaryFormat.write(data);
			case PASS_THROUGH -> (topic, data) -> PassThroughFormat.write(data);
			case INT32, INT64, FLOAT, DOUBLE, BOOLEAN -> (topic, data) -> PrimitiveFormat.write(choice.format(), data);
			case SPRING -> (Serializer<Object>) spring.get();
			case BEAN -> (Serializer<Object>) bean(choice).serializer();
		};
	}

	/**
	 * Create the deserializer of a payload.
	 * @param choice what the contract has chosen
	 * @param textPayload whether a string is a JSON value rather than JSON text
	 * @param type the type that the application wants
	 * @param spring gives the configured deserializer of {@code spring.kafka}
	 * @return the deserializer
	 * @throws IllegalArgumentException if the format cannot be read as the type
	 */
	public Deserializer<Object> payloadDeserializer(SerdeChoice choice, boolean textPayload, Type type,
			Supplier<Deserializer<?>> spring) {
		return deserializer(choice, textPayload, type, spring);
	}

	/**
	 * Create the deserializer of a key.
	 * @param choice what the contract has chosen
	 * @param type the type that the application wants
	 * @param spring gives the configured deserializer of {@code spring.kafka}
	 * @return the deserializer
	 * @throws IllegalArgumentException if the format cannot be read as the type
	 */
	public Deserializer<Object> keyDeserializer(SerdeChoice choice, Type type, Supplier<Deserializer<?>> spring) {
		return deserializer(choice, false, type, spring);
	}

	@SuppressWarnings("unchecked")
	private Deserializer<Object> deserializer(SerdeChoice choice, boolean textPayload, Type type,
			Supplier<Deserializer<?>> spring) {
		return switch (choice.format()) {
			case JSON -> new JsonDeserializer(this.mapper, textPayload, type);
			case TEXT -> reading(TextFormat.reader(type));
			case BINARY -> reading(BinaryFormat.reader(type));
			case PASS_THROUGH -> reading(PassThroughFormat.reader(type));
			case INT32, INT64, FLOAT, DOUBLE, BOOLEAN -> reading(PrimitiveFormat.reader(choice.format(), type));
			case SPRING -> (Deserializer<Object>) spring.get();
			case BEAN -> (Deserializer<Object>) bean(choice).deserializer();
		};
	}

	/**
	 * Check that a format can be read as a type, as far as that shows without a record.
	 * @param choice what the contract has chosen
	 * @param type the type that the application wants
	 * @throws IllegalArgumentException if it cannot
	 */
	public static void checkReadable(SerdeChoice choice, Type type) {
		switch (choice.format()) {
			case TEXT -> TextFormat.reader(type);
			case BINARY -> BinaryFormat.reader(type);
			case PASS_THROUGH -> PassThroughFormat.reader(type);
			case INT32, INT64, FLOAT, DOUBLE, BOOLEAN -> PrimitiveFormat.reader(choice.format(), type);
			default -> {
				// what reads it decides
			}
		}
	}

	/**
	 * Check that values of a type can be made from a format, which only the application's
	 * mapper knows of JSON.
	 * @param choice what the contract has chosen
	 * @param type the type that the application wants
	 * @throws IllegalArgumentException if none can ever be
	 */
	public void checkMakeable(SerdeChoice choice, Type type) {
		if (choice.format() == SerdeFormat.JSON) {
			AbstractTypes.check(this.mapper, type);
		}
	}

	private static Deserializer<Object> reading(Function<byte[], Object> reader) {
		return (topic, data) -> (data != null) ? reader.apply(data) : null;
	}

	private Serde<?> bean(SerdeChoice choice) {
		return this.beans.apply(Objects.requireNonNull(choice.bean()));
	}

	/**
	 * Create and configure a serializer or deserializer as Kafka does.
	 * @param <T> the type of the result
	 * @param configured a class, the name of a class, or an instance
	 * @param type the interface
	 * @param configuration the client's configuration, with which it is configured
	 * @param key whether it is for keys
	 * @return the configured instance
	 */
	public static <T> T configured(Object configured, Class<T> type, Map<String, Object> configuration, boolean key) {
		T instance = newInstance(configured, type);
		if (instance instanceof Deserializer<?> deserializer) {
			deserializer.configure(configuration, key);
		}
		else if (instance instanceof Serializer<?> serializer) {
			serializer.configure(configuration, key);
		}
		return instance;
	}

	/**
	 * Create a serializer or deserializer without configuring it.
	 * @param <T> the type of the result
	 * @param configured a class, the name of a class, or an instance
	 * @param type the interface
	 * @return the instance
	 */
	public static <T> T newInstance(Object configured, Class<T> type) {
		if (configured instanceof Class<?> implementation) {
			return type.cast(Utils.newInstance(implementation));
		}
		return (configured instanceof String className) ? byName(className, type) : type.cast(configured);
	}

	private static <T> T byName(String className, Class<T> type) {
		try {
			return Utils.newInstance(className, type);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalArgumentException("There is no class " + className, ex);
		}
	}

}
