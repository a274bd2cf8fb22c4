package io.github.asyncapikafka.kafka.listener.consumer;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.header.TextHeaders;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoder.MessageDecoder;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoder.PartDecoder;
import io.github.asyncapikafka.kafka.message.HandledMessages;
import io.github.asyncapikafka.kafka.message.HandlerTypes;
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
	 * Match the messages of an operation and the methods of a listener.
	 * @param operation the operation
	 * @param element the method or class that listens
	 * @param implementation the class of the listener bean
	 * @param batch whether it takes batches, or {@code null} if nobody says so yet
	 * @return which method takes which message
	 */
	public HandledMessages handled(KafkaOperation operation, AnnotatedElement element, Class<?> implementation,
			@Nullable String batch) {
		boolean takesBatches = (batch != null) ? Boolean.parseBoolean(batch) : this.batchByDefault;
		HandledMessages handled = handled(operation, element, implementation, takesBatches);
		boolean fits = handled.mistakes().isEmpty() && handled.missing().isEmpty() && unreadable(handled) == null;
		return (!fits && batch == null && HandlerTypes.of(element, implementation, true).takesList())
				? handled(operation, element, implementation, true) : handled;
	}

	/**
	 * Return the types of a listener of which no operation is known.
	 * @param element the method or class that listens
	 * @param implementation the class of the listener bean
	 * @param batch whether it takes batches, or {@code null} if nobody says so yet
	 * @return the types that its methods take
	 */
	public HandlerTypes types(AnnotatedElement element, Class<?> implementation, @Nullable String batch) {
		return HandlerTypes.of(element, implementation,
				(batch != null) ? Boolean.parseBoolean(batch) : this.batchByDefault);
	}

	/**
	 * Report formats that cannot be read as the types that a listener wants.
	 * @param operation the operation
	 * @param handled what the listener takes
	 * @param name what the listener is called
	 * @param problems where they are reported
	 */
	public void check(KafkaOperation operation, HandledMessages handled, String name, Problems problems) {
		String unreadable = unreadable(handled);
		unreadable = (unreadable != null) ? unreadable : unmakeable(handled);
		if (unreadable != null) {
			problems.add(operation.location(),
					name + " cannot take the messages of " + Printable.quote(operation.id()) + ": " + unreadable + ".",
					"Change the type of the parameter, or the contract.");
		}
	}

	private static HandledMessages handled(KafkaOperation operation, AnnotatedElement element, Class<?> implementation,
			boolean batch) {
		return HandledMessages.of(operation, HandlerTypes.of(element, implementation, batch),
				implementation.getClassLoader());
	}

	/**
	 * Return how consumers read the records of an operation.
	 * @param operation the operation
	 * @param element the method or class that listens
	 * @param implementation the class of the listener bean
	 * @param batch whether the listener takes batches
	 * @param ofOperation whether the records come from the operation's own topic, so that
	 * nobody has checked them yet
	 * @param includeException whether what deserializers say of a record may be passed on
	 * @return the settings of the consumers
	 * @throws InvalidContractException if the listener cannot take what is received,
	 * which may show only now that it is known whether it takes batches
	 */
	public ConsumerSettings settings(KafkaOperation operation, AnnotatedElement element, Class<?> implementation,
			boolean batch, boolean ofOperation, boolean includeException) {
		HandledMessages handled = handled(operation, element, implementation, batch);
		Problems problems = new Problems();
		handled.mistakes()
			.forEach((mistake) -> problems.add(operation.location(), element + " " + mistake, HandledMessages.REMEDY));
		check(operation, handled, element.toString(), problems);
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems.toList());
		}
		Set<String> textHeaders = TextHeaders.of(element, operation.messages());
		return new ConsumerSettings(operation, (configuration) -> newDecoder(operation, handled, textHeaders,
				configuration, ofOperation, includeException), batch, ofOperation);
	}

	/**
	 * Return what the application's consumers are configured with.
	 * @return settings by the name of Kafka
	 */
	public Map<String, Object> consumerConfiguration() {
		return this.application.get().getConfigurationProperties();
	}

	/**
	 * Return why a format cannot be read as the type that the listener wants, or
	 * {@code null} if it can.
	 */
	private static @Nullable String unreadable(HandledMessages handled) {
		try {
			handled.types().forEach((message, type) -> {
				ContractSerdes.checkReadable(message.key().value(), handled.key());
				if (message.payload() != null) {
					ContractSerdes.checkReadable(message.payload().value(), type);
				}
			});
			return null;
		}
		catch (IllegalArgumentException ex) {
			return ex.getMessage();
		}
	}

	/**
	 * Return why values of a type that the listener wants can never be made, or
	 * {@code null} if they can.
	 */
	private @Nullable String unmakeable(HandledMessages handled) {
		try {
			handled.types().forEach((message, type) -> {
				if (message.payload() != null) {
					this.serdes.getObject().checkMakeable(message.payload().value(), type);
				}
			});
			return null;
		}
		catch (IllegalArgumentException ex) {
			return ex.getMessage();
		}
	}

	private RecordDecoder newDecoder(KafkaOperation operation, HandledMessages handled, Set<String> textHeaders,
			Map<String, Object> configuration, boolean checks, boolean includeException) {
		List<Deserializer<?>> owned = new ArrayList<>();
		Map<Form, MessageDecoder> byForm = new HashMap<>();
		Map<KafkaMessage, MessageDecoder> decoders = new IdentityHashMap<>();
		handled.types().forEach((message, type) -> {
			Form form = new Form(message.key().value(), Objects.requireNonNull(message.payload()).value(),
					message.isTextPayload(), type, operation.owner(message).id());
			decoders.put(message,
					byForm.computeIfAbsent(form, (key) -> newDecoder(key, handled.key(), configuration, owned)));
		});
		MessageDecoder common = (byForm.size() == 1 && handled.unhandled().isEmpty())
				? byForm.values().iterator().next() : null;
		if (operation.messages().isEmpty()) {
			common = newDecoder(new Form(new SerdeChoice(SerdeFormat.SPRING, null),
					new SerdeChoice(SerdeFormat.JSON, null), false, handled.anyType(), operation.id()), handled.key(),
					configuration, owned);
		}
		return new RecordDecoder(operation, this.checks.getObject().received(operation, checks), textHeaders, decoders,
				common, handled.takesTombstones(), owned, includeException);
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

	}

}
