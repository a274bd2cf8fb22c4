package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.SerdeChoice;
import io.github.asyncapikafka.binding.SerdeFormat;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.listener.RecordDecoder.PartDecoder;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Creates the decoders of operations: formats from the contract, types from the
 * listener's method.
 */
public final class RecordDecoders {

	private final ObjectProvider<ContractSerdes> serdes;

	private final ObjectProvider<ContractChecks> checks;

	private final Supplier<ConsumerFactory<?, ?>> application;

	private final boolean batchByDefault;

	/**
	 * Create an instance.
	 * @param serdes creates deserializers
	 * @param checks creates checks
	 * @param application gives the application's consumer factory
	 * @param batchByDefault whether listeners take batches if they say nothing else
	 */
	public RecordDecoders(ObjectProvider<ContractSerdes> serdes, ObjectProvider<ContractChecks> checks,
			Supplier<ConsumerFactory<?, ?>> application, boolean batchByDefault) {
		this.serdes = serdes;
		this.checks = checks;
		this.application = application;
		this.batchByDefault = batchByDefault;
	}

	/**
	 * Report what makes it impossible to decode records for a listener.
	 */
	void check(KafkaOperation operation, AnnotatedElement element, Class<?> implementation, String name,
			@Nullable String batch, Problems problems) {
		List<KafkaMessage> messages = operation.messages();
		if (messages.stream().anyMatch((message) -> message.payload() == null)) {
			return;
		}
		long encodings = messages.stream()
			.map((message) -> List.of(message.key().value(), Objects.requireNonNull(message.payload()).value(),
					message.isTextPayload()))
			.distinct()
			.count();
		if (encodings > 1) {
			problems.add(operation.location(),
					"The messages of the operation " + Printable.quote(operation.id())
							+ " have different keys or content types.",
					"Let them share one; telling such messages apart is not supported yet.");
			return;
		}
		try {
			ListenerTypes types = types(element, implementation, batch);
			checkReadable(messages, types);
		}
		catch (IllegalArgumentException ex) {
			if (batch == null && ListenerTypes.of(element, implementation, true).takesList()) {
				return;
			}
			problems.add(operation.location(), name + " cannot take the messages of " + Printable.quote(operation.id())
					+ ": " + ex.getMessage() + ".", "Change the type of the parameter, or the contract.");
		}
	}

	/**
	 * Return the types of a listener.
	 * @param batch what its annotation says of batches, or {@code null}
	 */
	ListenerTypes types(AnnotatedElement element, Class<?> implementation, @Nullable String batch) {
		boolean takesBatches = (batch != null) ? Boolean.parseBoolean(batch) : this.batchByDefault;
		return ListenerTypes.of(element, implementation, takesBatches);
	}

	/**
	 * Return what creates a decoder for each consumer of an operation from the consumer's
	 * configuration.
	 * @throws InvalidContractException if the listener cannot take what is received,
	 * which may show only now that it is known whether it takes batches
	 */
	Function<Map<String, Object>, RecordDecoder> create(KafkaOperation operation, AnnotatedElement element,
			Class<?> implementation, boolean batch, boolean checks) {
		ListenerTypes types = ListenerTypes.of(element, implementation, batch);
		try {
			checkReadable(operation.messages(), types);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidContractException(
					List.of(new Problem(
							operation.location(), element + " cannot take the messages of "
									+ Printable.quote(operation.id()) + ": " + ex.getMessage() + ".",
							"Change the type of the parameter, or the contract.")));
		}
		return (configuration) -> newDecoder(operation, types, configuration, checks);
	}

	/**
	 * Return what the application's consumers are configured with.
	 */
	Map<String, Object> consumerConfiguration() {
		return this.application.get().getConfigurationProperties();
	}

	private static void checkReadable(List<KafkaMessage> messages, ListenerTypes types) {
		for (KafkaMessage message : messages) {
			ContractSerdes.checkReadable(message.key().value(), types.key());
			ContractSerdes.checkReadable(Objects.requireNonNull(message.payload()).value(), types.payload());
		}
	}

	private RecordDecoder newDecoder(KafkaOperation operation, ListenerTypes types, Map<String, Object> configuration,
			boolean checks) {
		KafkaMessage message = operation.messages().isEmpty() ? null : operation.messages().get(0);
		SerdeChoice key = (message != null) ? message.key().value() : new SerdeChoice(SerdeFormat.SPRING, null);
		SerdeChoice payload = (message != null) ? Objects.requireNonNull(message.payload()).value()
				: new SerdeChoice(SerdeFormat.JSON, null);
		boolean textPayload = message != null && message.isTextPayload();
		ContractSerdes serdes = this.serdes.getObject();
		List<Deserializer<?>> owned = new ArrayList<>();
		Deserializer<Object> keyDeserializer = serdes.keyDeserializer(key, types.key(),
				() -> configured(configuration, true, owned));
		Map<KafkaMessage, Type> typesByMessage = types.byMessage(operation.messages());
		Deserializer<Object> valueDeserializer = (typesByMessage != null && payload.format() == SerdeFormat.JSON)
				? serdes.payloadDeserializer(typesByMessage) : serdes.payloadDeserializer(payload, textPayload,
						types.payload(), () -> configured(configuration, false, owned));
		return new RecordDecoder(operation.id(),
				this.checks.getObject().of(operation, checks ? operation.messages() : List.of()),
				new PartDecoder(keyDeserializer, types.key().getTypeName()),
				new PartDecoder(valueDeserializer, types.payload().getTypeName()), owned);
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

}
