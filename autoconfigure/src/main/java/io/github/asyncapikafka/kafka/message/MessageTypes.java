package io.github.asyncapikafka.kafka.message;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.kafka.ChannelMessage;
import org.jspecify.annotations.Nullable;

/**
 * Knows which messages of a channel a class stands for: those that configuration or
 * {@link ChannelMessage} say, or else that it is named like.
 */
public final class MessageTypes {

	private MessageTypes() {
	}

	/**
	 * Return the messages that a class stands for.
	 * @param type the class
	 * @param operation an operation of the channel
	 * @param messages messages of the channel
	 * @return those among the messages, empty if it stands for none
	 */
	public static List<KafkaMessage> named(Class<?> type, KafkaOperation operation, Collection<KafkaMessage> messages) {
		return messages.stream().filter((message) -> isNamed(type, operation, message)).toList();
	}

	/**
	 * Return whether a class says itself which message it stands for.
	 */
	static boolean isAnnotated(Class<?> type) {
		return type.isAnnotationPresent(ChannelMessage.class);
	}

	private static boolean isNamed(Class<?> type, KafkaOperation operation, KafkaMessage message) {
		String configured = (message.type() != null) ? message.type().value() : null;
		if (configured != null && isCalled(type, configured)) {
			return true;
		}
		ChannelMessage annotation = type.getAnnotation(ChannelMessage.class);
		if (annotation != null) {
			String qualified = Suggestions.canonical(operation.channel().id() + "/" + message.id());
			return Arrays.stream(annotation.value())
				.anyMatch((id) -> message.isNamedLike(id) || Suggestions.canonical(id).equals(qualified));
		}
		return configured == null && message.isNamedLike(type.getSimpleName());
	}

	private static boolean isCalled(Class<?> type, String name) {
		return name.equals(type.getName()) || name.equals(type.getCanonicalName());
	}

	/**
	 * Return the messages that the class of a payload stands for, or else one of its
	 * superclasses.
	 * @param type the class of the payload
	 * @param operation an operation of the channel
	 * @param messages messages of the channel
	 * @return those among the messages, empty if it stands for none
	 */
	public static List<KafkaMessage> ofPayload(Class<?> type, KafkaOperation operation,
			Collection<KafkaMessage> messages) {
		List<KafkaMessage> named = List.of();
		for (@Nullable
		Class<?> current = type; current != null && named.isEmpty(); current = current.getSuperclass()) {
			named = named(current, operation, messages);
		}
		return named;
	}

}
