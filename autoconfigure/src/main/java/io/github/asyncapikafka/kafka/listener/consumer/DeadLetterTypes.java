package io.github.asyncapikafka.kafka.listener.consumer;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoder.MessageDecoder;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoder.PartDecoder;
import io.github.asyncapikafka.kafka.message.HandledMessages;
import io.github.asyncapikafka.kafka.message.HandlerTypes;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;

/**
 * What the method that takes dead letters of retry topics gets: its own types, and those
 * of the listener where it says nothing. A dead letter can be anything, so what cannot be
 * read like that is bytes or text if the method takes these.
 */
final class DeadLetterTypes {

	private final KafkaOperation operation;

	private final HandledMessages own;

	private final HandledMessages ofListener;

	DeadLetterTypes(KafkaOperation operation, DeadLetterHandler handler, HandledMessages ofListener) {
		this.operation = operation;
		this.own = HandledMessages.of(operation, HandlerTypes.of(handler.method(), handler.implementation(), false),
				handler.implementation().getClassLoader());
		this.ofListener = ofListener;
	}

	/**
	 * Return the type that keys are read as, if they can be.
	 * @param choice how they became bytes
	 */
	Type key(SerdeChoice choice) {
		return readable(choice, (this.own.key() != Object.class) ? this.own.key() : this.ofListener.key());
	}

	/**
	 * Return the type that the payload of a message is read as, if it can be, or
	 * {@code null} if there is none.
	 */
	@Nullable Type payload(KafkaMessage message) {
		Type type = ((this.own.anyType() != Object.class) ? this.own : this.ofListener).types().get(message);
		return (type != null && message.payload() != null) ? readable(message.payload().value(), type) : null;
	}

	/**
	 * Return a type that bytes can be read as; Spring Kafka may be able to convert more.
	 */
	private static Type readable(SerdeChoice choice, Type type) {
		try {
			ContractSerdes.checkReadable(choice, type);
			return type;
		}
		catch (IllegalArgumentException ex) {
			return Object.class;
		}
	}

	/**
	 * Return the type of payloads of a channel that has no messages.
	 */
	Type anyType() {
		return (this.own.anyType() != Object.class) ? this.own.anyType() : this.ofListener.anyType();
	}

	boolean takesTombstones() {
		return this.own.takesTombstones();
	}

	/**
	 * Return what decodes dead letters.
	 * @param decoder decodes them as the contract says, or {@code null} if nobody knows
	 * how
	 */
	MessageDecoder lenient(@Nullable MessageDecoder decoder) {
		String operationId = (decoder != null) ? decoder.operationId() : this.operation.id();
		return new MessageDecoder(operationId, lenient((decoder != null) ? decoder.key() : null, this.own.key()),
				lenient((decoder != null) ? decoder.payload() : null, this.own.anyType()));
	}

	private static PartDecoder lenient(@Nullable PartDecoder decoder, Type type) {
		Class<?> wanted = ResolvableType.forType(type).toClass();
		String name = (decoder != null) ? decoder.type() : type.getTypeName();
		boolean ofApplication = decoder != null && decoder.ofApplication();
		if (wanted == byte[].class) {
			return new PartDecoder((topic, data) -> data, name, false);
		}
		Deserializer<Object> deserializer = (decoder != null) ? decoder.deserializer() : (topic, data) -> {
			throw new SerializationException("The record could be several of the messages, or is none that is taken");
		};
		if (wanted.isAssignableFrom(byte[].class)) {
			return new PartDecoder(new LenientDeserializer(deserializer, (data) -> data), name, ofApplication);
		}
		return wanted.isAssignableFrom(String.class) ? new PartDecoder(
				new LenientDeserializer(deserializer, (data) -> new String(data, StandardCharsets.UTF_8)), name,
				ofApplication) : new PartDecoder(deserializer, name, ofApplication);
	}

	/**
	 * Reads what another deserializer cannot read.
	 *
	 * @param first the other one, which somebody else closes
	 * @param last reads anything
	 */
	private record LenientDeserializer(Deserializer<Object> first,
			Function<byte[], Object> last) implements Deserializer<Object> {

		@Override
		public Object deserialize(String topic, byte[] data) {
			return deserialize(topic, null, data);
		}

		@Override
		public Object deserialize(String topic, @Nullable Headers headers, byte[] data) {
			try {
				return this.first.deserialize(topic, headers, data);
			}
			catch (RuntimeException | StackOverflowError ex) {
				return this.last.apply(data);
			}
		}

	}

}
