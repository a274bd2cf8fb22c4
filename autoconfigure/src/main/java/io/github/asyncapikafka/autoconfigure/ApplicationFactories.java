package io.github.asyncapikafka.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails.Configuration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.util.StringUtils;

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
		apply(configuration, this.connectionDetails.getObject().getConsumer());
		return new DefaultKafkaConsumerFactory<>(configuration);
	}

	ProducerFactory<?, ?> producerFactory() {
		ProducerFactory<?, ?> unique = this.producerFactory.getIfUnique();
		if (unique != null) {
			return unique;
		}
		Map<String, Object> configuration = this.properties.getObject().buildProducerProperties();
		apply(configuration, this.connectionDetails.getObject().getProducer());
		return new DefaultKafkaProducerFactory<>(configuration);
	}

	/**
	 * Return the configuration of an admin client of a cluster that channels are on. A
	 * client that cannot connect neither starts over nor hurries, because it would fill
	 * the log.
	 * @param application the configuration of the application's consumers or producers
	 * @param client the same in connection details
	 * @param contract the bootstrap servers of the contract, or {@code null}
	 */
	Map<String, Object> adminConfiguration(Map<String, Object> application,
			Function<KafkaConnectionDetails, Configuration> client, @Nullable List<String> contract) {
		Map<String, Object> configuration = this.properties.getObject().buildAdminProperties();
		apply(configuration, this.connectionDetails.getObject().getAdmin());
		List<String> replacing = replacing(application, client, contract);
		Object servers = (replacing != null) ? replacing
				: application.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
		if (servers != null) {
			configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
		}
		configuration.putIfAbsent(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
		configuration.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 1000);
		configuration.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5000);
		return configuration;
	}

	/**
	 * Return the bootstrap servers that replace those of a factory: those of the
	 * contract, unless the application's code has set others than its connection details
	 * have.
	 */
	@Nullable List<String> replacing(Map<String, Object> configuration, Function<KafkaConnectionDetails, Configuration> client,
			@Nullable List<String> contract) {
		if (contract == null) {
			return null;
		}
		Object configured = configuration.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
		List<String> details = client.apply(this.connectionDetails.getObject()).getBootstrapServers();
		boolean ofDetails = configured == null || configured.equals(details)
				|| configured.equals(String.join(",", details));
		return ofDetails ? contract : null;
	}

	private static void apply(Map<String, Object> configuration, Configuration connection) {
		configuration.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
		if (StringUtils.hasLength(connection.getSecurityProtocol())) {
			configuration.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, connection.getSecurityProtocol());
		}
		SslBundle sslBundle = connection.getSslBundle();
		if (sslBundle != null) {
			configuration.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
			configuration.put(SslBundle.class.getName(), sslBundle);
		}
	}

}
