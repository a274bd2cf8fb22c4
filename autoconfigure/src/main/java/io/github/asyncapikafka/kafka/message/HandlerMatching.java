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
 * Matches the messages of an operation and the methods of a listener, each message by the
 * class that stands for it, or else by one that can hold anything.
 */
final class HandlerMatching {

	private final KafkaOperation operation;

	private final HandlerTypes handlers;

	private final @Nullable ClassLoader classLoader;

	private final List<KafkaMessage> channel;

	private final Map<KafkaMessage, Type> types = new LinkedHashMap<>();

	private final Map<KafkaMessage, Method> methods = new LinkedHashMap<>();

	private final List<String> mistakes = new ArrayList<>();

	/**
	 * Create an instance.
	 * @param operation the operation
	 * @param handlers what the methods take
	 * @param classLoader has the classes that configuration names
	 */
	HandlerMatching(KafkaOperation operation, HandlerTypes handlers, @Nullable ClassLoader classLoader) {
		this.operation = operation;
		this.handlers = handlers;
		this.classLoader = classLoader;
		this.channel = Stream.concat(operation.messages().stream(), operation.otherMessages().stream()).toList();
		checkHandlers();
		operation.messages().forEach(this::match);
	}

	/**
	 * Return the type of the payload by message, in document order.
	 */
	Map<KafkaMessage, Type> types() {
		return this.types;
	}

	/**
	 * Return the method by message.
	 */
	Map<KafkaMessage, Method> methods() {
		return this.methods;
	}

	/**
	 * Return why methods and messages cannot be matched, but for messages that no method
	 * takes.
	 */
	List<String> mistakes() {
		return this.mistakes;
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
