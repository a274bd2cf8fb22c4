package io.github.asyncapikafka.autoconfigure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaSecurity;
import io.github.asyncapikafka.kafka.connection.ClientSecurity;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails.Configuration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties.Security;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * The connection of channels: what the contract says about hosts and security in the
 * place of what the application's clients have. What {@code spring.kafka} states, and
 * what the application's code or its connection details decide, is kept.
 */
class ContractConnections {

	private static final String BOOT_DETAILS = "org.springframework.boot.kafka.autoconfigure."
			+ "PropertiesKafkaConnectionDetails";

	private static final Collector<CharSequence, ?, String> JOINED = Collectors.joining(",");

	private final KafkaContract contract;

	private final ObjectProvider<KafkaConnectionDetails> details;

	private final ObjectProvider<KafkaProperties> properties;

	private final ObjectProvider<SslBundles> sslBundles;

	ContractConnections(KafkaContract contract, ObjectProvider<KafkaConnectionDetails> details,
			ObjectProvider<KafkaProperties> properties, ObjectProvider<SslBundles> sslBundles) {
		this.contract = contract;
		this.details = details;
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	/**
	 * Return whether connection details are Spring Boot's own.
	 */
	static boolean areBoots(@Nullable Class<?> type) {
		return type != null && type.getName().equals(BOOT_DETAILS);
	}

	/**
	 * Return the settings that replace those of the application's consumers.
	 * @param application the settings of the application's consumers
	 */
	Map<String, Object> consumer(Map<String, Object> application) {
		return replacing(application, KafkaConnectionDetails::getConsumer,
				(properties) -> states(properties.getConsumer().getSecurity(),
						properties.getConsumer().getProperties()),
				this.contract.server().ownConsumerBootstrapServers());
	}

	/**
	 * Return the settings that replace those of the application's producers.
	 * @param application the settings of the application's producers
	 */
	Map<String, Object> producer(Map<String, Object> application) {
		return replacing(application, KafkaConnectionDetails::getProducer,
				(properties) -> states(properties.getProducer().getSecurity(),
						properties.getProducer().getProperties()),
				this.contract.server().ownProducerBootstrapServers());
	}

	private Map<String, Object> replacing(Map<String, Object> application,
			Function<KafkaConnectionDetails, Configuration> client, Predicate<KafkaProperties> protocolStated,
			@Nullable List<String> bootstrapServers) {
		Map<String, Object> settings = new HashMap<>();
		KafkaConnectionDetails details = this.details.getObject();
		Configuration connection = client.apply(details);
		if (!isOf(connection, application.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))) {
			return settings;
		}
		if (bootstrapServers != null) {
			settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
		}
		KafkaSecurity security = this.contract.server().security();
		boolean decided = !areBoots(details.getClass()) && StringUtils.hasLength(connection.getSecurityProtocol());
		if (security != null && !decided) {
			Set<String> kept = new HashSet<>(application.keySet());
			boolean ofDocument = bootstrapServers != null && security.protocol().source().location() != null;
			if (ofDocument && !protocolStated.test(this.properties.getObject())) {
				// Code does not weaken what the document says about its own host.
				kept.remove(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
			}
			addSecurity(security, kept, settings);
		}
		settings.entrySet().removeIf((setting) -> isSame(setting.getKey(), setting.getValue(), application));
		return settings;
	}

	private static boolean states(Security security, Map<String, String> properties) {
		return StringUtils.hasLength(security.getProtocol())
				|| properties.containsKey(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
	}

	private static boolean isSame(String key, Object value, Map<String, Object> application) {
		Object configured = application.get(key);
		if (key.equals(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)) {
			return value.equals(Objects.requireNonNullElse(configured, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL));
		}
		return value.equals(configured) || (value instanceof List<?> list
				&& list.stream().map(String::valueOf).collect(JOINED).equals(configured));
	}

	private static boolean isOf(Configuration connection, @Nullable Object configured) {
		List<String> servers = connection.getBootstrapServers();
		return configured == null || configured.equals(servers) || configured.equals(String.join(",", servers));
	}

	private void addSecurity(KafkaSecurity security, Set<String> kept, Map<String, Object> settings) {
		Map<String, Object> stated = ClientSecurity.settings(security);
		stated.keySet().removeAll(kept);
		settings.putAll(stated);
		if (security.sslBundle() != null && kept.stream().noneMatch(ContractConnections::isCertificate)) {
			addSslBundle(this.sslBundles.getObject().getBundle(security.sslBundle().value()), settings);
		}
	}

	private static boolean isCertificate(String key) {
		return key.startsWith("ssl.keystore.") || key.startsWith("ssl.truststore.")
				|| key.equals(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);
	}

	/**
	 * Return the settings of an admin client of the cluster that is read.
	 * @param application the settings of the application's consumers
	 */
	Map<String, Object> consumerAdmin(Map<String, Object> application) {
		return admin(application, consumer(application));
	}

	/**
	 * Return the settings of an admin client of the cluster that is written to.
	 * @param application the settings of the application's producers
	 */
	Map<String, Object> producerAdmin(Map<String, Object> application) {
		return admin(application, producer(application));
	}

	/**
	 * Return the settings of an admin client that connects as other clients do. One that
	 * cannot connect neither starts over nor hurries, because it would fill the log.
	 */
	private Map<String, Object> admin(Map<String, Object> application, Map<String, Object> replacing) {
		Map<String, Object> settings = this.properties.getObject().buildAdminProperties();
		apply(settings, this.details.getObject().getAdmin());
		Object servers = application.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
		if (servers != null) {
			settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
		}
		replacing.forEach((key, value) -> {
			if (key.equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
				settings.put(key, value);
			}
			else {
				settings.putIfAbsent(key, value);
			}
		});
		settings.putIfAbsent(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
		settings.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 1000);
		settings.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5000);
		return settings;
	}

	/**
	 * Apply what connection details say, as Spring Boot does.
	 */
	static void apply(Map<String, Object> settings, Configuration connection) {
		settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.getBootstrapServers());
		if (StringUtils.hasLength(connection.getSecurityProtocol())) {
			settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, connection.getSecurityProtocol());
		}
		SslBundle sslBundle = connection.getSslBundle();
		if (sslBundle != null) {
			addSslBundle(sslBundle, settings);
		}
	}

	private static void addSslBundle(SslBundle sslBundle, Map<String, Object> settings) {
		settings.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
		settings.put(SslBundle.class.getName(), sslBundle);
	}

}
