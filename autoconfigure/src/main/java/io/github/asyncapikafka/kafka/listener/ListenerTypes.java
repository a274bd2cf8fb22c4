package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.kafka.ChannelParameter;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.listener.adapter.ConsumerRecordMetadata;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * The types that a listener wants key and payload to have.
 */
final class ListenerTypes {

	private final Set<Type> keys = new LinkedHashSet<>();

	private final Set<Type> payloads = new LinkedHashSet<>();

	private final boolean batch;

	private boolean hasDefault;

	private boolean takesList;

	private ListenerTypes(boolean batch) {
		this.batch = batch;
	}

	/**
	 * Return the types of a listener.
	 * @param element a method, or a class with {@link KafkaHandler} methods
	 * @param implementation the class of the listener, which may be a subclass of the one
	 * that declares the method
	 * @param batch whether a list parameter holds several records
	 */
	static ListenerTypes of(AnnotatedElement element, Class<?> implementation, boolean batch) {
		ListenerTypes types = new ListenerTypes(batch);
		if (element instanceof Method method) {
			types.add(method, implementation);
		}
		else if (element instanceof Class<?> type) {
			List<Method> handlers = handlers(type);
			types.hasDefault = handlers.size() > 1 && handlers.removeIf(ListenerTypes::isDefault);
			handlers.forEach((handler) -> types.add(handler, type));
		}
		return types;
	}

	/**
	 * Return the {@link KafkaHandler} methods of a class.
	 */
	static List<Method> handlers(Class<?> type) {
		return new ArrayList<>(MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, KafkaHandler.class)));
	}

	/**
	 * Return whether a method takes what no other takes.
	 */
	static boolean isDefault(Method method) {
		KafkaHandler handler = AnnotatedElementUtils.findMergedAnnotation(method, KafkaHandler.class);
		return handler != null && handler.isDefault();
	}

	/**
	 * Return whether a parameter is a list, which is several records if the listener
	 * takes batches.
	 */
	boolean takesList() {
		return this.takesList;
	}

	/**
	 * Return the type of the payload.
	 */
	Type payload() {
		return this.payloads.isEmpty() ? Object.class : this.payloads.iterator().next();
	}

	/**
	 * Return the type of the key.
	 */
	Type key() {
		return this.keys.isEmpty() ? Object.class : this.keys.iterator().next();
	}

	/**
	 * Return all types of keys and payloads.
	 */
	Set<Type> all() {
		Set<Type> all = new LinkedHashSet<>(this.keys);
		all.addAll(this.payloads);
		return all;
	}

	/**
	 * Return the type for each of several messages: the one that is named like the
	 * message, or whatever a default handler takes.
	 * @return the types, or {@code null} if one type is wanted for all messages, or types
	 * and messages cannot be matched
	 */
	@Nullable Map<KafkaMessage, Type> byMessage(List<KafkaMessage> messages) {
		if (messages.size() < 2 || (this.payloads.size() < 2 && !this.hasDefault)) {
			return null;
		}
		Map<KafkaMessage, Type> result = new LinkedHashMap<>();
		for (KafkaMessage message : messages) {
			List<Type> named = this.payloads.stream().filter((type) -> message.isNamedLike(raw(type))).toList();
			if (named.size() == 1) {
				result.put(message, named.get(0));
			}
			else if (this.hasDefault) {
				result.put(message, Object.class);
			}
		}
		return (result.size() == messages.size() && result.values().containsAll(this.payloads)) ? result : null;
	}

	/**
	 * Return what is wrong if types and messages cannot be matched.
	 */
	Optional<String> ambiguity(List<KafkaMessage> messages) {
		if (this.keys.size() > 1) {
			return Optional.of("wants the key as " + names(this.keys) + ".");
		}
		if (this.payloads.size() > 1 && byMessage(messages) == null && untaken(messages).isEmpty()) {
			return Optional.of("wants the payload as " + names(this.payloads) + " (parameters without annotation).");
		}
		return Optional.empty();
	}

	/**
	 * Return the messages that nothing takes, although others are taken by the names of
	 * the types.
	 */
	List<KafkaMessage> untaken(List<KafkaMessage> messages) {
		boolean named = this.payloads.stream()
			.allMatch((type) -> messages.stream().anyMatch((message) -> message.isNamedLike(raw(type))));
		if (!named || this.payloads.isEmpty() || this.hasDefault) {
			return List.of();
		}
		return messages.stream()
			.filter((message) -> this.payloads.stream().noneMatch((type) -> message.isNamedLike(raw(type))))
			.toList();
	}

	/**
	 * Return whether it is clear as which type each message is read.
	 */
	boolean isReadable(List<KafkaMessage> messages) {
		return this.payloads.size() < 2 || byMessage(messages) != null;
	}

	/**
	 * Return whether a list parameter holds several records.
	 */
	boolean batch() {
		return this.batch;
	}

	private static String names(Set<Type> types) {
		return String.join(" and as ", types.stream().map(Type::getTypeName).toList());
	}

	private void add(Method method, Class<?> implementation) {
		MethodParameter[] parameters = new AnnotatedMethod(method).getMethodParameters();
		boolean marked = Arrays.stream(parameters)
			.anyMatch((parameter) -> parameter.hasParameterAnnotation(Payload.class));
		for (MethodParameter parameter : parameters) {
			Type type = GenericTypeResolver.resolveType(parameter.getGenericParameterType(), implementation);
			Header header = AnnotatedElementUtils.findMergedAnnotation(
					AnnotatedElementUtils.forAnnotations(parameter.getParameterAnnotations()), Header.class);
			if (header != null) {
				addHeader(header, type);
			}
			else if (!isFramework(parameter)
					&& (!marked || parameter.hasParameterAnnotation(Payload.class) || isEnvelope(type))) {
				addPayload(type);
			}
		}
	}

	private void addHeader(Header header, Type type) {
		if (KafkaHeaders.RECEIVED_KEY.equals(header.name())) {
			Type element = elementOf(type);
			addKnown(this.keys, (element != null) ? element : type);
		}
	}

	private static boolean isFramework(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return parameter.hasParameterAnnotation(Headers.class)
				|| parameter.hasParameterAnnotation(ChannelParameter.class)
				|| Acknowledgment.class.isAssignableFrom(type) || Consumer.class.isAssignableFrom(type)
				|| MessageHeaders.class.isAssignableFrom(type) || ConsumerRecordMetadata.class.isAssignableFrom(type)
				|| MessageHeaderAccessor.class.isAssignableFrom(type);
	}

	private static boolean isEnvelope(Type type) {
		Class<?> raw = raw(type);
		return raw == ConsumerRecord.class || raw == ConsumerRecords.class || Message.class.isAssignableFrom(raw);
	}

	private void addPayload(Type type) {
		Class<?> raw = raw(type);
		if (raw == ConsumerRecord.class || raw == ConsumerRecords.class) {
			addKnown(this.keys, argument(type, 0));
			addKnown(this.payloads, argument(type, 1));
		}
		else if (Message.class.isAssignableFrom(raw)) {
			addKnown(this.payloads, argument(type, 0));
		}
		else {
			Type element = elementOf(type);
			if (element != null) {
				this.takesList = true;
				addPayload(element);
			}
			else {
				addKnown(this.payloads, type);
			}
		}
	}

	private @Nullable Type elementOf(Type type) {
		return (this.batch && List.class.isAssignableFrom(raw(type))) ? argument(type, 0) : null;
	}

	private static void addKnown(Set<Type> types, @Nullable Type type) {
		if (type != null && type != Object.class) {
			types.add(type);
		}
	}

	/**
	 * Return a type argument, or {@code null} if it is unknown.
	 */
	private static @Nullable Type argument(Type type, int index) {
		if (type instanceof ParameterizedType parameterized && parameterized.getActualTypeArguments().length > index) {
			Type argument = parameterized.getActualTypeArguments()[index];
			Type bound = (argument instanceof WildcardType wildcard) ? wildcard.getUpperBounds()[0] : argument;
			return (bound == Object.class) ? null : bound;
		}
		return null;
	}

	static Class<?> raw(Type type) {
		if (type instanceof Class<?> rawClass) {
			return rawClass;
		}
		return (type instanceof ParameterizedType parameterized) ? (Class<?>) parameterized.getRawType() : Object.class;
	}

}
