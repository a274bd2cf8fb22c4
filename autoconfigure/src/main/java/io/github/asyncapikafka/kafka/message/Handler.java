package io.github.asyncapikafka.kafka.message;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.kafka.common.utils.Bytes;

import org.springframework.kafka.support.KafkaNull;

/**
 * What one method of a listener takes.
 *
 * @param method the method
 * @param payloads the types of its parameters that are the payload, more than one only by
 * mistake
 * @param isDefault whether it takes what no other method of its class does
 * @param takesNull whether it can be called for a record without a payload
 * @param matchesNull whether Spring Kafka chooses it for such a record among the methods
 * of a class
 */
record Handler(Method method, Set<Type> payloads, boolean isDefault, boolean takesNull, boolean matchesNull) {

	/**
	 * Return the type of the payload.
	 */
	Type payload() {
		return this.payloads.isEmpty() ? Object.class : this.payloads.iterator().next();
	}

	/**
	 * Return whether it takes tombstones and nothing else.
	 */
	boolean isOfTombstones() {
		return payload() == KafkaNull.class;
	}

	/**
	 * Return whether the type says nothing of what the payload is.
	 */
	boolean isGeneric() {
		Class<?> raw = raw(payload());
		return Stream.of(Map.class, CharSequence.class, byte[].class, ByteBuffer.class, Bytes.class)
			.anyMatch((generic) -> generic.isAssignableFrom(raw)) || raw == Object.class
				|| raw.getPackageName().equals("tools.jackson.databind")
				|| raw.getPackageName().equals("tools.jackson.databind.node");
	}

	static Class<?> raw(Type type) {
		if (type instanceof Class<?> rawClass) {
			return rawClass;
		}
		return (type instanceof ParameterizedType parameterized) ? (Class<?>) parameterized.getRawType() : Object.class;
	}

	/**
	 * Return a class, and all classes that it permits to extend it.
	 */
	static Set<Class<?>> classes(Class<?> type) {
		Set<Class<?>> classes = new LinkedHashSet<>();
		add(type, classes);
		return classes;
	}

	private static void add(Class<?> type, Set<Class<?>> classes) {
		if (classes.add(type) && type.isSealed()) {
			for (Class<?> permitted : type.getPermittedSubclasses()) {
				add(permitted, classes);
			}
		}
	}

}
