package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.messaging.Message;

/**
 * What listeners answer with, without what Spring Kafka takes it out of.
 */
final class Answers {

	private static final Set<Type> WRAPPERS = Set.of(CompletableFuture.class, CompletionStage.class, Message.class,
			Collection.class, List.class, Set.class, Iterable.class);

	private Answers() {
	}

	/**
	 * Return the type of each answer.
	 * @param returned the type that a method returns
	 * @return the type, {@code void} if there is no answer, or {@code Object} if it is
	 * not known
	 */
	static Type type(Type returned) {
		if (returned == void.class || returned == Void.class) {
			return void.class;
		}
		if (returned instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
			Type[] arguments = parameterized.getActualTypeArguments();
			if (WRAPPERS.contains(raw)) {
				return type(arguments[0]);
			}
			return isReactive(raw) ? nothing(arguments[0]) : returned;
		}
		return (returned instanceof Class<?> raw && !WRAPPERS.contains(raw) && !isReactive(raw)) ? returned
				: Object.class;
	}

	private static Type nothing(Type argument) {
		return (argument == Void.class) ? void.class : Object.class;
	}

	private static boolean isReactive(Class<?> raw) {
		return raw.getName().startsWith("reactor.core.publisher.");
	}

}
