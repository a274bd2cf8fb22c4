package io.github.asyncapikafka.autoconfigure;

import io.github.asyncapikafka.autoconfigure.AsyncApiKafkaProperties.Checking;
import io.github.asyncapikafka.autoconfigure.connection.PrimaryServerPostProcessor;
import io.github.asyncapikafka.autoconfigure.document.DocumentLocation;
import io.github.asyncapikafka.autoconfigure.document.OnAsyncApiDocumentCondition;
import io.github.asyncapikafka.autoconfigure.document.ProcessedOperations;
import io.github.asyncapikafka.autoconfigure.report.ContractInspection;
import io.github.asyncapikafka.autoconfigure.report.ContractReporter;
import io.github.asyncapikafka.autoconfigure.report.UsedTopics;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.inspection.ContractReport;
import io.github.asyncapikafka.inspection.rule.Inspector;
import io.github.asyncapikafka.inspection.type.MapperComparison;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.check.LargestText;
import io.github.asyncapikafka.kafka.check.SkipListener;
import io.github.asyncapikafka.kafka.check.ViolationListener;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.header.HeaderConversion;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.producer.ChannelProducers;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.serde.ContractSerdes;
import io.github.asyncapikafka.validation.JsonSchemaValidator;
import io.github.asyncapikafka.validation.SchemaValidator;
import org.apache.kafka.common.serialization.Serde;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Auto-configuration of Spring Kafka from an AsyncAPI document. Comes before Spring
 * Boot's own, so that a contract that cannot be kept is found before topics are created.
 */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@ConditionalOnClass(KafkaTemplate.class)
@ConditionalOnBooleanProperty(name = "asyncapi-kafka.enabled", matchIfMissing = true)
@Conditional(OnAsyncApiDocumentCondition.class)
@EnableConfigurationProperties(AsyncApiKafkaProperties.class)
@Import({ ChannelListenerConfiguration.class, ChannelProducerConfiguration.class, ChannelProducerScan.class,
		ChannelTopicConfiguration.class })
public final class AsyncApiKafkaAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	AsyncApi asyncApi(Environment environment, ResourceLoader resourceLoader, AsyncApiKafkaProperties properties) {
		return DocumentLoaders.configure(properties.document().loader(properties.role()), properties.references())
			.forServers(properties.servers())
			.load(DocumentLocation.require(environment, resourceLoader));
	}

	@Bean
	@ConditionalOnMissingBean
	KafkaContract kafkaContract(AsyncApi asyncApi, AsyncApiKafkaProperties properties, Environment environment,
			ResourceLoader resourceLoader, ListableBeanFactory beanFactory) {
		KafkaContract contract = KafkaContract.of(asyncApi,
				new ContractSettingsMapper(properties, environment, beanFactory).map());
		ProcessedOperations.verify(contract, resourceLoader);
		return contract;
	}

	@Bean
	@ConditionalOnMissingBean
	ContractSerdes contractSerdes(ObjectProvider<JsonMapper> mapper, ListableBeanFactory beanFactory) {
		return new ContractSerdes(mapper.getIfAvailable(JsonMapper::new),
				(name) -> beanFactory.getBean(name, Serde.class));
	}

	@Bean
	@ConditionalOnMissingBean
	SchemaValidator schemaValidator(AsyncApiKafkaProperties properties, KafkaContract contract) {
		Checking checking = properties.enforcement();
		return new JsonSchemaValidator(checking.formats(), LargestText.of(checking.maxSize(), contract));
	}

	@Bean
	ContractChecks asyncApiContractChecks(SchemaValidator validator) {
		return new ContractChecks(validator);
	}

	@Bean
	ViolationReports asyncApiViolationReports(ObjectProvider<ViolationListener> listeners,
			ObjectProvider<SkipListener> skipListeners) {
		return new ViolationReports(listeners::stream, skipListeners::stream);
	}

	@Bean
	ContractInspection asyncApiContractInspection(AsyncApiKafkaProperties properties, KafkaContract contract,
			ChannelListeners listeners, ChannelProducers producers, ObjectProvider<JsonMapper> mapper,
			ConfigurableListableBeanFactory beanFactory) {
		Inspector inspector = new Inspector(
				new MapperComparison(mapper.getIfAvailable(JsonMapper::new), HeaderConversion.of(beanFactory)),
				properties.inspection().rules());
		return new ContractInspection(properties.inspection().mode(), inspector, contract, listeners, producers,
				beanFactory);
	}

	/**
	 * Lazy, because it is known only when all singletons have been created.
	 */
	@Bean
	@Lazy
	ContractReport contractReport(ContractInspection inspection) {
		return inspection.report();
	}

	@Bean
	ContractReporter contractReporter(AsyncApi asyncApi, KafkaContract contract, ChannelListeners listeners,
			ChannelProducers producers, ContractInspection inspection, ContractChecks checks, UsedTopics topics,
			ListableBeanFactory beanFactory) {
		return new ContractReporter(asyncApi, contract, listeners, producers, inspection, checks, topics, beanFactory);
	}

	@Bean
	static EnvironmentVariables asyncApiEnvironmentVariables(ConfigurableEnvironment environment) {
		return new EnvironmentVariables(environment);
	}

	@Bean
	static PrimaryServerPostProcessor asyncApiPrimaryServerPostProcessor(ObjectProvider<KafkaContract> contract,
			ObjectProvider<AsyncApiKafkaProperties> properties, ObjectProvider<SslBundles> sslBundles) {
		return new PrimaryServerPostProcessor(contract, () -> !properties.getObject().servers().isEmpty(), sslBundles);
	}

	@Bean
	static LazyInitializationExcludeFilter channelListenerLazyInitializationExcludeFilter() {
		return new ChannelListenerLazyInitializationExcludeFilter();
	}

}
