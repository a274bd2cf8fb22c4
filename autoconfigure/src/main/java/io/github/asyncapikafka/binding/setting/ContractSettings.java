package io.github.asyncapikafka.binding.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the environment says about a contract.
 *
 * @param role whose document it is
 * @param servers the names of the selected servers, possibly empty
 * @param serverSettings settings by the key of a server
 * @param variables values of server variables
 * @param parameters values of address parameters
 * @param enforcement what happens to records that break the contract
 * @param topics what is done about topics
 * @param deadLetter what becomes of records that cannot be handled
 * @param topicPrefix what is put in front of topics that come from the document, or
 * {@code null}
 * @param groupIdPrefix what is put in front of consumer groups, or {@code null}
 * @param channels settings by the key of a channel
 * @param operations settings by the key of an operation
 * @param messages settings by the key of a message
 * @param connection what is said about the connection
 * @param spring the {@code spring.*} properties that are set explicitly, by key
 */
public record ContractSettings(Role role, List<String> servers, Map<String, ServerSettings> serverSettings,
		Map<String, String> variables, Map<String, String> parameters, EnforcementSettings enforcement,
		TopicSettings topics, DeadLetterSettings deadLetter, @Nullable String topicPrefix,
		@Nullable String groupIdPrefix, Map<String, ChannelSettings> channels,
		Map<String, OperationSettings> operations, Map<String, MessageSettings> messages, ConnectionSettings connection,
		Map<String, String> spring) {

	public ContractSettings {
		servers = List.copyOf(servers);
		serverSettings = copy(serverSettings);
		variables = copy(variables);
		parameters = copy(parameters);
		channels = copy(channels);
		operations = copy(operations);
		messages = copy(messages);
		spring = copy(spring);
	}

	/**
	 * Return an immutable copy in the same order, which {@link Map#copyOf} does not keep.
	 */
	private static <V> Map<String, V> copy(Map<String, V> map) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(map));
	}

	/**
	 * Whose document it is.
	 */
	public enum Role {

		/**
		 * The document describes this application.
		 */
		APPLICATION,

		/**
		 * The document describes an application that this one talks to.
		 */
		CLIENT

	}

	/**
	 * Settings of a server.
	 *
	 * @param bootstrapServers hosts and ports, possibly empty
	 * @param securityScheme the key of the security scheme to use, or {@code null}
	 */
	public record ServerSettings(List<String> bootstrapServers, @Nullable String securityScheme) {

		/**
		 * Nothing is said.
		 */
		public static final ServerSettings NONE = new ServerSettings(List.of(), null);

		public ServerSettings {
			bootstrapServers = List.copyOf(bootstrapServers);
		}

	}

	/**
	 * What happens to records that break the contract.
	 *
	 * @param inbound what happens to received records, or {@code null}
	 * @param outbound what happens to records that are sent, or {@code null}
	 */
	public record EnforcementSettings(@Nullable Enforcement inbound, @Nullable Enforcement outbound) {

		/**
		 * Nothing is said.
		 */
		public static final EnforcementSettings NONE = new EnforcementSettings(null, null);

	}

	/**
	 * What is done about topics.
	 *
	 * @param mode what is done, or {@code null}
	 * @param maxReplicas the largest number of replicas to ask for, or {@code null} for
	 * no limit
	 * @param onDrift what happens if a topic is not as the contract says, or {@code null}
	 */
	public record TopicSettings(@Nullable TopicMode mode, @Nullable Integer maxReplicas, @Nullable Drift onDrift) {

		/**
		 * Nothing is said.
		 */
		public static final TopicSettings NONE = new TopicSettings(null, null, null);

	}

	/**
	 * Settings of a channel.
	 *
	 * @param topic the topic, or {@code null}
	 * @param parameters values of address parameters
	 * @param partitions the number of partitions, or {@code null}
	 * @param replicas the number of replicas, or {@code null}
	 * @param configuration the topic's configuration
	 * @param enforcement what happens to records that break the contract
	 */
	public record ChannelSettings(@Nullable String topic, Map<String, String> parameters, @Nullable Integer partitions,
			@Nullable Integer replicas, Map<String, String> configuration, EnforcementSettings enforcement) {

		/**
		 * Nothing is said.
		 */
		public static final ChannelSettings NONE = new ChannelSettings(null, Map.of(), null, null, Map.of(),
				EnforcementSettings.NONE);

		public ChannelSettings {
			parameters = copy(parameters);
			configuration = copy(configuration);
		}

	}

	/**
	 * Settings of an operation.
	 *
	 * @param groupId the consumer group, or {@code null}
	 * @param clientId the client id, or {@code null}
	 * @param unhandled what happens to messages that no handler takes, or {@code null}
	 */
	public record OperationSettings(@Nullable String groupId, @Nullable String clientId,
			@Nullable Unhandled unhandled) {

		/**
		 * Nothing is said.
		 */
		public static final OperationSettings NONE = new OperationSettings(null, null, null);

	}

	/**
	 * What happens to messages of an operation that no handler takes.
	 */
	public enum Unhandled {

		/**
		 * The application does not start.
		 */
		FAIL,

		/**
		 * Their records are acknowledged and counted.
		 */
		SKIP

	}

	/**
	 * Settings of a message.
	 *
	 * @param serde the name of the {@code Serde} bean of the payload, or {@code null}
	 * @param keySerde the name of the {@code Serde} bean of the key, or {@code null}
	 * @param keyEncoding how a key becomes bytes, or {@code null}
	 * @param passThrough whether the payload, and a key of an unknown format, are bytes
	 * that nobody reads here
	 * @param type the name of the class of the payload, or {@code null}
	 */
	public record MessageSettings(@Nullable String serde, @Nullable String keySerde, @Nullable KeyEncoding keyEncoding,
			boolean passThrough, @Nullable String type) {

		/**
		 * Nothing is said.
		 */
		public static final MessageSettings NONE = new MessageSettings(null, null, null, false, null);

	}

	/**
	 * How a key becomes bytes.
	 */
	public enum KeyEncoding {

		/**
		 * As plain text, also a number.
		 */
		TEXT,

		/**
		 * As the bytes of a number, or as bytes that mean nothing here.
		 */
		BINARY

	}

}
