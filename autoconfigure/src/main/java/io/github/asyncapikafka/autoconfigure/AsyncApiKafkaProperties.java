package io.github.asyncapikafka.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.binding.setting.ContractSettings.KeyEncoding;
import io.github.asyncapikafka.binding.setting.ContractSettings.Role;
import io.github.asyncapikafka.binding.setting.ContractSettings.Unhandled;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings.Mode;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings.Violations;
import io.github.asyncapikafka.binding.setting.Drift;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.binding.setting.TopicMode;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.inspection.InspectionMode;
import io.github.asyncapikafka.inspection.RuleLevel;
import io.github.asyncapikafka.kafka.connection.Preflight;
import io.github.asyncapikafka.kafka.progress.corrupt.CorruptRecords;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What neither the AsyncAPI document nor {@code spring.kafka} can say.
 *
 * @param enabled Whether Spring Kafka is configured from an AsyncAPI document.
 * @param location Location of the AsyncAPI document: a class path or file resource.
 * @param document How the document is read.
 * @param role Role of this application: the one that the document describes, or a client
 * of it.
 * @param references How far references of the document may reach.
 * @param servers Names of the servers of the document to use; one at present.
 * @param serverSettings Settings by the name of a server.
 * @param credentials Credentials by the name of a security scheme.
 * @param variables Values of server variables by name.
 * @param parameters Values of address parameters by name; an asterisk leaves one open.
 * @param enforcement What is checked, and what happens to records that break the
 * contract.
 * @param topics What is done about topics at start-up.
 * @param deadLetter What becomes of records that cannot be handled.
 * @param inspection How code and contract are compared at start-up.
 * @param preflight What happens at start-up if the brokers cannot be used; a warning by
 * default.
 * @param topicPrefix Prefix of all topics that come from the document.
 * @param groupIdPrefix Prefix of all consumer groups that no annotation names.
 * @param channels Settings by the id of a channel.
 * @param operations Settings by the id of an operation.
 * @param messages Settings by the id of a message.
 * @param corruptRecords What happens at records that are corrupted in the broker's log.
 * @param stalledAfter Time without progress after which a listener is unhealthy.
 */
@ConfigurationProperties(prefix = "asyncapi-kafka", ignoreUnknownFields = false)
record AsyncApiKafkaProperties(@DefaultValue("true") boolean enabled, @Nullable String location,
		@DefaultValue Document document, @DefaultValue("application") Role role, @DefaultValue References references,
		@DefaultValue List<String> servers, @DefaultValue Map<String, Server> serverSettings,
		@DefaultValue Map<String, Credential> credentials, @DefaultValue Map<String, String> variables,
		@DefaultValue Map<String, String> parameters, @DefaultValue Checking enforcement, @DefaultValue Topics topics,
		@DefaultValue DeadLetter deadLetter, @DefaultValue Inspection inspection, @Nullable Preflight preflight,
		@Nullable String topicPrefix, @Nullable String groupIdPrefix, @DefaultValue Map<String, Channel> channels,
		@DefaultValue Map<String, Operation> operations, @DefaultValue Map<String, Message> messages,
		@DefaultValue("wait") CorruptRecords corruptRecords, @DefaultValue("30s") Duration stalledAfter) {

	/**
	 * How far references of the document may reach.
	 *
	 * @param roots Directories and class path locations that local references may reach
	 * beside the directory or class path root of the document.
	 * @param mappings Remote addresses that are served from local files.
	 * @param allowedHosts Hosts, possibly with a port, that files are fetched from.
	 */
	record References(@DefaultValue List<String> roots, @DefaultValue List<Mapping> mappings,
			@DefaultValue List<String> allowedHosts) {

		static final References NONE = new References(List.of(), List.of(), List.of());

	}

	/**
	 * Remote addresses that are served from local files.
	 *
	 * @param prefix What the addresses start with; the longest prefix wins.
	 * @param location Directory or class path location of the files.
	 */
	record Mapping(@Nullable String prefix, @Nullable String location) {

	}

	/**
	 * How the document is read.
	 *
	 * @param validation What happens to a document that the specification forbids;
	 * refused by default, or only reported if the document describes another application.
	 */
	record Document(@Nullable Validation validation) {

		/**
		 * Return a loader that is as strict as configured.
		 */
		AsyncApiDocumentLoader loader(Role role) {
			Validation validation = (this.validation != null) ? this.validation
					: (role == Role.APPLICATION) ? Validation.STRICT : Validation.LENIENT;
			return switch (validation) {
				case STRICT -> AsyncApiDocumentLoader.strict();
				case LENIENT -> AsyncApiDocumentLoader.lenient();
			};
		}

		/**
		 * What stops the start-up.
		 */
		enum Validation {

			/**
			 * Everything that the specification forbids.
			 */
			STRICT,

			/**
			 * What makes it impossible to use the document; the rest is logged.
			 */
			LENIENT

		}

	}

	/**
	 * Settings of a server.
	 *
	 * @param bootstrapServers Hosts and ports that replace the host of the document.
	 * @param securityScheme Name of the security scheme to use where the server allows
	 * several.
	 */
	record Server(@DefaultValue List<String> bootstrapServers, @Nullable String securityScheme) {

	}

	/**
	 * Credentials of a security scheme.
	 *
	 * @param username Name of the user.
	 * @param password Password of the user.
	 * @param mechanism SASL mechanism of a scheme of type userPassword.
	 * @param sslBundle Name of the SSL bundle with the certificates of the connection.
	 * @param clientId Client of the authorization server.
	 * @param clientSecret Secret of the client of the authorization server.
	 * @param tokenUri Address from which the authorization server gives tokens.
	 * @param scopes Scopes to ask for in the place of those of the document.
	 * @param principal Kerberos principal of the application.
	 * @param keytab File with the keys of the Kerberos principal.
	 * @param serviceName Kerberos name of the brokers.
	 * @param jaasConfig JAAS configuration that replaces the other credentials.
	 * @param loginCallbackHandler Class that gives the login module what it asks for.
	 */
	record Credential(@Nullable String username, @Nullable String password, @Nullable String mechanism,
			@Nullable String sslBundle, @Nullable String clientId, @Nullable String clientSecret,
			@Nullable String tokenUri, @DefaultValue List<String> scopes, @Nullable String principal,
			@Nullable String keytab, @Nullable String serviceName, @Nullable String jaasConfig,
			@Nullable String loginCallbackHandler) {

		/**
		 * Return nothing of what it holds.
		 */
		@Override
		public String toString() {
			return "Credential[hidden]";
		}

	}

	/**
	 * What is checked, and what happens to records that break the contract; they are
	 * rejected by default.
	 *
	 * @param inbound What happens to received records that break the contract.
	 * @param outbound What happens to records that break the contract when they are sent.
	 * @param formats Whether a value that is not of the format its schema states breaks
	 * the contract.
	 * @param maxSize Largest JSON text of a key or payload that is read; the largest
	 * message that a topic of the contract can hold by default, but not less than 10 MB.
	 */
	record Checking(@Nullable Enforcement inbound, @Nullable Enforcement outbound,
			@DefaultValue("true") boolean formats, @Nullable DataSize maxSize) {

	}

	/**
	 * What happens to records of a channel that break the contract.
	 *
	 * @param inbound What happens to received records that break the contract.
	 * @param outbound What happens to records that break the contract when they are sent.
	 */
	record Enforcing(@Nullable Enforcement inbound, @Nullable Enforcement outbound) {

	}

	/**
	 * What is done about topics at start-up.
	 *
	 * @param mode What is done about topics; missing ones are created by default, or only
	 * checked if the document describes another application.
	 * @param maxReplicas Largest number of replicas to create topics with.
	 * @param onDrift What happens if a topic differs from the contract.
	 */
	record Topics(@Nullable TopicMode mode, @Nullable Integer maxReplicas, @DefaultValue("warn") Drift onDrift) {

	}

	/**
	 * How code and contract are compared at start-up.
	 *
	 * @param mode What happens at start-up if code and contract disagree.
	 * @param rules What the findings of a rule are taken for, by the id of the rule.
	 */
	record Inspection(@DefaultValue("fail") InspectionMode mode, @DefaultValue Map<String, RuleLevel> rules) {

	}

	/**
	 * What becomes of records that cannot be handled.
	 *
	 * @param mode Where records go that break the contract or whose listener failed.
	 * @param topic Name of the dead-letter topic, with placeholders for the topic and the
	 * consumer group of the listener.
	 * @param retention Time for which a dead-letter topic keeps its records.
	 * @param handlerFailures Whether records whose listener failed become dead letters.
	 * @param violations Who handles records that break the contract if the application
	 * has an error handler of its own.
	 * @param includeException Whether dead letters and the log have message and stack
	 * trace of the exception.
	 */
	record DeadLetter(@DefaultValue("topic") Mode mode, @DefaultValue("{topic}-dlt") String topic,
			@DefaultValue("14d") Duration retention, @DefaultValue("true") boolean handlerFailures,
			@DefaultValue("dead-letter") Violations violations, @DefaultValue("false") boolean includeException) {

	}

	/**
	 * Settings of a channel.
	 *
	 * @param topic Topic that replaces the one of the document, without prefix.
	 * @param parameters Values of address parameters by name; an asterisk leaves one
	 * open.
	 * @param partitions Number of partitions.
	 * @param replicas Number of replicas.
	 * @param configuration Topic configuration by the name of the setting.
	 * @param enforcement What happens to records of the channel that break the contract.
	 */
	record Channel(@Nullable String topic, @DefaultValue Map<String, String> parameters, @Nullable Integer partitions,
			@Nullable Integer replicas, @DefaultValue Map<String, String> configuration,
			@DefaultValue Enforcing enforcement) {

	}

	/**
	 * Settings of an operation.
	 *
	 * @param groupId Consumer group, which has to satisfy the schema of the document.
	 * @param clientId Client id, which has to satisfy the schema of the document.
	 * @param unhandled What happens if no handler of a listener takes one of the messages
	 * of the operation; the application does not start by default.
	 */
	record Operation(@Nullable String groupId, @Nullable String clientId, @Nullable Unhandled unhandled) {

	}

	/**
	 * Settings of a message.
	 *
	 * @param serde Name of the bean of type Serde that reads and writes the payload.
	 * @param keySerde Name of the bean of type Serde that reads and writes the key.
	 * @param keyEncoding How the key becomes bytes.
	 * @param passThrough Whether the payload, and a key of an unknown format, are bytes
	 * that are not read and not checked.
	 * @param type Class of the payload in the code of the application.
	 */
	record Message(@Nullable String serde, @Nullable String keySerde, @Nullable KeyEncoding keyEncoding,
			@DefaultValue("false") boolean passThrough, @Nullable String type) {

	}

}
