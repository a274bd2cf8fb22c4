package io.github.asyncapikafka.kafka.listener.consumer;

import java.lang.reflect.AnnotatedElement;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.header.TextHeaders;
import io.github.asyncapikafka.kafka.message.HandledMessages;
import io.github.asyncapikafka.kafka.message.HandlerTypes;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Creates the decoders of operations: formats from the contract, types from the
 * listener's method.
 */
public final class RecordDecoders {

	private final ObjectProvider<ContractSerdes> serdes;

	private final DecoderFactory factory;

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
		this.factory = new DecoderFactory(serdes, checks, application);
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
		report(operation, unreadable(handled), name, problems);
	}

	/**
	 * Report types of which the application's mapper can never make a value. The mapper
	 * may need the listener's bean, so that has to be there.
	 * @param operation the operation
	 * @param handled what the listener takes
	 * @param name what the listener is called
	 * @param problems where they are reported
	 */
	public void checkMakeable(KafkaOperation operation, HandledMessages handled, String name, Problems problems) {
		if (unreadable(handled) == null) {
			report(operation, unmakeable(handled), name, problems);
		}
	}

	private static void report(KafkaOperation operation, @Nullable String unreadable, String name, Problems problems) {
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
		return new ConsumerSettings(operation, (configuration) -> this.factory.newDecoder(operation, handled,
				textHeaders, configuration, ofOperation, includeException), batch, ofOperation);
	}

	/**
	 * Return how consumers read the dead letters of a listener's retry topics.
	 * @param operation the operation
	 * @param element the method or class that listens
	 * @param implementation the class of the listener bean
	 * @param handler takes the dead letters
	 * @param includeException whether what deserializers say of a record may be passed on
	 * @return the settings of the consumers
	 */
	public ConsumerSettings deadLetterSettings(KafkaOperation operation, AnnotatedElement element,
			Class<?> implementation, DeadLetterHandler handler, boolean includeException) {
		DeadLetterTypes types = new DeadLetterTypes(operation, handler,
				handled(operation, element, implementation, false));
		Set<String> textHeaders = TextHeaders.of(handler.method(), operation.messages());
		return new ConsumerSettings(operation, (configuration) -> this.factory.newDeadLetterDecoder(operation, types,
				textHeaders, configuration, includeException), false, false);
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

}
