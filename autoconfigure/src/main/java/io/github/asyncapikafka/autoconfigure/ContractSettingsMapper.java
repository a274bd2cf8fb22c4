package io.github.asyncapikafka.autoconfigure;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.asyncapikafka.autoconfigure.AsyncApiKafkaProperties.Checking;
import io.github.asyncapikafka.autoconfigure.AsyncApiKafkaProperties.DeadLetter;
import io.github.asyncapikafka.autoconfigure.AsyncApiKafkaProperties.Enforcing;
import io.github.asyncapikafka.autoconfigure.connection.ContractConnections;
import io.github.asyncapikafka.autoconfigure.connection.SpringSecurity;
import io.github.asyncapikafka.binding.setting.ConnectionSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.ChannelSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.EnforcementSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.MessageSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.OperationSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.ServerSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.TopicSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings;
import io.github.asyncapikafka.binding.setting.Credentials;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.core.env.Environment;

/**
 * Maps properties to what a contract needs of its environment. Creates no beans, because
 * it is called while listeners are being created.
 */
final class ContractSettingsMapper {

	private static final List<String> EXPLICIT = List.of("spring.application.name", "spring.kafka.bootstrap-servers",
			"spring.kafka.consumer.bootstrap-servers", "spring.kafka.producer.bootstrap-servers",
			"spring.kafka.consumer.group-id", "spring.kafka.client-id", "spring.kafka.consumer.client-id",
			"spring.kafka.producer.client-id", "spring.kafka.consumer.value-deserializer",
			"spring.kafka.producer.value-serializer", "spring.kafka.admin.auto-create");

	private final AsyncApiKafkaProperties properties;

	private final Binder binder;

	private final ListableBeanFactory beanFactory;

	ContractSettingsMapper(AsyncApiKafkaProperties properties, Environment environment,
			ListableBeanFactory beanFactory) {
		this.properties = properties;
		this.binder = Binder.get(environment);
		this.beanFactory = beanFactory;
	}

	ContractSettings map() {
		AsyncApiKafkaProperties properties = this.properties;
		return new ContractSettings(properties.role(), properties.servers(),
				values(properties.serverSettings(),
						(server) -> new ServerSettings(server.bootstrapServers(), server.securityScheme())),
				properties.variables(), properties.parameters(), enforcement(properties.enforcement()),
				new TopicSettings(properties.topics().mode(), properties.topics().maxReplicas(),
						properties.topics().onDrift()),
				deadLetter(properties.deadLetter()), properties.topicPrefix(), properties.groupIdPrefix(),
				values(properties.channels(),
						(channel) -> new ChannelSettings(channel.topic(), channel.parameters(), channel.partitions(),
								channel.replicas(), channel.configuration(), enforcement(channel.enforcement()))),
				values(properties.operations(),
						(operation) -> new OperationSettings(operation.groupId(), operation.clientId(),
								operation.unhandled())),
				values(properties.messages(), (message) -> new MessageSettings(message.serde(), message.keySerde(),
						message.keyEncoding(), message.passThrough(), message.type())),
				connection(), explicit());
	}

	private static EnforcementSettings enforcement(Checking checking) {
		return new EnforcementSettings(checking.inbound(), checking.outbound());
	}

	private static EnforcementSettings enforcement(Enforcing enforcing) {
		return new EnforcementSettings(enforcing.inbound(), enforcing.outbound());
	}

	private static DeadLetterSettings deadLetter(DeadLetter deadLetter) {
		return new DeadLetterSettings(deadLetter.mode(), deadLetter.topic(), deadLetter.retention(),
				deadLetter.handlerFailures(), deadLetter.violations(), deadLetter.includeException());
	}

	private static <V, R> Map<String, R> values(Map<String, V> map, Function<V, R> mapping) {
		Map<String, R> result = new LinkedHashMap<>();
		map.forEach((key, value) -> result.put(key, mapping.apply(value)));
		return result;
	}

	private ConnectionSettings connection() {
		return new ConnectionSettings(isConnectionProvided(), new SpringSecurity(this.binder).settings(), values(
				this.properties.credentials(),
				(credential) -> new Credentials(credential.username(), credential.password(), credential.mechanism(),
						credential.sslBundle(), credential.clientId(), credential.clientSecret(), credential.tokenUri(),
						credential.scopes(), credential.principal(), credential.keytab(), credential.serviceName(),
						credential.jaasConfig(), credential.loginCallbackHandler())));
	}

	private boolean isConnectionProvided() {
		for (String name : this.beanFactory.getBeanNamesForType(KafkaConnectionDetails.class, true, false)) {
			if (!ContractConnections.areBoots(this.beanFactory.getType(name, false))) {
				return true;
			}
		}
		return false;
	}

	private Map<String, String> explicit() {
		Map<String, String> explicit = new HashMap<>();
		EXPLICIT.forEach((key) -> put(explicit, key, key));
		return explicit;
	}

	private void put(Map<String, String> explicit, String name, String key) {
		List<String> values = this.binder.bind(key, Bindable.listOf(String.class)).orElse(List.of());
		String value = String.join(",", values);
		if (!value.isBlank()) {
			explicit.putIfAbsent(name, value);
		}
	}

}
