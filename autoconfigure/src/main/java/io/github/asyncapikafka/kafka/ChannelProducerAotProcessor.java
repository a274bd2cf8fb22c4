package io.github.asyncapikafka.kafka;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.messaging.handler.annotation.Header;

/**
 * Registers the proxies of producer interfaces, and the types of their payloads and keys
 * for binding.
 */
class ChannelProducerAotProcessor implements BeanRegistrationAotProcessor {

	private final BindingReflectionHintsRegistrar registrar = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		if (registeredBean.getBeanClass() != ChannelProducerFactoryBean.class) {
			return null;
		}
		Class<?> producerInterface = registeredBean.getBeanType().resolveGeneric(0);
		return (producerInterface != null)
				? (generationContext, code) -> registerHints(generationContext.getRuntimeHints(), producerInterface)
				: null;
	}

	private void registerHints(RuntimeHints hints, Class<?> producerInterface) {
		hints.proxies().registerJdkProxy(producerInterface);
		hints.reflection().registerType(producerInterface, MemberCategory.INVOKE_DECLARED_METHODS);
		for (Method method : producerInterface.getMethods()) {
			Arrays.stream(method.getParameters())
				.filter((parameter) -> !parameter.isAnnotationPresent(Header.class)
						&& !parameter.isAnnotationPresent(ChannelParameter.class))
				.map(Parameter::getParameterizedType)
				.forEach((type) -> this.registrar.registerReflectionHints(hints.reflection(), type));
		}
	}

}
