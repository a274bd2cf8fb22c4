package io.github.asyncapikafka.autoconfigure.connection;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.kafka.connection.ClientSecurity;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.types.Password;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties.Ssl;
import org.springframework.boot.ssl.SslBundles;

/**
 * Gives Spring Boot's own template, factories and admin the connection of the server that
 * the application has named: what is unset is filled in. Without a name they keep what
 * {@code spring.kafka} says.
 */
public final class PrimaryServerPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<KafkaContract> contract;

	private final BooleanSupplier named;

	private final ObjectProvider<SslBundles> sslBundles;

	/**
	 * Create an instance.
	 * @param contract the contract
	 * @param named whether the application has named a server
	 * @param sslBundles the bundles of the application
	 */
	public PrimaryServerPostProcessor(ObjectProvider<KafkaContract> contract, BooleanSupplier named,
			ObjectProvider<SslBundles> sslBundles) {
		this.contract = contract;
		this.named = named;
		this.sslBundles = sslBundles;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof KafkaProperties kafka && this.named.getAsBoolean()) {
			fill(kafka, this.contract.getObject());
		}
		return bean;
	}

	private void fill(KafkaProperties kafka, KafkaContract contract) {
		List<String> consumers = contract.server().ownConsumerBootstrapServers();
		List<String> producers = contract.server().ownProducerBootstrapServers();
		List<String> servers = (consumers != null) ? consumers : producers;
		if (servers != null) {
			kafka.setBootstrapServers(servers);
		}
		KafkaSecurity security = contract.server().security();
		if (security == null || contract.isConnectionProvided()) {
			return;
		}
		ClientSecurity.settings(security).forEach((key, value) -> fill(kafka, key, value));
		if (security.sslBundle() != null && !hasCertificates(kafka.getSsl())) {
			ContractSslBundle.load(security, this.sslBundles.getIfAvailable());
			kafka.getSsl().setBundle(security.sslBundle().value());
		}
	}

	private static void fill(KafkaProperties kafka, String key, Object value) {
		String text = (value instanceof Password password) ? password.value() : value.toString();
		if (!key.equals(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)) {
			kafka.getProperties().putIfAbsent(key, text);
		}
		else if (kafka.getSecurity().getProtocol() == null && !kafka.getProperties().containsKey(key)) {
			kafka.getSecurity().setProtocol(text);
		}
	}

	private static boolean hasCertificates(Ssl ssl) {
		return Stream
			.of(ssl.getBundle(), ssl.getKeyStoreLocation(), ssl.getKeyStoreKey(), ssl.getTrustStoreLocation(),
					ssl.getTrustStoreCertificates())
			.anyMatch(Objects::nonNull);
	}

}
