package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.github.asyncapikafka.kafka.listener.consumer.ChannelConsumerFactory;
import io.github.asyncapikafka.kafka.listener.consumer.DeadLetterHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpoint;
import org.springframework.kafka.config.MethodKafkaListenerEndpoint;
import org.springframework.kafka.config.MultiMethodKafkaListenerEndpoint;
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

	/** What containers were created for, by their ids. */
	private final Map<String, MethodKafkaListenerEndpoint<?, ?>> endpoints = new ConcurrentHashMap<>();

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
		if (endpoint instanceof MethodKafkaListenerEndpoint<?, ?> ofMethod && endpoint.getId() != null) {
			this.endpoints.put(endpoint.getId(), ofMethod);
		}
		return delegate().createListenerContainer(endpoint);
	}

	/**
	 * Return the method for which a container of retry topics reads.
	 * @param id the id of the container
	 * @param listener the listener that has retry topics
	 * @return the method that takes their dead letters, or {@code null} if it is the
	 * listener, or nobody knows
	 */
	@Nullable DeadLetterHandler deadLetterHandler(@Nullable String id, ListenerEndpoint listener) {
		MethodKafkaListenerEndpoint<?, ?> endpoint = (id != null) ? this.endpoints.get(id) : null;
		if (endpoint == null) {
			return null;
		}
		List<Method> methods = (endpoint instanceof MultiMethodKafkaListenerEndpoint<?, ?> several)
				? several.getMethods() : List.of(endpoint.getMethod());
		boolean ofListener = methods.stream().anyMatch(listener::isMethod);
		return (!ofListener && methods.size() == 1)
				? new DeadLetterHandler(methods.get(0), AopUtils.getTargetClass(endpoint.getBean())) : null;
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
