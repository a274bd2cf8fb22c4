package io.github.asyncapikafka.kafka.address;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import io.github.asyncapikafka.binding.address.KafkaDestination;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.kafka.annotation.KafkaHandler;

/**
 * What a listener subscribes to.
 *
 * @param element its method, or its class with {@link KafkaHandler} methods
 * @param destination the topics
 * @param groupId its consumer group, or an expression that Spring Kafka evaluates
 */
public record Subscription(AnnotatedElement element, KafkaDestination destination, String groupId) {

	/**
	 * Return the subscriptions whose records a method may get. One method may serve
	 * several listeners: a handler that their classes inherit, or one of an interface
	 * that they are proxies of.
	 * @param all all subscriptions
	 * @param method the method that is called, possibly of a proxy
	 * @param bean the class of the bean that it is called on
	 */
	static List<Subscription> of(List<Subscription> all, Method method, Class<?> bean) {
		List<Subscription> related = all.stream().filter((each) -> each.isServedBy(method)).toList();
		related = narrowed(related, (each) -> each.type().isAssignableFrom(bean));
		related = narrowed(related, (each) -> each.element.equals(method) || each.element instanceof Class<?>);
		return narrowed(related, (each) -> each.element instanceof Method || each.element.equals(bean));
	}

	/**
	 * Return the one that a record was received for, or {@code null} if that cannot be
	 * told.
	 * @param candidates the subscriptions that are possible, at least one
	 * @param groupId the group of the consumer, or {@code null} if it is not known
	 * @param topic the topic of the record
	 */
	static @Nullable Subscription of(List<Subscription> candidates, @Nullable String groupId, String topic) {
		List<Subscription> left = narrowed(candidates, (each) -> each.groupId.equals(groupId));
		left = narrowed(left, (each) -> each.destination.pattern().matcher(topic).matches());
		return (left.size() == 1) ? left.get(0) : null;
	}

	/**
	 * Return those that a condition leaves, or all if it leaves none.
	 */
	private static List<Subscription> narrowed(List<Subscription> all, Predicate<Subscription> condition) {
		List<Subscription> left = all.stream().filter(condition).toList();
		return left.isEmpty() ? all : left;
	}

	private Class<?> type() {
		return (this.element instanceof Method method) ? method.getDeclaringClass() : (Class<?>) this.element;
	}

	/**
	 * Return whether a method is the listener's, or one of its handlers. A proxy has a
	 * method of another class.
	 */
	private boolean isServedBy(Method method) {
		if (!areRelated(type(), method.getDeclaringClass())) {
			return false;
		}
		if (this.element instanceof Method own) {
			return own.getName().equals(method.getName())
					&& Arrays.equals(own.getParameterTypes(), method.getParameterTypes());
		}
		return AnnotatedElementUtils.hasAnnotation(AopUtils.getMostSpecificMethod(method, type()), KafkaHandler.class);
	}

	private static boolean areRelated(Class<?> one, Class<?> other) {
		return one.isAssignableFrom(other) || other.isAssignableFrom(one);
	}

}
