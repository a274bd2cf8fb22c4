package io.github.asyncapikafka.kafka.producer;

import java.util.Objects;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.kafka.producer.client.ProducerTemplates;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Serializes key and payload of a message.
 */
final class RecordEncoder {

	private final SingletonSupplier<Serializer<Object>> keySerializer;

	private final SingletonSupplier<Serializer<Object>> payloadSerializer;

	private RecordEncoder(SingletonSupplier<Serializer<Object>> keySerializer,
			SingletonSupplier<Serializer<Object>> payloadSerializer) {
		this.keySerializer = keySerializer;
		this.payloadSerializer = payloadSerializer;
	}

	static RecordEncoder of(KafkaMessage message, ContractSerdes serdes, ProducerTemplates templates) {
		return of(serdes, templates, message.key().value(), Objects.requireNonNull(message.payload()).value(),
				message.isTextPayload());
	}

	static RecordEncoder json(ContractSerdes serdes, ProducerTemplates templates) {
		return of(serdes, templates, new SerdeChoice(SerdeFormat.SPRING, null), new SerdeChoice(SerdeFormat.JSON, null),
				false);
	}

	private static RecordEncoder of(ContractSerdes serdes, ProducerTemplates templates, SerdeChoice key,
			SerdeChoice payload, boolean textPayload) {
		return new RecordEncoder(
				SingletonSupplier.of(() -> serdes.keySerializer(key, () -> templates.configuredSerializer(true))),
				SingletonSupplier.of(() -> serdes.payloadSerializer(payload, textPayload,
						() -> templates.configuredSerializer(false))));
	}

	byte @Nullable [] key(String topic, Headers headers, @Nullable Object key) {
		return this.keySerializer.obtain().serialize(topic, headers, key);
	}

	byte @Nullable [] payload(String topic, Headers headers, @Nullable Object payload) {
		return this.payloadSerializer.obtain().serialize(topic, headers, payload);
	}

}
