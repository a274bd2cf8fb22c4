package io.github.asyncapikafka.autoconfigure;

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
class ApplicationFactories {

	private final ObjectProvider<ConsumerFactory<?, ?>> consumerFactory;

	private final ObjectProvider<ProducerFactory<?, ?>> producerFactory;

	private final ObjectProvider<KafkaProperties> properties;

	private final ObjectProvider<KafkaConnectionDetails> connectionDetails;

	ApplicationFactories(ObjectProvider<ConsumerFactory<?, ?>> consumerFactory,
			ObjectProvider<ProducerFactory<?, ?>> producerFactory, ObjectProvider<KafkaProperties> properties,
			ObjectProvider<KafkaConnectionDetails> connectionDetails) {
		this.consumerFactory = consumerFactory;
		this.producerFactory = producerFactory;
		this.properties = properties;
		this.connectionDetails = connectionDetails;
	}

	ConsumerFactory<?, ?> consumerFactory() {
		ConsumerFactory<?, ?> unique = this.consumerFactory.getIfUnique();
		if (unique != null) {
			return unique;
		}
		Map<String, Object> configuration = this.properties.getObject().buildConsumerProperties();
		ContractConnections.apply(configuration, this.connectionDetails.getObject().getConsumer());
		return new DefaultKafkaConsumerFactory<>(configuration);
	}

	ProducerFactory<?, ?> producerFactory() {
		ProducerFactory<?, ?> unique = this.producerFactory.getIfUnique();
		if (unique != null) {
			return unique;
		}
		Map<String, Object> configuration = this.properties.getObject().buildProducerProperties();
		ContractConnections.apply(configuration, this.connectionDetails.getObject().getProducer());
		return new DefaultKafkaProducerFactory<>(configuration);
	}

}
