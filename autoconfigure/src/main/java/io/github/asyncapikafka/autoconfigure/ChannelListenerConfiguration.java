package io.github.asyncapikafka.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.autoconfigure.connection.ApplicationContainerFactory;
import io.github.asyncapikafka.autoconfigure.connection.ApplicationFactories;
import io.github.asyncapikafka.autoconfigure.connection.ContractConnections;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.kafka.address.ChannelParameterResolver;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import io.github.asyncapikafka.kafka.listener.ChannelBatchMessageConverter;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.listener.ChannelMessageConverter;
import io.github.asyncapikafka.kafka.listener.consumer.ChannelConsumerFactory;
import io.github.asyncapikafka.kafka.listener.consumer.RecordDecoders;
import io.github.asyncapikafka.kafka.producer.client.ProducerTemplates;
import io.github.asyncapikafka.kafka.progress.ContainersProgress;
import io.github.asyncapikafka.kafka.topic.MissingTopics;
import io.github.asyncapikafka.kafka.topic.TopicLookup;
import io.github.asyncapikafka.serde.ContractSerdes;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.kafka.autoconfigure.ConcurrentKafkaListenerContainerFactoryConfigurer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.kafka.annotation.KafkaListenerConfigurer;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.SeekUtils;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.util.backoff.BackOff;

/**
 * Receiving: what {@code @ChannelListener} needs beside Spring Boot's own beans.
 */
@Configuration(proxyBeanMethods = false)
class ChannelListenerConfiguration {

	private static final String IMMEDIATE_STOP = "spring.kafka.listener.immediate-stop";

	@Bean
	@ConditionalOnMissingBean
	ApplicationFactories asyncApiApplicationFactories(ObjectProvider<ConsumerFactory<?, ?>> consumerFactory,
			ObjectProvider<ProducerFactory<?, ?>> producerFactory, ObjectProvider<KafkaProperties> properties,
			ObjectProvider<KafkaConnectionDetails> connectionDetails) {
		return new ApplicationFactories(consumerFactory, producerFactory, properties, connectionDetails);
	}

	@Bean
	ContractConnections asyncApiContractConnections(KafkaContract contract,
			ObjectProvider<KafkaConnectionDetails> connectionDetails, ObjectProvider<KafkaProperties> properties,
			ObjectProvider<SslBundles> sslBundles) {
		return new ContractConnections(contract, connectionDetails, properties, sslBundles);
	}

	/**
	 * Spring Kafka asks for this bean while bean post-processors are being created, so it
	 * must not draw any other bean in.
	 */
	@Bean(ChannelListeners.BEAN_NAME)
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ChannelListeners asyncApiChannelListeners(ConfigurableListableBeanFactory beanFactory,
			Environment environment, ObjectProvider<KafkaContract> contract, ObjectProvider<ContractSerdes> serdes,
			ObjectProvider<ContractChecks> checks, ObjectProvider<ViolationReports> reports,
			ObjectProvider<DeadLetters> deadLetters, ObjectProvider<ContainersProgress> progress,
			ObjectProvider<ApplicationFactories> factories) {
		boolean batch = "batch".equalsIgnoreCase(environment.getProperty("spring.kafka.listener.type"));
		return new ChannelListeners(beanFactory, contract,
				new RecordDecoders(serdes, checks, () -> factories.getObject().consumerFactory(), batch), reports,
				deadLetters, progress, () -> ApplicationContainerFactory.isDeclared(beanFactory) ? null
						: environment.getProperty("spring.kafka.listener.concurrency", Integer.class));
	}

	/**
	 * Keeps the resolvers that the application has registered before.
	 */
	@Bean
	static KafkaListenerConfigurer asyncApiChannelParameters(ChannelListeners listeners,
			ListableBeanFactory beanFactory) {
		return (registrar) -> {
			ApplicationConversionService conversionService = new ApplicationConversionService();
			ApplicationConversionService.addBeans(conversionService, beanFactory);
			List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>(
					registrar.getCustomMethodArgumentResolvers());
			resolvers.add(new ChannelParameterResolver(listeners.endpoints()::subscriptions, conversionService));
			registrar.setCustomMethodArgumentResolvers(resolvers.toArray(HandlerMethodArgumentResolver[]::new));
		};
	}

	@Bean
	ContainersProgress asyncApiContainersProgress(AsyncApiKafkaProperties properties,
			ObjectProvider<MissingTopics> missing) {
		return new ContainersProgress(properties.corruptRecords(), properties.stalledAfter(),
				(topics) -> missing.getObject().among(topics));
	}

	@Bean
	DeadLetters asyncApiDeadLetters(KafkaContract contract, ObjectProvider<ProducerTemplates> templates,
			ObjectProvider<BackOff> backOff, ObjectProvider<AfterRollbackProcessor<?, ?>> afterRollback,
			ObjectProvider<TopicLookup> topics, ConfigurableListableBeanFactory beanFactory) {
		return new DeadLetters(contract.deadLetter(), (patience) -> templates.getObject().deadLetters(patience),
				(bytes) -> templates.getObject().encoded(bytes),
				() -> Objects.requireNonNullElse(backOff.getIfUnique(), SeekUtils.DEFAULT_BACK_OFF),
				(processor) -> afterRollback.stream().anyMatch((bean) -> bean == processor)
						|| ApplicationContainerFactory.isDeclared(beanFactory),
				(topic) -> topics.getObject().isMissing(topic));
	}

	@Bean(defaultCandidate = false)
	ChannelConsumerFactory channelConsumerFactory(ApplicationFactories factories, ContractConnections connections) {
		ConsumerFactory<?, ?> application = factories.consumerFactory();
		return new ChannelConsumerFactory(application, connections.consumer(application.getConfigurationProperties()));
	}

	/**
	 * As Spring Boot's {@code kafkaListenerContainerFactory}, or as the application's
	 * own, but for message converters: records are decoded before they get there.
	 */
	@Bean(name = ChannelConsumerFactory.CONTAINER_FACTORY_BEAN_NAME, defaultCandidate = false)
	@ConditionalOnMissingBean(name = ChannelConsumerFactory.CONTAINER_FACTORY_BEAN_NAME)
	ConcurrentKafkaListenerContainerFactory<Object, Object> channelListenerContainerFactory(
			ConcurrentKafkaListenerContainerFactoryConfigurer configurer,
			@Qualifier("channelConsumerFactory") ChannelConsumerFactory channelConsumerFactory,
			ObjectProvider<ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>>> customizer,
			ConfigurableListableBeanFactory beanFactory, Environment environment) {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = new ConcurrentKafkaListenerContainerFactory<>();
		configurer.configure(factory, channelConsumerFactory);
		if (!environment.containsProperty(IMMEDIATE_STOP)) {
			// All that was polled may take longer than the application has to shut down.
			factory.getContainerProperties().setStopImmediate(true);
		}
		customizer.ifAvailable(factory::setContainerCustomizer);
		new ApplicationContainerFactory(beanFactory).applyTo(factory);
		factory.setRecordMessageConverter(new ChannelMessageConverter());
		factory.setBatchMessageConverter(new ChannelBatchMessageConverter(new ChannelMessageConverter()));
		return factory;
	}

}
