package io.github.asyncapikafka.kafka.listener;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.inspection.DeclaredHandler;
import io.github.asyncapikafka.inspection.DeclaredHandler.DeclaredHeader;
import io.github.asyncapikafka.kafka.address.ChannelParameters;
import io.github.asyncapikafka.kafka.message.HandledMessages;
import io.github.asyncapikafka.kafka.message.HandlerTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.annotation.NumberFormat;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.ValueConstants;

/**
 * Reads what the methods of a listener declare.
 */
final class DeclaredHandlers {

	private static final DefaultParameterNameDiscoverer DISCOVERER = new DefaultParameterNameDiscoverer();

	private static final List<Class<? extends Annotation>> FORMATS = List.of(DateTimeFormat.class, DurationFormat.class,
			NumberFormat.class);

	private final HandlerTypes types;

	private final @Nullable HandledMessages handled;

	/**
	 * Create an instance.
	 * @param types the types of all methods
	 * @param handled which messages they take, or {@code null} if the listener's
	 * operation is not known
	 */
	DeclaredHandlers(HandlerTypes types, @Nullable HandledMessages handled) {
		this.types = types;
		this.handled = handled;
	}

	List<DeclaredHandler> of(AnnotatedElement element, Class<?> implementation, String name) {
		return this.types.methods()
			.stream()
			.map((method) -> handler(method, implementation,
					(element instanceof Method) ? name : name + "." + method.getName()))
			.toList();
	}

	private DeclaredHandler handler(Method method, Class<?> implementation, String name) {
		HandlerTypes own = HandlerTypes.of(method, implementation, this.types.batch());
		return new DeclaredHandler(name, own.payload(), own.key(),
				this.types.batch() ? List.of() : headers(method, implementation), true,
				parameters(method, implementation, name), taken(method),
				Answers.type(GenericTypeResolver.resolveType(method.getGenericReturnType(), implementation)));
	}

	/**
	 * Return the messages that a method takes, or {@code null} if it takes whatever there
	 * is.
	 */
	private @Nullable Map<String, Type> taken(Method method) {
		if (this.handled == null) {
			return null;
		}
		Map<String, Type> taken = new LinkedHashMap<>();
		this.handled.types(method).forEach((message, type) -> taken.put(message.id(), type));
		return taken;
	}

	/**
	 * Return the headers that the contract may know, which are none of the framework's.
	 */
	static List<DeclaredHeader> headers(Method method, Class<?> implementation) {
		List<DeclaredHeader> headers = new ArrayList<>();
		for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
			Header header = AnnotatedElementUtils.findMergedAnnotation(
					AnnotatedElementUtils.forAnnotations(parameter.getParameterAnnotations()), Header.class);
			String name = (header != null) ? name(header, parameter) : null;
			if (header != null && name != null && !isOfFramework(name)) {
				headers.add(new DeclaredHeader(name, type(parameter, implementation), isRequired(header, parameter)));
			}
		}
		return headers;
	}

	/**
	 * Return the type that the contract has to fit, {@code Object} if an annotation says
	 * how text is read as it.
	 */
	private static Type type(MethodParameter parameter, Class<?> implementation) {
		AnnotatedElement annotations = AnnotatedElementUtils.forAnnotations(parameter.getParameterAnnotations());
		return FORMATS.stream().anyMatch((format) -> AnnotatedElementUtils.isAnnotated(annotations, format))
				? Object.class : GenericTypeResolver.resolveType(parameter.getGenericParameterType(), implementation);
	}

	/**
	 * Return whether a method cannot be called without a header. Spring has a value for
	 * {@code boolean}, but not for the other primitive types.
	 */
	private static boolean isRequired(Header header, MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return header.defaultValue().equals(ValueConstants.DEFAULT_NONE) && type != Optional.class
				&& (header.required() || (type.isPrimitive() && type != boolean.class));
	}

	private static boolean isOfFramework(String name) {
		return name.startsWith(KafkaHeaders.PREFIX) || name.startsWith("retry_topic-") || name.equals(MessageHeaders.ID)
				|| name.equals(MessageHeaders.TIMESTAMP);
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
