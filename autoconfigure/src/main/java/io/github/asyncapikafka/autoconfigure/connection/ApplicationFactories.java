package io.github.asyncapikafka.autoconfigure.connection;

import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * The factories of the application, from which those of channels take what the contract
 * does not decide: the beans that injection by type finds, or if it finds several, what
 * {@code spring.kafka} says.
 */
public final class ApplicationFactories {

	private final ObjectProvider<ConsumerFactory<?, ?>> consumerFactory;

	private final ObjectProvider<ProducerFactory<?, ?>> producerFactory;

	private final ObjectProvider<KafkaProperties> properties;

	private final ObjectProvider<KafkaConnectionDetails> connectionDetails;

	/**
	 * Create an instance.
	 * @param consumerFactory the consumer factories that are beans
	 * @param producerFactory the producer factories that are beans
	 * @param properties what {@code spring.kafka} says
	 * @param connectionDetails where the brokers are
	 */
	public ApplicationFactories(ObjectProvider<ConsumerFactory<?, ?>> consumerFactory,
			ObjectProvider<ProducerFactory<?, ?>> producerFactory, ObjectProvider<KafkaProperties> properties,
			ObjectProvider<KafkaConnectionDetails> connectionDetails) {
		this.consumerFactory = consumerFactory;
		this.producerFactory = producerFactory;
		this.properties = properties;
		this.connectionDetails = connectionDetails;
	}

	/**
	 * Return the consumer factory.
	 * @return a bean, or what is created from properties
	 */
	public ConsumerFactory<?, ?> consumerFactory() {
		ConsumerFactory<?, ?> unique = this.consumerFactory.getIfUnique();
		if (unique != null) {
			return unique;
		}
		Map<String, Object> configuration = this.properties.getObject().buildConsumerProperties();
		ContractConnections.apply(configuration, this.connectionDetails.getObject().getConsumer());
		return new DefaultKafkaConsumerFactory<>(configuration);
	}

	/**
	 * Return the producer factory.
	 * @return a bean, or what is created from properties
	 */
	public ProducerFactory<?, ?> producerFactory() {
		ProducerFactory<?, ?> unique = this.producerFactory.getIfUnique();
		if (unique != null) {
			return unique;
		}
		Map<String, Object> configuration = this.properties.getObject().buildProducerProperties();
		ContractConnections.apply(configuration, this.connectionDetails.getObject().getProducer());
		return new DefaultKafkaProducerFactory<>(configuration);
	}

}
