package io.github.asyncapikafka.kafka.producer;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.github.asyncapikafka.serde.ContractSerdes;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * Lets {@link EncodedBytes} through the serializer of the application, which sees
 * everything else. A transaction belongs to one producer factory, so channels have to
 * share that of the application if it is transactional.
 */
public final class EncodedBytesSerializer implements Serializer<Object> {

	private final Serializer<Object> delegate;

	private EncodedBytesSerializer(Serializer<Object> delegate) {
		this.delegate = delegate;
	}

	/**
	 * Put this serializer in front of the serializers of a producer factory.
	 * @param factory the application's producer factory
	 */
	@SuppressWarnings("unchecked")
	public static void install(DefaultKafkaProducerFactory<?, ?> factory) {
		DefaultKafkaProducerFactory<Object, Object> typed = (DefaultKafkaProducerFactory<Object, Object>) factory;
		Map<String, Object> configuration = typed.getConfigurationProperties();
		typed.setKeySerializerSupplier(
				wrap(typed.getKeySerializerSupplier(), configuration, ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG));
		typed.setValueSerializerSupplier(
				wrap(typed.getValueSerializerSupplier(), configuration, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG));
	}

	@SuppressWarnings("unchecked")
	private static Supplier<@Nullable Serializer<Object>> wrap(
			@Nullable Supplier<@Nullable Serializer<Object>> supplier, Map<String, Object> configuration, String key) {
		return () -> {
			Serializer<Object> supplied = (supplier != null) ? supplier.get() : null;
			Serializer<Object> delegate = (supplied != null) ? supplied
					: ContractSerdes.newInstance(Objects.requireNonNull(configuration.get(key)), Serializer.class);
			return new EncodedBytesSerializer(delegate);
		};
	}

	@Override
	public void configure(Map<String, ?> configuration, boolean isKey) {
		this.delegate.configure(configuration, isKey);
	}

	@Override
	public byte @Nullable [] serialize(String topic, @Nullable Object data) {
		return (data instanceof EncodedBytes encoded) ? encoded.bytes() : this.delegate.serialize(topic, data);
	}

	@Override
	public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Object data) {
		return (data instanceof EncodedBytes encoded) ? encoded.bytes() : this.delegate.serialize(topic, headers, data);
	}

	@Override
	public void close() {
		this.delegate.close();
	}

}
