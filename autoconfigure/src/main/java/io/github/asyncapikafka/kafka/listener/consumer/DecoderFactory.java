package io.github.asyncapikafka.kafka.listener.consumer;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoder.MessageDecoder;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoder.PartDecoder;
import io.github.asyncapikafka.kafka.message.HandledMessages;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Deserializer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Creates decoders as the contract says, for types that are known.
 */
final class DecoderFactory {

	private final ObjectProvider<ContractSerdes> serdes;

	private final ObjectProvider<ContractChecks> checks;

	private final Supplier<ConsumerFactory<?, ?>> application;

	DecoderFactory(ObjectProvider<ContractSerdes> serdes, ObjectProvider<ContractChecks> checks,
			Supplier<ConsumerFactory<?, ?>> application) {
		this.serdes = serdes;
		this.checks = checks;
		this.application = application;
	}

	RecordDecoder newDecoder(KafkaOperation operation, HandledMessages handled, Set<String> textHeaders,
			Map<String, Object> configuration, boolean checks, boolean includeException) {
		List<Deserializer<?>> owned = new ArrayList<>();
		Map<Form, MessageDecoder> byForm = new HashMap<>();
		Map<KafkaMessage, MessageDecoder> decoders = new IdentityHashMap<>();
		handled.types().forEach((message, type) -> {
			Form form = Form.of(operation, message, type);
			decoders.put(message,
					byForm.computeIfAbsent(form, (key) -> newDecoder(key, handled.key(), configuration, owned)));
		});
		MessageDecoder common = (byForm.size() == 1 && handled.unhandled().isEmpty())
				? byForm.values().iterator().next() : null;
		if (operation.messages().isEmpty()) {
			common = newDecoder(Form.ofAny(operation, handled.anyType()), handled.key(), configuration, owned);
		}
		return new RecordDecoder(operation, this.checks.getObject().received(operation, checks), textHeaders, decoders,
				common, handled.takesTombstones(), owned, includeException);
	}

	/**
	 * Create the decoder of dead letters of retry topics.
	 */
	RecordDecoder newDeadLetterDecoder(KafkaOperation operation, DeadLetterTypes types, Set<String> textHeaders,
			Map<String, Object> configuration, boolean includeException) {
		List<Deserializer<?>> owned = new ArrayList<>();
		Map<KafkaMessage, MessageDecoder> decoders = new IdentityHashMap<>();
		Stream.concat(operation.messages().stream(), operation.otherMessages().stream()).forEach((message) -> {
			Type type = types.payload(message);
			MessageDecoder decoder = (type != null) ? newDecoder(Form.of(operation, message, type),
					types.key(message.key().value()), configuration, owned) : null;
			decoders.put(message, types.lenient(decoder));
		});
		Form any = Form.ofAny(operation, types.anyType());
		MessageDecoder ofAny = operation.messages().isEmpty()
				? newDecoder(any, types.key(any.key()), configuration, owned) : null;
		MessageDecoder common = (decoders.size() == 1) ? decoders.values().iterator().next() : types.lenient(ofAny);
		return new RecordDecoder(operation, this.checks.getObject().received(operation, false), textHeaders, decoders,
				common, types.takesTombstones(), owned, includeException);
	}

	private MessageDecoder newDecoder(Form form, Type keyType, Map<String, Object> configuration,
			List<Deserializer<?>> owned) {
		ContractSerdes serdes = this.serdes.getObject();
		Deserializer<Object> key = serdes.keyDeserializer(form.key(), keyType,
				() -> configured(configuration, true, owned));
		Deserializer<Object> payload = serdes.payloadDeserializer(form.payload(), form.textPayload(), form.type(),
				() -> configured(configuration, false, owned));
		return new MessageDecoder(form.operationId(),
				new PartDecoder(key, keyType.getTypeName(), isOfApplication(form.key())),
				new PartDecoder(payload, form.type().getTypeName(), isOfApplication(form.payload())));
	}

	private static boolean isOfApplication(SerdeChoice choice) {
		return choice.format() == SerdeFormat.SPRING || choice.format() == SerdeFormat.BEAN;
	}

	/**
	 * Return the deserializer that a plain listener of the application would use,
	 * configured as Kafka does it.
	 */
	private Deserializer<?> configured(Map<String, Object> configuration, boolean key, List<Deserializer<?>> owned) {
		ConsumerFactory<?, ?> factory = this.application.get();
		Object instance = key ? factory.getKeyDeserializer() : factory.getValueDeserializer();
		if (instance == null) {
			instance = factory.getConfigurationProperties()
				.get(key ? ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG
						: ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
		}
		Deserializer<?> deserializer = ContractSerdes.configured(Objects.requireNonNull(instance), Deserializer.class,
				configuration, key);
		owned.add(deserializer);
		return deserializer;
	}

	/**
	 * How the records of a message are read.
	 *
	 * @param key how keys became bytes
	 * @param payload how payloads became bytes
	 * @param textPayload whether a string is a JSON value rather than JSON text
	 * @param type the type that the listener wants
	 * @param operationId the id of the operation that has the message
	 */
	private record Form(SerdeChoice key, SerdeChoice payload, boolean textPayload, Type type, String operationId) {

		static Form ofAny(KafkaOperation operation, Type type) {
			return new Form(new SerdeChoice(SerdeFormat.SPRING, null), new SerdeChoice(SerdeFormat.JSON, null), false,
					type, operation.id());
		}

		static Form of(KafkaOperation operation, KafkaMessage message, Type type) {
			return new Form(message.key().value(), Objects.requireNonNull(message.payload()).value(),
					message.isTextPayload(), type, operation.owner(message).id());
		}

	}

}
