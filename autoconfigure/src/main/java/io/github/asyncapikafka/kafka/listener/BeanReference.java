package io.github.asyncapikafka.kafka.listener;

import java.util.Objects;

import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * An attribute of an annotation that refers to a bean, by its name or by an expression.
 *
 * @param beanFactory has the bean
 * @param text what the application has written
 */
record BeanReference(ConfigurableBeanFactory beanFactory, String text) {

	<T> T resolve(Class<T> type) {
		BeanExpressionResolver resolver = Objects.requireNonNull(this.beanFactory.getBeanExpressionResolver());
		Object value = resolver.evaluate(this.beanFactory.resolveEmbeddedValue(this.text),
				new BeanExpressionContext(this.beanFactory, null));
		Object bean = (value instanceof String name) ? this.beanFactory.getBean(name, type) : value;
		return type.cast(Objects.requireNonNull(bean));
	}

}
