package io.github.asyncapikafka.kafka.acknowledge;

import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Knows whether containers have transactions, whoever has set their manager.
 */
public final class ContainerTransactions {

	private ContainerTransactions() {
	}

	/**
	 * Return whether the listener of a container is called in transactions.
	 * @param container the container
	 * @return {@code true} if what a failed call has done is rolled back
	 */
	@SuppressWarnings("removal")
	public static boolean has(MessageListenerContainer container) {
		ContainerProperties properties = container.getContainerProperties();
		return properties.getKafkaAwareTransactionManager() != null || properties.getTransactionManager() != null;
	}

}
