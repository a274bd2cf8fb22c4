package io.github.asyncapikafka.autoconfigure.connection;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.kafka.config.AbstractKafkaListenerEndpoint;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.adapter.BatchToRecordAdapter;
import org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.RecordFilterStrategy;
import org.springframework.kafka.support.converter.MessageConverter;

/**
 * The {@code kafkaListenerContainerFactory} that an application declares instead of
 * Spring Boot's. A factory does not tell its settings, so they are taken from an endpoint
 * that it configures and a container that it creates, which is never started.
 */
public final class ApplicationContainerFactory {

	private static final String BEAN_NAME = "kafkaListenerContainerFactory";

	private static final String[] OF_ONE_CONTAINER = { "topics", "topicPartitions", "topicPattern", "messageListener",
			"ackCount", "ackTime", "subBatchPerPartition", "kafkaConsumerProperties" };

	private final @Nullable ConcurrentKafkaListenerContainerFactory<Object, Object> factory;

	/**
	 * Return whether the application declares one.
	 * @param beanFactory has the beans
	 * @return whether there is one that is not Spring Boot's
	 */
	public static boolean isDeclared(ConfigurableListableBeanFactory beanFactory) {
		return beanFactory.containsBean(BEAN_NAME) && !isBoots(beanFactory);
	}

	/**
	 * Create an instance.
	 * @param beanFactory has the beans
	 */
	@SuppressWarnings("unchecked")
	public ApplicationContainerFactory(ConfigurableListableBeanFactory beanFactory) {
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
	 * @param target the factory that gets them
	 */
	public void applyTo(ConcurrentKafkaListenerContainerFactory<Object, Object> target) {
		if (this.factory == null) {
			return;
		}
		Probe probe = new Probe();
		ConcurrentMessageListenerContainer<Object, Object> container = this.factory.createListenerContainer(probe);
		BeanUtils.copyProperties(container.getContainerProperties(), target.getContainerProperties(), OF_ONE_CONTAINER);
		target.setConcurrency(container.getConcurrency());
		target.setAutoStartup(container.isAutoStartup());
		target.setPhase(container.getPhase());
		target.setChangeConsumerThreadName(container.isChangeConsumerThreadName());
		target.setThreadNameSupplier(container.getThreadNameSupplier());
		target.setBatchListener(Boolean.TRUE.equals(this.factory.isBatchListener()));
		target.setAckDiscarded(probe.isAckDiscarded());
		target.setAfterRollbackProcessor(container.getAfterRollbackProcessor());
		PropertyMapper map = PropertyMapper.get();
		map.from(container.getCommonErrorHandler()).to(target::setCommonErrorHandler);
		map.from(container.getRecordInterceptor()).to(target::setRecordInterceptor);
		map.from(container.getBatchInterceptor()).to(target::setBatchInterceptor);
		map.from(probe.getRecordFilterStrategy()).to(target::setRecordFilterStrategy);
		map.from(probe.getReplyTemplate()).to(target::setReplyTemplate);
		map.from(probe.getBatchToRecordAdapter()).to(target::setBatchToRecordAdapter);
	}

	/**
	 * An endpoint without a listener, which shows what a factory gives to endpoints.
	 */
	private static final class Probe extends AbstractKafkaListenerEndpoint<Object, Object> {

		Probe() {
			setTopics("none");
		}

		@Override
		public void setupListenerContainer(MessageListenerContainer container, @Nullable MessageConverter converter) {
			// There is no listener.
		}

		@Override
		protected MessagingMessageListenerAdapter<Object, Object> createMessageListener(
				MessageListenerContainer container, @Nullable MessageConverter converter) {
			throw new IllegalStateException("There is no listener");
		}

		@Override
		protected @Nullable RecordFilterStrategy<? super Object, ? super Object> getRecordFilterStrategy() {
			return super.getRecordFilterStrategy();
		}

		@Override
		protected boolean isAckDiscarded() {
			return super.isAckDiscarded();
		}

		@Override
		protected @Nullable KafkaTemplate<?, ?> getReplyTemplate() {
			return super.getReplyTemplate();
		}

		@Override
		protected @Nullable BatchToRecordAdapter<Object, Object> getBatchToRecordAdapter() {
			return super.getBatchToRecordAdapter();
		}

	}

}
