package io.github.asyncapikafka.kafka;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * Does what a method of a {@link ChannelProducer} interface stands for.
 */
public interface ProducerInvoker {

	/**
	 * Send a message.
	 * @param producerInterface the interface
	 * @param method the method that was called
	 * @param arguments its arguments, or {@code null} for none
	 * @return what the method returns
	 */
	@Nullable Object invoke(Class<?> producerInterface, Method method, @Nullable Object @Nullable [] arguments);

}
