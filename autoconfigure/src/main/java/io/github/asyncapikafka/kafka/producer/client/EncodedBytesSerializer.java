package io.github.asyncapikafka.kafka.producer.client;

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

	private @Nullable Serializer<Object> delegate;

	/**
	 * Create an instance.
	 * @param supplied the serializer that code has given the factory, or {@code null} for
	 * the one that the producer's configuration names
	 */
	private EncodedBytesSerializer(@Nullable Serializer<Object> supplied) {
		this.delegate = supplied;
	}

	/**
	 * Put this serializer in front of the serializers of a producer factory.
	 * @param factory the application's producer factory
	 */
	@SuppressWarnings("unchecked")
	public static void install(DefaultKafkaProducerFactory<?, ?> factory) {
		DefaultKafkaProducerFactory<Object, Object> typed = (DefaultKafkaProducerFactory<Object, Object>) factory;
		typed.setKeySerializerSupplier(wrap(typed.getKeySerializerSupplier()));
		typed.setValueSerializerSupplier(wrap(typed.getValueSerializerSupplier()));
	}

	private static Supplier<@Nullable Serializer<Object>> wrap(
			@Nullable Supplier<@Nullable Serializer<Object>> supplier) {
		return () -> new EncodedBytesSerializer((supplier != null) ? supplier.get() : null);
	}

	@Override
	@SuppressWarnings("unchecked")
	public void configure(Map<String, ?> configuration, boolean isKey) {
		if (this.delegate == null) {
			Object configured = configuration
				.get(isKey ? ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG : ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
			this.delegate = ContractSerdes.newInstance(Objects.requireNonNull(configured), Serializer.class);
		}
		this.delegate.configure(configuration, isKey);
	}

	private Serializer<Object> delegate() {
		return Objects.requireNonNull(this.delegate, "The serializer is not configured");
	}

	@Override
	public byte @Nullable [] serialize(String topic, @Nullable Object data) {
		return (data instanceof EncodedBytes encoded) ? encoded.bytes() : delegate().serialize(topic, data);
	}

	@Override
	public byte @Nullable [] serialize(String topic, Headers headers, @Nullable Object data) {
		return (data instanceof EncodedBytes encoded) ? encoded.bytes() : delegate().serialize(topic, headers, data);
	}

	@Override
	public void close() {
		if (this.delegate != null) {
			this.delegate.close();
		}
	}

}
