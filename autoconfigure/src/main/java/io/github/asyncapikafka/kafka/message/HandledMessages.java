package io.github.asyncapikafka.kafka.message;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

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

	private final @Nullable ClassLoader classLoader;

	private final List<KafkaMessage> channel;

	private final Map<KafkaMessage, Type> types = new LinkedHashMap<>();

	private final Map<KafkaMessage, Method> methods = new LinkedHashMap<>();

	private final List<String> mistakes = new ArrayList<>();

	private HandledMessages(KafkaOperation operation, HandlerTypes handlers, @Nullable ClassLoader classLoader) {
		this.operation = operation;
		this.handlers = handlers;
		this.classLoader = classLoader;
		this.channel = Stream.concat(operation.messages().stream(), operation.otherMessages().stream()).toList();
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
		HandledMessages handled = new HandledMessages(operation, handlers, classLoader);
		handled.checkHandlers();
		operation.messages().forEach(handled::match);
		return handled;
	}

	/**
	 * Return which messages the listener takes.
	 * @return the type of the payload by message, in document order
	 */
	public Map<KafkaMessage, Type> types() {
		return Collections.unmodifiableMap(this.types);
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
		return List.copyOf(this.mistakes);
	}

	private void checkHandlers() {
		if (this.handlers.keys().size() > 1) {
			this.mistakes.add("wants the key as " + names(this.handlers.keys()) + ".");
		}
		List<Handler> all = this.handlers.handlers();
		all.stream()
			.filter((handler) -> handler.payloads().size() > 1)
			.forEach((handler) -> this.mistakes
				.add("wants the payload as " + names(handler.payloads()) + " (parameters without annotation)."));
		Set<Type> unknown = new LinkedHashSet<>();
		all.stream()
			.filter((handler) -> all.size() > 1 && !handler.isDefault() && !handler.isGeneric()
					&& !handler.isOfTombstones() && !handler.payloads().isEmpty() && !standsForAny(handler))
			.forEach((handler) -> unknown.add(handler.payload()));
		boolean single = this.operation.messages().size() == 1
				&& all.stream().filter((handler) -> !handler.isDefault() && !handler.isOfTombstones()).count() == 1;
		if (!unknown.isEmpty() && !single) {
			this.mistakes.add("has a handler for " + names(unknown) + ", which stands for none of the messages "
					+ ids(this.channel) + ".");
		}
	}

	/**
	 * Find the type of the payload of a message: the class that stands for it, or else
	 * one that can hold anything.
	 */
	private void match(KafkaMessage message) {
		Map<Class<?>, Handler> matches = new LinkedHashMap<>();
		Set<Handler> several = Collections.newSetFromMap(new IdentityHashMap<>());
		for (boolean byDefault : new boolean[] { false, true }) {
			if (matches.isEmpty()) {
				this.handlers.handlers()
					.stream()
					.filter((handler) -> handler.isDefault() == byDefault)
					.forEach((handler) -> classes(handler, message).forEach((type) -> {
						matches.putIfAbsent(type, handler);
						several.add(handler);
					}));
			}
		}
		if (matches.size() > 1 || several.size() > 1) {
			this.mistakes.add("has several ways to take " + Printable.quote(message.id()) + ": as "
					+ String.join(" and as ",
							several.stream().map((handler) -> handler.payload().getTypeName()).sorted().toList())
					+ ((matches.size() > 1) ? " (" + names(matches.keySet()) + ")" : "") + ".");
			return;
		}
		if (matches.isEmpty()) {
			Handler any = any(message);
			if (any != null) {
				this.types.put(message, any.payload());
				this.methods.put(message, any.method());
			}
			return;
		}
		Map.Entry<Class<?>, Handler> match = matches.entrySet().iterator().next();
		Type payload = match.getValue().payload();
		this.types.put(message, (Handler.raw(payload) == match.getKey()) ? payload : match.getKey());
		this.methods.put(message, match.getValue().method());
	}

	/**
	 * Return the classes that stand for a message among those that a method takes.
	 */
	private Set<Class<?>> classes(Handler handler, KafkaMessage message) {
		Class<?> raw = Handler.raw(handler.payload());
		Set<Class<?>> classes = new LinkedHashSet<>();
		Class<?> configured = configured(message);
		if (configured != null && raw.isAssignableFrom(configured)) {
			classes.add(configured);
			return classes;
		}
		Handler.classes(raw)
			.stream()
			.filter((type) -> !MessageTypes.named(type, this.operation, List.of(message)).isEmpty())
			.forEach(classes::add);
		return classes;
	}

	private @Nullable Class<?> configured(KafkaMessage message) {
		try {
			return (message.type() != null) ? ClassUtils.forName(message.type().value(), this.classLoader) : null;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	/**
	 * Return a method that can take a message although its type does not say so, or
	 * {@code null} if there is none.
	 */
	private @Nullable Handler any(KafkaMessage message) {
		List<Handler> methods = this.handlers.handlers()
			.stream()
			.filter((handler) -> !handler.isOfTombstones())
			.toList();
		List<Handler> named = methods.stream().filter((handler) -> !handler.isDefault()).toList();
		if (named.size() == 1 && (methods.size() == 1 || this.operation.messages().size() == 1)) {
			Handler only = named.get(0);
			return (standsForAny(only) || isClosed(only)) ? null : only;
		}
		return Stream.concat(named.stream().filter(Handler::isGeneric), methods.stream().filter(Handler::isDefault))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return whether a type is a choice between classes among which nobody but this could
	 * choose.
	 */
	private boolean isClosed(Handler handler) {
		Class<?> raw = Handler.raw(handler.payload());
		return MessageTypes.isAnnotated(raw)
				|| (this.operation.messages().size() > 1 && raw.isSealed() && Stream.of(raw.getAnnotations())
					.noneMatch((annotation) -> annotation.annotationType().getSimpleName().equals("JsonTypeInfo")));
	}

	private boolean standsForAny(Handler handler) {
		return Handler.classes(Handler.raw(handler.payload()))
			.stream()
			.anyMatch((type) -> !MessageTypes.named(type, this.operation, this.channel).isEmpty());
	}

	private static String ids(List<KafkaMessage> messages) {
		return String.join(", ", messages.stream().map((message) -> Printable.quote(message.id())).toList());
	}

	private static String names(Set<? extends Type> types) {
		return String.join(" and as ", types.stream().map(Type::getTypeName).toList());
	}

}
