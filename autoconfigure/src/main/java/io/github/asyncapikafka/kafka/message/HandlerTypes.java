package io.github.asyncapikafka.kafka.message;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.asyncapikafka.kafka.ChannelParameter;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.kafka.listener.adapter.AdapterUtils;
import org.springframework.kafka.listener.adapter.ConsumerRecordMetadata;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Headers;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.messaging.support.MessageHeaderAccessor;

/**
 * What the methods of a listener take.
 */
public final class HandlerTypes {

	private final Set<Type> keys = new LinkedHashSet<>();

	private final List<Handler> handlers = new ArrayList<>();

	private final boolean batch;

	private boolean takesList;

	private HandlerTypes(boolean batch) {
		this.batch = batch;
	}

	/**
	 * Return the types of a listener.
	 * @param element a method, or a class with {@link KafkaHandler} methods
	 * @param implementation the class of the listener, which may be a subclass of the one
	 * that declares the method
	 * @param batch whether a list parameter holds several records
	 * @return the types
	 */
	public static HandlerTypes of(AnnotatedElement element, Class<?> implementation, boolean batch) {
		HandlerTypes types = new HandlerTypes(batch);
		if (element instanceof Method method) {
			types.add(method, implementation, false);
		}
		else if (element instanceof Class<?> type) {
			Set<Method> methods = MethodIntrospector.selectMethods(type,
					(Method method) -> AnnotatedElementUtils.hasAnnotation(method, KafkaHandler.class));
			methods.forEach((method) -> types.add(method, type, methods.size() > 1 && isDefault(method)));
		}
		return types;
	}

	private static boolean isDefault(Method method) {
		KafkaHandler handler = AnnotatedElementUtils.findMergedAnnotation(method, KafkaHandler.class);
		return handler != null && handler.isDefault();
	}

	/**
	 * Return whether a parameter is a list, which is several records if the listener
	 * takes batches.
	 * @return {@code true} if there is such a list
	 */
	public boolean takesList() {
		return this.takesList;
	}

	/**
	 * Return whether methods answer with something that is done later.
	 * @return {@code true} if one of them does
	 */
	public boolean asynchronous() {
		return methods().stream()
			.anyMatch((method) -> AdapterUtils.isAsyncReply(method.getReturnType())
					|| KotlinDetector.isSuspendingFunction(method));
	}

	/**
	 * Return the methods.
	 * @return the method, or those of the class
	 */
	public List<Method> methods() {
		return this.handlers.stream().map(Handler::method).toList();
	}

	/**
	 * Return whether a list parameter holds several records.
	 * @return {@code true} if the listener takes batches
	 */
	public boolean batch() {
		return this.batch;
	}

	/**
	 * Return the type of the payload.
	 * @return that of the first method, {@link Object} if it does not take it
	 */
	public Type payload() {
		return this.handlers.stream().findFirst().map(Handler::payload).orElse(Object.class);
	}

	/**
	 * Return the type of the key.
	 * @return the type, {@link Object} if no parameter takes the key
	 */
	public Type key() {
		return this.keys.isEmpty() ? Object.class : this.keys.iterator().next();
	}

	/**
	 * Return all types that a listener wants keys to have.
	 */
	Set<Type> keys() {
		return this.keys;
	}

	/**
	 * Return what each of the methods takes.
	 */
	List<Handler> handlers() {
		return this.handlers;
	}

	/**
	 * Return all types of keys and payloads, with the permitted subclasses of sealed
	 * ones.
	 * @return the types
	 */
	public Set<Type> all() {
		Set<Type> all = new LinkedHashSet<>(this.keys);
		this.handlers.forEach((handler) -> handler.payloads().forEach((type) -> {
			all.add(type);
			all.addAll(Handler.classes(Handler.raw(type)));
		}));
		return all;
	}

	private void add(Method method, Class<?> implementation, boolean isDefault) {
		Set<Type> payloads = new LinkedHashSet<>();
		boolean takesNull = true;
		boolean matchesNull = false;
		MethodParameter[] parameters = new AnnotatedMethod(method).getMethodParameters();
		boolean marked = Arrays.stream(parameters)
			.anyMatch((parameter) -> parameter.hasParameterAnnotation(Payload.class));
		for (MethodParameter parameter : parameters) {
			Type type = GenericTypeResolver.resolveType(parameter.getGenericParameterType(), implementation);
			Header header = AnnotatedElementUtils.findMergedAnnotation(
					AnnotatedElementUtils.forAnnotations(parameter.getParameterAnnotations()), Header.class);
			matchesNull |= header == null && parameter.getParameterType().isAssignableFrom(KafkaNull.class);
			if (header != null) {
				addHeader(header, type);
			}
			else if (!isFramework(parameter)
					&& (!marked || parameter.hasParameterAnnotation(Payload.class) || isEnvelope(type))) {
				addPayload(type, payloads);
				takesNull &= takesNull(parameter, type);
			}
		}
		this.handlers.add(new Handler(method, payloads, isDefault, takesNull, matchesNull));
	}

	/**
	 * Return whether Spring Kafka can give a parameter a record without a payload.
	 */
	private boolean takesNull(MethodParameter parameter, Type type) {
		Type element = elementOf(type);
		Type inner = (element != null) ? element : type;
		if (isEnvelope(inner)) {
			Type payload = argument(inner, 0);
			return !Message.class.isAssignableFrom(Handler.raw(inner)) || payload == null;
		}
		Payload payload = parameter.getParameterAnnotation(Payload.class);
		return payload != null && !payload.required();
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
		Class<?> raw = Handler.raw(type);
		return raw == ConsumerRecord.class || raw == ConsumerRecords.class || Message.class.isAssignableFrom(raw);
	}

	private void addPayload(Type type, Set<Type> payloads) {
		Class<?> raw = Handler.raw(type);
		if (raw == ConsumerRecord.class || raw == ConsumerRecords.class) {
			addKnown(this.keys, argument(type, 0));
			addKnown(payloads, argument(type, 1));
		}
		else if (Message.class.isAssignableFrom(raw)) {
			addKnown(payloads, argument(type, 0));
		}
		else {
			Type element = elementOf(type);
			if (element != null) {
				this.takesList = true;
				addPayload(element, payloads);
			}
			else {
				addKnown(payloads, type);
			}
		}
	}

	private @Nullable Type elementOf(Type type) {
		return (this.batch && List.class.isAssignableFrom(Handler.raw(type))) ? argument(type, 0) : null;
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

}
