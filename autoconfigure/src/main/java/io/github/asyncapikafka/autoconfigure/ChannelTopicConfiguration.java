package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.Objects;

import io.github.asyncapikafka.autoconfigure.connection.ApplicationFactories;
import io.github.asyncapikafka.autoconfigure.connection.ContractConnections;
import io.github.asyncapikafka.autoconfigure.report.UsedTopics;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.kafka.connection.Preflight;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.producer.ChannelProducers;
import io.github.asyncapikafka.kafka.topic.ContractTopics;
import io.github.asyncapikafka.kafka.topic.MissingTopics;
import io.github.asyncapikafka.kafka.topic.TopicConnections;
import io.github.asyncapikafka.kafka.topic.TopicLookup;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Topics: what is created or compared before listeners start.
 */
@Configuration(proxyBeanMethods = false)
class ChannelTopicConfiguration {

	private static final String OPERATION_TIMEOUT = "spring.kafka.admin.operation-timeout";

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	@Bean
	UsedTopics asyncApiUsedTopics(KafkaContract contract, ChannelListeners listeners, ChannelProducers producers,
			ConfigurableBeanFactory beanFactory) {
		return new UsedTopics(contract, listeners, producers, beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean
	ContractTopics asyncApiContractTopics(KafkaContract contract, UsedTopics topics, ApplicationFactories factories,
			ContractConnections connections, AsyncApiKafkaProperties properties, Environment environment) {
		Duration timeout = timeout(environment);
		boolean failFast = environment.getProperty("spring.kafka.admin.fail-fast", Boolean.class, false);
		Preflight preflight = Objects.requireNonNullElse(properties.preflight(),
				failFast ? Preflight.FAIL : Preflight.WARN);
		return new ContractTopics(contract, topics::plan, () -> connections(factories, connections), timeout,
				preflight);
	}

	@Bean
	TopicLookup asyncApiTopicLookup(ApplicationFactories factories, ContractConnections connections,
			Environment environment) {
		return new TopicLookup(() -> connections(factories, connections), timeout(environment));
	}

	@Bean
	MissingTopics asyncApiMissingTopics(ApplicationFactories factories, ContractConnections connections,
			Environment environment) {
		return new MissingTopics(() -> connections(factories, connections), timeout(environment));
	}

	private static Duration timeout(Environment environment) {
		return Binder.get(environment).bind(OPERATION_TIMEOUT, Duration.class).orElse(DEFAULT_TIMEOUT);
	}

	private static TopicConnections connections(ApplicationFactories factories, ContractConnections connections) {
		return new TopicConnections(connections.consumerAdmin(factories.consumerFactory().getConfigurationProperties()),
				connections.producerAdmin(factories.producerFactory().getConfigurationProperties()));
	}

}
