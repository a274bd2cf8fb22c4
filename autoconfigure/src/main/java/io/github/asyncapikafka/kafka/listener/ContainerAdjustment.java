package io.github.asyncapikafka.kafka.listener;

import org.jspecify.annotations.Nullable;

import org.springframework.kafka.config.ContainerPostProcessor;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DelegatingMessageListener;
import org.springframework.kafka.listener.adapter.BatchMessagingMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.messaging.converter.SmartMessageConverter;

/**
 * What the application adjusts of the container of one listener.
 *
 * @param contentTypeConverter converts payloads by their content type, or {@code null}
 * @param postProcessor adjusts the container, or {@code null}
 */
record ContainerAdjustment(@Nullable BeanReference contentTypeConverter, @Nullable BeanReference postProcessor) {

	static ContainerAdjustment of(ListenerEndpoint endpoint) {
		return new ContainerAdjustment(endpoint.contentTypeConverter(), endpoint.containerPostProcessor());
	}

	/**
	 * Adjust a container. What follows from its acknowledgments, transactions and error
	 * handler is to be decided afterwards.
	 */
	@SuppressWarnings("unchecked")
	void applyTo(AbstractMessageListenerContainer<Object, Object> container) {
		if (this.contentTypeConverter != null) {
			setContentTypeConverter(this.contentTypeConverter, container.getContainerProperties().getMessageListener());
		}
		if (this.postProcessor != null) {
			ContainerPostProcessor<Object, Object, AbstractMessageListenerContainer<Object, Object>> own = this.postProcessor
				.resolve(ContainerPostProcessor.class);
			own.postProcess(container);
		}
	}

	private static void setContentTypeConverter(BeanReference reference, @Nullable Object listener) {
		ChannelMessageConverter converter = new ChannelMessageConverter();
		converter.setMessagingConverter(reference.resolve(SmartMessageConverter.class));
		Object target = listener;
		while (target instanceof DelegatingMessageListener<?> delegating) {
			target = delegating.getDelegate();
		}
		if (target instanceof BatchMessagingMessageListenerAdapter<?, ?> adapter) {
			adapter.setBatchMessageConverter(new ChannelBatchMessageConverter(converter));
		}
		else if (target instanceof MessagingMessageListenerAdapter<?, ?> adapter) {
			adapter.setMessageConverter(converter);
		}
	}

}
