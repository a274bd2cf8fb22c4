package io.github.asyncapikafka.kafka.message;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of an operation a listener takes, and as which Java types.
 */
public final class HandledMessages {

	/**
	 * What can be done about {@link #mistakes() mistakes}.
	 */
	public static final String REMEDY = "Mark the payload with @Payload, have a @KafkaHandler method for each message "
			+ "whose type is named like it or says so with @ChannelMessage, or take one type that can hold all of them, "
			+ "such as JsonNode.";

	private final KafkaOperation operation;

	private final HandlerTypes handlers;

	private final Map<KafkaMessage, Type> types;

	private final Map<KafkaMessage, Method> methods;

	private final List<String> mistakes;

	private HandledMessages(KafkaOperation operation, HandlerTypes handlers, HandlerMatching matching) {
		this.operation = operation;
		this.handlers = handlers;
		this.types = Collections.unmodifiableMap(matching.types());
		this.methods = matching.methods();
		this.mistakes = List.copyOf(matching.mistakes());
	}

	/**
	 * Match the messages of an operation and the methods of a listener.
	 * @param operation the operation
	 * @param handlers what the methods take
	 * @param classLoader has the classes that configuration names
	 * @return what is handled, and what is wrong
	 */
	public static HandledMessages of(KafkaOperation operation, HandlerTypes handlers,
			@Nullable ClassLoader classLoader) {
		return new HandledMessages(operation, handlers, new HandlerMatching(operation, handlers, classLoader));
	}

	/**
	 * Return which messages the listener takes.
	 * @return the type of the payload by message, in document order
	 */
	public Map<KafkaMessage, Type> types() {
		return this.types;
	}

	/**
	 * Return the type of the key, which is one for all messages.
	 * @return the type, {@link Object} if the listener does not want it
	 */
	public Type key() {
		return this.handlers.key();
	}

	/**
	 * Return the type of payloads of a channel that has no messages.
	 * @return the type of the first method
	 */
	public Type anyType() {
		return this.handlers.handlers().stream().findFirst().map(Handler::payload).orElse(Object.class);
	}

	/**
	 * Return the messages that no method takes.
	 * @return the messages in document order, empty if all are taken
	 */
	public List<KafkaMessage> unhandled() {
		return this.operation.messages().stream().filter((message) -> !this.types.containsKey(message)).toList();
	}

	/**
	 * Return the messages that no method takes although they are not left out on purpose.
	 * @return the messages in document order, empty if there are none
	 */
	public List<KafkaMessage> missing() {
		return unhandled().stream().filter((message) -> !this.operation.owner(message).skipsUnhandled()).toList();
	}

	/**
	 * Return whether a method takes records without a payload.
	 * @return {@code true} if Spring Kafka can call one
	 */
	public boolean takesTombstones() {
		List<Handler> all = this.handlers.handlers();
		if (all.size() == 1) {
			return all.get(0).takesNull();
		}
		boolean hasDefault = all.stream().anyMatch(Handler::isDefault);
		List<Handler> matching = all.stream()
			.filter((handler) -> handler.matchesNull() && !handler.isDefault())
			.toList();
		// With a default handler, Spring Kafka gives KafkaNull itself to a parameter that
		// can hold it.
		return (matching.isEmpty() ? all.stream().filter(Handler::isDefault) : matching.stream())
			.anyMatch((handler) -> handler.takesNull() || (hasDefault && handler.matchesNull()));
	}

	/**
	 * Return the messages that one of the methods takes.
	 * @param method a method of the listener
	 * @return the type of the payload by message, in document order
	 */
	public Map<KafkaMessage, Type> types(Method method) {
		Map<KafkaMessage, Type> taken = new LinkedHashMap<>();
		this.types.forEach((message, type) -> {
			if (method.equals(this.methods.get(message))) {
				taken.put(message, type);
			}
		});
		return taken;
	}

	/**
	 * Return what the methods of the listener take.
	 */
	public HandlerTypes handlers() {
		return this.handlers;
	}

	/**
	 * Return why methods and messages cannot be matched, but for messages that no method
	 * takes.
	 * @return phrases that continue the name of the listener, empty if they can
	 */
	public List<String> mistakes() {
		return this.mistakes;
	}

}
