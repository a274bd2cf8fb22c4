package io.github.asyncapikafka.autoconfigure;

import io.github.asyncapikafka.autoconfigure.report.ContractReporter;
import io.github.asyncapikafka.kafka.ChannelListener;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils.MethodFilter;

/**
 * Keeps beans that listen eager: a lazy one is never created, and so never listens.
 */
class ChannelListenerLazyInitializationExcludeFilter implements LazyInitializationExcludeFilter {

	@Override
	public boolean isExcluded(String beanName, BeanDefinition beanDefinition, Class<?> beanType) {
		if (beanType == ContractReporter.class) {
			return true;
		}
		return AnnotationUtils.isCandidateClass(beanType, ChannelListener.class)
				&& (AnnotatedElementUtils.hasAnnotation(beanType, ChannelListener.class) || listens(beanType));
	}

	private static boolean listens(Class<?> beanType) {
		MethodFilter filter = (method) -> AnnotatedElementUtils.hasAnnotation(method, ChannelListener.class);
		return !MethodIntrospector.selectMethods(beanType, filter).isEmpty();
	}

}
