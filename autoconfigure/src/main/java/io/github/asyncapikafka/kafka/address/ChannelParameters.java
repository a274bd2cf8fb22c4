package io.github.asyncapikafka.kafka.address;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.ChannelParameter;
import org.jspecify.annotations.Nullable;

import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.kafka.annotation.KafkaHandler;

/**
 * The parameters of methods that have values of an address.
 */
public final class ChannelParameters {

	private static final ParameterNameDiscoverer DISCOVERER = new DefaultParameterNameDiscoverer();

	private ChannelParameters() {
	}

	/**
	 * Return the names of the address's parameters that a listener gets.
	 * @param element a method, or a class with {@link KafkaHandler} methods
	 * @param name what the element is called
	 * @param problems where a parameter without a name is added
	 * @return the names
	 */
	public static Set<String> of(AnnotatedElement element, String name, Problems problems) {
		Set<String> names = new LinkedHashSet<>();
		if (element instanceof Method method) {
			names.addAll(byIndex(method, name, problems).values());
		}
		else if (element instanceof Class<?> type) {
			MethodIntrospector
				.selectMethods(type, (Method method) -> AnnotatedElementUtils.hasAnnotation(method, KafkaHandler.class))
				.forEach((handler) -> names.addAll(byIndex(handler, name, problems).values()));
		}
		return names;
	}

	/**
	 * Return the names of the address's parameters that the arguments of a method are.
	 * @param method the method
	 * @param name what the method is called
	 * @param problems where a parameter without a name is added
	 * @return the names by the index of the argument
	 */
	public static Map<Integer, String> byIndex(Method method, String name, Problems problems) {
		Map<Integer, String> names = new LinkedHashMap<>();
		for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
			if (parameter.hasParameterAnnotation(ChannelParameter.class)) {
				String parameterName = name(parameter);
				if (parameterName != null) {
					names.put(parameter.getParameterIndex(), parameterName);
				}
				else {
					problems.add(null, name + " has a @ChannelParameter without a name.",
							"Name it, or compile with '-parameters'.");
				}
			}
		}
		return names;
	}

	/**
	 * Return the name of the address's parameter, or {@code null} if it is not known.
	 */
	static @Nullable String name(MethodParameter parameter) {
		ChannelParameter annotation = parameter.getParameterAnnotation(ChannelParameter.class);
		if (annotation != null && !annotation.value().isEmpty()) {
			return annotation.value();
		}
		String known = parameter.getParameterName();
		if (known == null) {
			parameter.initParameterNameDiscovery(DISCOVERER);
			known = parameter.getParameterName();
		}
		return known;
	}

}
