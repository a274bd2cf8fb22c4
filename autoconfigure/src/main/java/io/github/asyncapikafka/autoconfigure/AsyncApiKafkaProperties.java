package io.github.asyncapikafka.autoconfigure;

import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.binding.ContractSettings.Role;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What neither the AsyncAPI document nor {@code spring.kafka} can say.
 *
 * @param enabled Whether Spring Kafka is configured from an AsyncAPI document.
 * @param location Location of the AsyncAPI document: a class path or file resource.
 * @param role Role of this application: the one that the document describes, or a client
 * of it.
 * @param servers Names of the servers of the document to use; one at present.
 * @param serverSettings Settings by the name of a server.
 * @param variables Values of server variables by name.
 * @param parameters Values of address parameters by name.
 * @param topicPrefix Prefix of all topics that come from the document.
 * @param channels Settings by the id of a channel.
 * @param operations Settings by the id of an operation.
 * @param messages Settings by the id of a message.
 */
@ConfigurationProperties(prefix = "asyncapi-kafka", ignoreUnknownFields = false)
record AsyncApiKafkaProperties(@DefaultValue("true") boolean enabled, @Nullable String location,
		@DefaultValue("application") Role role, @DefaultValue List<String> servers,
		@DefaultValue Map<String, Server> serverSettings, @DefaultValue Map<String, String> variables,
		@DefaultValue Map<String, String> parameters, @Nullable String topicPrefix,
		@DefaultValue Map<String, Channel> channels, @DefaultValue Map<String, Operation> operations,
		@DefaultValue Map<String, Message> messages) {

	/**
	 * Settings of a server.
	 *
	 * @param bootstrapServers Hosts and ports that replace the host of the document.
	 */
	record Server(@DefaultValue List<String> bootstrapServers) {

	}

	/**
	 * Settings of a channel.
	 *
	 * @param topic Topic that replaces the one of the document, without prefix.
	 * @param parameters Values of address parameters by name.
	 * @param partitions Number of partitions.
	 * @param replicas Number of replicas.
	 * @param configuration Topic configuration by the name of the setting.
	 */
	record Channel(@Nullable String topic, @DefaultValue Map<String, String> parameters, @Nullable Integer partitions,
			@Nullable Integer replicas, @DefaultValue Map<String, String> configuration) {

	}

	/**
	 * Settings of an operation.
	 *
	 * @param groupId Consumer group, which has to satisfy the schema of the document.
	 * @param clientId Client id, which has to satisfy the schema of the document.
	 */
	record Operation(@Nullable String groupId, @Nullable String clientId) {

	}

	/**
	 * Settings of a message.
	 *
	 * @param serde Name of the bean of type Serde that reads and writes the payload.
	 * @param keySerde Name of the bean of type Serde that reads and writes the key.
	 */
	record Message(@Nullable String serde, @Nullable String keySerde) {

	}

}
