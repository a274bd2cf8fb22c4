package io.github.asyncapikafka.kafka.header;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.TextType;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.kafka.annotation.KafkaHandler;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.util.StringUtils;

/**
 * The headers that a listener takes as something else than bytes, and of which the
 * contract says that they are text. Spring Kafka would read numbers as binary ones.
 */
public final class TextHeaders {

	private static final DefaultParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

	private TextHeaders() {
	}

	/**
	 * Find the headers.
	 * @param element the listener: a method, or a class with {@link KafkaHandler} methods
	 * @param messages the messages that it receives
	 * @return the names of the headers, empty if bytes will do for all of them
	 */
	public static Set<String> of(AnnotatedElement element, Collection<KafkaMessage> messages) {
		Set<String> names = new TreeSet<>();
		for (Method method : methods(element)) {
			for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
				String name = name(parameter);
				if (name != null && !takesBytes(parameter)
						&& messages.stream().anyMatch((message) -> isText(name, message.message().headers()))) {
					names.add(name);
				}
			}
		}
		return Set.copyOf(names);
	}

	private static Collection<Method> methods(AnnotatedElement element) {
		if (element instanceof Method method) {
			return Set.of(method);
		}
		return (element instanceof Class<?> type) ? new ArrayList<>(MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, KafkaHandler.class))) : Set.of();
	}

	private static @Nullable String name(MethodParameter parameter) {
		Header header = AnnotatedElementUtils.findMergedAnnotation(
				AnnotatedElementUtils.forAnnotations(parameter.getParameterAnnotations()), Header.class);
		if (header == null || StringUtils.hasText(header.name())) {
			return (header != null) ? header.name() : null;
		}
		parameter.initParameterNameDiscovery(NAMES);
		return parameter.getParameterName();
	}

	private static boolean takesBytes(MethodParameter parameter) {
		MethodParameter value = parameter.nestedIfOptional();
		Class<?> type = (parameter.getParameterType() == Optional.class) ? value.getNestedParameterType()
				: parameter.getParameterType();
		return type == Object.class || type.isArray() || Collection.class.isAssignableFrom(type);
	}

	private static boolean isText(String name, @Nullable Schema schema) {
		TextType type = (schema != null) ? HeaderSchema.of(schema).types().get(name) : null;
		return type != null && !type.isBinary();
	}

}
