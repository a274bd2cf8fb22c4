package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.inspection.DeclaredHandler;
import io.github.asyncapikafka.inspection.DeclaredHandler.DeclaredHeader;
import io.github.asyncapikafka.kafka.address.ChannelParameters;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.ValueConstants;

/**
 * Reads what the methods of a listener declare.
 */
final class DeclaredHandlers {

	private static final DefaultParameterNameDiscoverer DISCOVERER = new DefaultParameterNameDiscoverer();

	private final ListenerTypes types;

	private final List<KafkaMessage> messages;

	/**
	 * Create an instance.
	 * @param types the types of all methods
	 * @param messages the messages of the listener's operation, empty if it is not known
	 */
	DeclaredHandlers(ListenerTypes types, List<KafkaMessage> messages) {
		this.types = types;
		this.messages = messages;
	}

	List<DeclaredHandler> of(AnnotatedElement element, Class<?> implementation, String name) {
		if (element instanceof Method method) {
			return List.of(handler(method, implementation, name));
		}
		List<DeclaredHandler> handlers = new ArrayList<>();
		ListenerTypes.handlers((Class<?>) element)
			.forEach((method) -> handlers.add(handler(method, implementation, name + "." + method.getName())));
		return handlers;
	}

	private DeclaredHandler handler(Method method, Class<?> implementation, String name) {
		ListenerTypes own = ListenerTypes.of(method, implementation, this.types.batch());
		return new DeclaredHandler(name, own.payload(), own.key(), headers(method, implementation),
				parameters(method, implementation, name), ListenerTypes.isDefault(method) ? null : taken(own.payload()),
				GenericTypeResolver.resolveType(method.getGenericReturnType(), implementation));
	}

	/**
	 * Return the ids of the messages that a method takes by the name of its type, or
	 * {@code null} if it takes all.
	 */
	private @Nullable List<String> taken(Type payload) {
		if (this.types.byMessage(this.messages) == null && this.types.untaken(this.messages).isEmpty()) {
			return null;
		}
		return this.messages.stream()
			.filter((message) -> message.isNamedLike(ListenerTypes.raw(payload)))
			.map(KafkaMessage::id)
			.toList();
	}

	/**
	 * Return the headers that the contract may know, which are none of Spring Kafka's.
	 */
	private static List<DeclaredHeader> headers(Method method, Class<?> implementation) {
		List<DeclaredHeader> headers = new ArrayList<>();
		for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
			Header header = AnnotatedElementUtils.findMergedAnnotation(
					AnnotatedElementUtils.forAnnotations(parameter.getParameterAnnotations()), Header.class);
			String name = (header != null) ? name(header, parameter) : null;
			if (header != null && name != null && !name.startsWith(KafkaHeaders.PREFIX)) {
				boolean required = header.required() && header.defaultValue().equals(ValueConstants.DEFAULT_NONE)
						&& parameter.getParameterType() != Optional.class;
				headers.add(new DeclaredHeader(name,
						GenericTypeResolver.resolveType(parameter.getGenericParameterType(), implementation),
						required));
			}
		}
		return headers;
	}

	private static @Nullable String name(Header header, MethodParameter parameter) {
		if (!header.name().isEmpty()) {
			return header.name();
		}
		parameter.initParameterNameDiscovery(DISCOVERER);
		return parameter.getParameterName();
	}

	private static Map<String, Type> parameters(Method method, Class<?> implementation, String name) {
		Map<String, Type> parameters = new LinkedHashMap<>();
		// A parameter without a name has been reported before.
		ChannelParameters.byIndex(method, name, new Problems())
			.forEach((index, parameter) -> parameters.put(parameter,
					GenericTypeResolver.resolveType(method.getGenericParameterTypes()[index], implementation)));
		return parameters;
	}

}
