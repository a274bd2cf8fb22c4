package io.github.asyncapikafka.autoconfigure.connection;

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
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaServer;
import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.kafka.connection.ClientSecurity;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
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
public final class ContractConnections {

	private static final String BOOT_DETAILS = "org.springframework.boot.kafka.autoconfigure."
			+ "PropertiesKafkaConnectionDetails";

	private static final Collector<CharSequence, ?, String> JOINED = Collectors.joining(",");

	/** Settings that prove an identity, whoever has set them. */
	private static final Set<String> CREDENTIALS = Set.of(SaslConfigs.SASL_JAAS_CONFIG,
			SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS,
			SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET);

	private final KafkaContract contract;

	private final ObjectProvider<KafkaConnectionDetails> details;

	private final ObjectProvider<KafkaProperties> properties;

	private final ObjectProvider<SslBundles> sslBundles;

	/**
	 * Create an instance.
	 * @param contract the contract
	 * @param details where the brokers are
	 * @param properties what {@code spring.kafka} says
	 * @param sslBundles the bundles of the application
	 */
	public ContractConnections(KafkaContract contract, ObjectProvider<KafkaConnectionDetails> details,
			ObjectProvider<KafkaProperties> properties, ObjectProvider<SslBundles> sslBundles) {
		this.contract = contract;
		this.details = details;
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	/**
	 * Return whether connection details are Spring Boot's own.
	 * @param type the type of the details
	 * @return whether they only repeat properties
	 */
	public static boolean areBoots(@Nullable Class<?> type) {
		return type != null && type.getName().equals(BOOT_DETAILS);
	}

	/**
	 * Return the settings that replace those of the application's consumers.
	 * @param application the settings of the application's consumers
	 * @return settings by the name of Kafka
	 */
	public Map<String, Object> consumer(Map<String, Object> application) {
		return replacing(application, KafkaConnectionDetails::getConsumer,
				(properties) -> states(properties.getConsumer().getSecurity(),
						properties.getConsumer().getProperties()),
				this.contract.server().ownConsumerBootstrapServers());
	}

	/**
	 * Return the settings that replace those of the application's producers.
	 * @param application the settings of the application's producers
	 * @return settings by the name of Kafka
	 */
	public Map<String, Object> producer(Map<String, Object> application) {
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
		if (security != null && !isDecided(details, connection)) {
			Set<String> kept = new HashSet<>(application.keySet());
			boolean ofDocument = bootstrapServers != null && security.protocol().source().location() != null;
			if (ofDocument && !protocolStated.test(this.properties.getObject())) {
				// Code does not weaken what the document says about its own host.
				kept.remove(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
			}
			addSecurity(security, application, kept, settings);
		}
		if (bootstrapServers != null) {
			refuseUnnamed(application, settings);
		}
		settings.entrySet().removeIf((setting) -> isSame(setting.getKey(), setting.getValue(), application));
		return settings;
	}

	/**
	 * Return whether connection details decide about security, so that the document does
	 * not.
	 */
	private static boolean isDecided(KafkaConnectionDetails details, Configuration connection) {
		return !areBoots(details.getClass()) && StringUtils.hasLength(connection.getSecurityProtocol());
	}

	/**
	 * Return whether clients of channels authenticate as the contract says.
	 * @return whether the contract states security that nothing else decides
	 */
	public boolean areSecuredByContract() {
		KafkaConnectionDetails details = this.details.getObject();
		return this.contract.server().security() != null && !isDecided(details, details.getConsumer());
	}

	/**
	 * Refuse to send credentials that code has set to a host of the document, unless the
	 * application has named the server.
	 */
	private void refuseUnnamed(Map<String, Object> application, Map<String, Object> settings) {
		KafkaServer server = this.contract.server();
		boolean ofDocument = Stream.of(server.consumerBootstrapServers(), server.producerBootstrapServers())
			.filter(Objects::nonNull)
			.anyMatch((hosts) -> hosts.source().location() != null);
		boolean credentials = application.keySet().stream().anyMatch(CREDENTIALS::contains)
				|| String.valueOf(settings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
						application.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)))
					.startsWith("SASL_");
		if (ofDocument && credentials && !this.contract.isServerNamed()) {
			throw new InvalidContractException(List.of(new Problem(this.contract.location(),
					"The application's clients have credentials, but the host that they would go to comes from the "
							+ "document, and no property names the server.",
					"Set 'asyncapi-kafka.servers' to send them there, or set 'spring.kafka.bootstrap-servers'.")));
		}
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

	private void addSecurity(KafkaSecurity security, Map<String, Object> application, Set<String> kept,
			Map<String, Object> settings) {
		Map<String, Object> stated = ClientSecurity.settings(security);
		stated.keySet().removeAll(kept);
		settings.putAll(stated);
		if (security.sslBundle() == null) {
			return;
		}
		SslBundle sslBundle = ContractSslBundle.load(security, this.sslBundles.getIfAvailable());
		if (application.get(SslBundle.class.getName()) == sslBundle) {
			return;
		}
		if (kept.stream().anyMatch(ContractConnections::isCertificate)) {
			throw new InvalidContractException(List.of(new Problem(security.protocol().source().location(),
					"'" + security.sslBundle().source()
							+ "' and the settings of 'spring.kafka' or the application's code "
							+ "both say which certificates are used.",
					"Keep one of them.")));
		}
		addSslBundle(sslBundle, settings);
	}

	private static boolean isCertificate(String key) {
		return key.startsWith("ssl.keystore.") || key.startsWith("ssl.truststore.")
				|| key.equals(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG);
	}

	/**
	 * Return the settings of an admin client of the cluster that is read.
	 * @param application the settings of the application's consumers
	 * @return settings by the name of Kafka
	 */
	public Map<String, Object> consumerAdmin(Map<String, Object> application) {
		return admin(application, consumer(application));
	}

	/**
	 * Return the settings of an admin client of the cluster that is written to.
	 * @param application the settings of the application's producers
	 * @return settings by the name of Kafka
	 */
	public Map<String, Object> producerAdmin(Map<String, Object> application) {
		return admin(application, producer(application));
	}

	private Map<String, Object> admin(Map<String, Object> application, Map<String, Object> replacing) {
		Map<String, Object> effective = new HashMap<>(application);
		effective.putAll(replacing);
		Map<String, Object> settings = this.properties.getObject().buildAdminProperties();
		apply(settings, this.details.getObject().getAdmin());
		return AdminSettings.of(settings, effective);
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
