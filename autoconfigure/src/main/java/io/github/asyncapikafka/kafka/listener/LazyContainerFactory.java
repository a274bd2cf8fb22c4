package io.github.asyncapikafka.kafka.listener;

import java.util.regex.Pattern;

import io.github.asyncapikafka.kafka.listener.consumer.ChannelConsumerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpoint;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * Stands for the container factory bean until a container is created. Spring Kafka
 * resolves the attribute {@code containerFactory} while the listener bean is still being
 * created: if its class also declares a bean that the factory needs, that would be a
 * cycle. It is a {@link ConcurrentKafkaListenerContainerFactory} because retry topics
 * demand one.
 */
final class LazyContainerFactory extends ConcurrentKafkaListenerContainerFactory<Object, Object> {

	private final BeanFactory beanFactory;

	LazyContainerFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@SuppressWarnings("unchecked")
	private ConcurrentKafkaListenerContainerFactory<Object, Object> delegate() {
		return this.beanFactory.getBean(ChannelConsumerFactory.CONTAINER_FACTORY_BEAN_NAME,
				ConcurrentKafkaListenerContainerFactory.class);
	}

	@Override
	public ConcurrentMessageListenerContainer<Object, Object> createListenerContainer(KafkaListenerEndpoint endpoint) {
		return delegate().createListenerContainer(endpoint);
	}

	@Override
	public ConcurrentMessageListenerContainer<Object, Object> createContainer(TopicPartitionOffset... partitions) {
		return delegate().createContainer(partitions);
	}

	@Override
	public ConcurrentMessageListenerContainer<Object, Object> createContainer(String... topics) {
		return delegate().createContainer(topics);
	}

	@Override
	public ConcurrentMessageListenerContainer<Object, Object> createContainer(Pattern topicPattern) {
		return delegate().createContainer(topicPattern);
	}

}
