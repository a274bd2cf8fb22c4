package io.github.asyncapikafka.autoconfigure;

import java.lang.reflect.Method;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * The {@code kafkaListenerContainerFactory} that an application declares instead of
 * Spring Boot's. A factory does not tell its settings, so they are taken from a container
 * that it creates, which is never started.
 */
final class ApplicationContainerFactory {

	private static final String BEAN_NAME = "kafkaListenerContainerFactory";

	private static final String[] OF_ONE_CONTAINER = { "topics", "topicPartitions", "topicPattern", "messageListener",
			"ackCount", "ackTime", "subBatchPerPartition", "kafkaConsumerProperties" };

	private final @Nullable ConcurrentKafkaListenerContainerFactory<Object, Object> factory;

	@SuppressWarnings("unchecked")
	ApplicationContainerFactory(ConfigurableListableBeanFactory beanFactory) {
		this.factory = beanFactory.containsBean(BEAN_NAME)
				&& beanFactory.getBean(BEAN_NAME) instanceof ConcurrentKafkaListenerContainerFactory<?, ?> candidate
				&& !isBoots(beanFactory) ? (ConcurrentKafkaListenerContainerFactory<Object, Object>) candidate : null;
	}

	private static boolean isBoots(ConfigurableListableBeanFactory beanFactory) {
		BeanDefinition definition = beanFactory.getMergedBeanDefinition(BEAN_NAME);
		Method method = (definition instanceof RootBeanDefinition root) ? root.getResolvedFactoryMethod() : null;
		return method != null && method.getDeclaringClass().getName().startsWith("org.springframework.boot.");
	}

	/**
	 * Apply the settings of the application's factory, if there is one.
	 */
	void applyTo(ConcurrentKafkaListenerContainerFactory<Object, Object> target) {
		if (this.factory == null) {
			return;
		}
		ConcurrentMessageListenerContainer<Object, Object> container = this.factory.createContainer("none");
		BeanUtils.copyProperties(container.getContainerProperties(), target.getContainerProperties(), OF_ONE_CONTAINER);
		target.setConcurrency(container.getConcurrency());
		target.setAutoStartup(container.isAutoStartup());
		target.setPhase(container.getPhase());
		target.setChangeConsumerThreadName(container.isChangeConsumerThreadName());
		target.setThreadNameSupplier(container.getThreadNameSupplier());
		target.setBatchListener(Boolean.TRUE.equals(this.factory.isBatchListener()));
		if (container.getCommonErrorHandler() != null) {
			target.setCommonErrorHandler(Objects.requireNonNull(container.getCommonErrorHandler()));
		}
		if (container.getRecordInterceptor() != null) {
			target.setRecordInterceptor(Objects.requireNonNull(container.getRecordInterceptor()));
		}
		if (container.getBatchInterceptor() != null) {
			target.setBatchInterceptor(Objects.requireNonNull(container.getBatchInterceptor()));
		}
	}

}
