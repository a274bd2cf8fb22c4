package io.github.asyncapikafka.sample;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A Kafka broker in this process, so that the sample runs without anything else.
 */
@Configuration(proxyBeanMethods = false)
@Profile("local")
@ConditionalOnProperty(name = "spring.kafka.bootstrap-servers", havingValue = "none", matchIfMissing = true)
class LocalBroker {

	@Bean(destroyMethod = "destroy")
	EmbeddedKafkaKraftBroker kafkaBroker() {
		EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
		// The default name is that of Spring Boot's property, which would outlive the
		// broker.
		broker.brokerListProperty("sample.local-broker");
		broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
		broker.afterPropertiesSet();
		return broker;
	}

	@Bean
	KafkaConnectionDetails kafkaConnectionDetails(EmbeddedKafkaKraftBroker kafkaBroker) {
		List<String> servers = List.of(kafkaBroker.getBrokersAsString().split(","));
		return () -> servers;
	}

}
