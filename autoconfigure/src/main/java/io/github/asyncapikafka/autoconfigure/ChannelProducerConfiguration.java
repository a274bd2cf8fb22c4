package io.github.asyncapikafka.autoconfigure;

import io.github.asyncapikafka.autoconfigure.connection.ApplicationFactories;
import io.github.asyncapikafka.autoconfigure.connection.ContractConnections;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.kafka.ChannelProducerFactoryBean;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.producer.ChannelProducers;
import io.github.asyncapikafka.kafka.producer.DefaultChannelTemplates;
import io.github.asyncapikafka.kafka.producer.OutboundChecks;
import io.github.asyncapikafka.kafka.producer.client.EncodedBytesSerializer;
import io.github.asyncapikafka.kafka.producer.client.ProducerTemplates;
import io.github.asyncapikafka.kafka.retry.ChannelRetryTopicComponentFactory;
import io.github.asyncapikafka.kafka.topic.TopicLookup;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties.Template;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.retrytopic.RetryTopicComponentFactory;
import org.springframework.kafka.retrytopic.RetryTopicConfigurationSupport;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.micrometer.KafkaTemplateObservationConvention;

/**
 * Sending: templates of channels and producer interfaces.
 */
@Configuration(proxyBeanMethods = false)
class ChannelProducerConfiguration {

	@Bean
	@ConditionalOnMissingBean(ChannelTemplates.class)
	DefaultChannelTemplates channelTemplates(KafkaContract contract, ContractSerdes serdes,
			ProducerTemplates producerTemplates, OutboundChecks checks) {
		return new DefaultChannelTemplates(contract, serdes, producerTemplates, checks);
	}

	@Bean
	OutboundChecks asyncApiOutboundChecks(ContractChecks checks, ViolationReports reports, TopicLookup topics) {
		return new OutboundChecks(checks, reports, topics);
	}

	@Bean
	ChannelProducers channelProducers(KafkaContract contract, ContractSerdes serdes,
			ProducerTemplates producerTemplates, OutboundChecks checks) {
		return new ChannelProducers(new DefaultChannelTemplates(contract, serdes, producerTemplates, checks));
	}

	@Bean(ChannelProducerFactoryBean.SENDER_BEAN_NAME)
	ProducerTemplates asyncApiProducerTemplates(AutowireCapableBeanFactory beanFactory, ApplicationFactories factories,
			ContractConnections connections, ObjectProvider<KafkaProperties> properties,
			ObjectProvider<ProducerListener<Object, Object>> listener,
			ObjectProvider<KafkaTemplateObservationConvention> convention) {
		return new ProducerTemplates(beanFactory, factories::producerFactory, connections::producer, (template) -> {
			convention.ifUnique(template::setObservationConvention);
			configure(template, properties.getObject().getTemplate(), listener.getIfUnique());
		});
	}

	/**
	 * Last, so that it sees the serializers that others have set.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	@ConditionalOnProperty("spring.kafka.producer.transaction-id-prefix")
	static DefaultKafkaProducerFactoryCustomizer channelTransactionCustomizer() {
		return EncodedBytesSerializer::install;
	}

	/**
	 * An application that configures retry topics itself has a component factory of its
	 * own.
	 */
	@Bean
	@ConditionalOnMissingBean({ RetryTopicComponentFactory.class, RetryTopicConfigurationSupport.class })
	static RetryTopicComponentFactory channelRetryTopicComponentFactory(ObjectProvider<ProducerTemplates> templates,
			ObjectProvider<KafkaContract> contract) {
		return new ChannelRetryTopicComponentFactory(() -> templates.getObject().get(null),
				(bytes) -> templates.getObject().encoded(bytes),
				() -> contract.getObject().deadLetter().includeException());
	}

	/**
	 * Apply what Spring Boot applies to its own template, but for the default topic.
	 */
	private static void configure(KafkaTemplate<Object, Object> template, Template properties,
			@Nullable ProducerListener<Object, Object> listener) {
		PropertyMapper map = PropertyMapper.get();
		map.from(listener).to(template::setProducerListener);
		map.from(properties.getTransactionIdPrefix()).to(template::setTransactionIdPrefix);
		map.from(properties.getCloseTimeout()).to(template::setCloseTimeout);
		map.from(properties.isAllowNonTransactional()).to(template::setAllowNonTransactional);
		map.from(properties.isObservationEnabled()).to(template::setObservationEnabled);
	}

}
