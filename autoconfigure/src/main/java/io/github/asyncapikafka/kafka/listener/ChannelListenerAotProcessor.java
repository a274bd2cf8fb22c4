package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.asyncapikafka.kafka.ChannelListener;
import io.github.asyncapikafka.kafka.message.HandlerTypes;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Registers the types that listeners want payloads and keys to have for binding. That the
 * methods can be called is seen to by Spring Kafka's own annotation.
 */
class ChannelListenerAotProcessor implements BeanRegistrationAotProcessor {

	private final BindingReflectionHintsRegistrar registrar = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> beanClass = registeredBean.getBeanClass();
		List<AnnotatedElement> elements = new ArrayList<>(MethodIntrospector.selectMethods(beanClass,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, ChannelListener.class)));
		if (AnnotatedElementUtils.hasAnnotation(beanClass, ChannelListener.class)) {
			elements.add(beanClass);
		}
		Set<Type> types = new LinkedHashSet<>();
		elements.forEach((element) -> types.addAll(HandlerTypes.of(element, beanClass, true).all()));
		if (types.isEmpty()) {
			return null;
		}
		return (generationContext, code) -> this.registrar
			.registerReflectionHints(generationContext.getRuntimeHints().reflection(), types.toArray(Type[]::new));
	}

}
