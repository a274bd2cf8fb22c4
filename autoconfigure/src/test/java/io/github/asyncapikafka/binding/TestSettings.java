package io.github.asyncapikafka.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.binding.setting.ConnectionSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.ChannelSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.EnforcementSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.MessageSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.OperationSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.Role;
import io.github.asyncapikafka.binding.setting.ContractSettings.ServerSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.TopicSettings;
import io.github.asyncapikafka.binding.setting.Credentials;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings;
import io.github.asyncapikafka.binding.setting.SpringSecuritySettings;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;

/**
 * Settings of a test, empty at first.
 */
public final class TestSettings {

	private Role role = Role.APPLICATION;

	private List<String> servers = List.of();

	private final Map<String, ServerSettings> serverSettings = new LinkedHashMap<>();

	private final Map<String, String> variables = new LinkedHashMap<>();

	private DeadLetterSettings deadLetter = DeadLetterSettings.DEFAULTS;

	private final Map<String, String> parameters = new LinkedHashMap<>();

	private @Nullable String topicPrefix;

	private @Nullable String groupIdPrefix;

	private final Map<String, ChannelSettings> channels = new LinkedHashMap<>();

	private final Map<String, OperationSettings> operations = new LinkedHashMap<>();

	private final Map<String, MessageSettings> messages = new LinkedHashMap<>();

	private ConnectionSettings connection = ConnectionSettings.NONE;

	private final Map<String, String> spring = new LinkedHashMap<>();

	public TestSettings client() {
		this.role = Role.CLIENT;
		return this;
	}

	TestSettings servers(String... servers) {
		this.servers = List.of(servers);
		return this;
	}

	TestSettings bootstrapServers(String server, String... bootstrapServers) {
		this.serverSettings.put(server, new ServerSettings(List.of(bootstrapServers), null));
		return this;
	}

	TestSettings variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	public TestSettings parameter(String name, String value) {
		this.parameters.put(name, value);
		return this;
	}

	TestSettings topicPrefix(String topicPrefix) {
		this.topicPrefix = topicPrefix;
		return this;
	}

	TestSettings groupIdPrefix(String groupIdPrefix) {
		this.groupIdPrefix = groupIdPrefix;
		return this;
	}

	TestSettings deadLetterTopic(String topic) {
		DeadLetterSettings defaults = DeadLetterSettings.DEFAULTS;
		this.deadLetter = new DeadLetterSettings(defaults.mode(), topic, defaults.retention(),
				defaults.handlerFailures(), defaults.violations(), defaults.includeException());
		return this;
	}

	TestSettings channel(String channel, ChannelSettings settings) {
		this.channels.put(channel, settings);
		return this;
	}

	TestSettings topic(String channel, String topic) {
		return channel(channel, new ChannelSettings(topic, Map.of(), null, null, Map.of(), EnforcementSettings.NONE));
	}

	TestSettings channelParameters(String channel, Map<String, String> parameters) {
		return channel(channel, new ChannelSettings(null, parameters, null, null, Map.of(), EnforcementSettings.NONE));
	}

	public TestSettings groupId(String operation, String groupId) {
		this.operations.put(operation, new OperationSettings(groupId, null, null));
		return this;
	}

	TestSettings clientId(String operation, String clientId) {
		this.operations.put(operation, new OperationSettings(null, clientId, null));
		return this;
	}

	TestSettings message(String message, @Nullable String serde, @Nullable String keySerde) {
		this.messages.put(message, new MessageSettings(serde, keySerde, null, false, null));
		return this;
	}

	TestSettings message(String message, MessageSettings settings) {
		this.messages.put(message, settings);
		return this;
	}

	TestSettings passThrough(String message) {
		this.messages.put(message, new MessageSettings(null, null, null, true, null));
		return this;
	}

	TestSettings connectionProvided() {
		this.connection = new ConnectionSettings(true, this.connection.spring(), this.connection.credentials());
		return this;
	}

	/**
	 * Credentials that are a name and a password.
	 */
	static Credentials password(String username, @Nullable String password) {
		return new Credentials(username, password, null, null, null, null, null, List.of(), null, null, null, null,
				null);
	}

	TestSettings credentials(String scheme, Credentials credentials) {
		Map<String, Credentials> all = new LinkedHashMap<>(this.connection.credentials());
		all.put(scheme, credentials);
		this.connection = new ConnectionSettings(this.connection.provided(), this.connection.spring(), all);
		return this;
	}

	TestSettings springSecurity(SpringSecuritySettings spring) {
		this.connection = new ConnectionSettings(this.connection.provided(), spring, this.connection.credentials());
		return this;
	}

	TestSettings securityScheme(String server, String scheme) {
		this.serverSettings.put(server, new ServerSettings(List.of(), scheme));
		return this;
	}

	public TestSettings spring(String key, String value) {
		this.spring.put(key, value);
		return this;
	}

	ContractSettings build() {
		return new ContractSettings(this.role, this.servers, this.serverSettings, this.variables, this.parameters,
				EnforcementSettings.NONE, TopicSettings.NONE, this.deadLetter, this.topicPrefix, this.groupIdPrefix,
				this.channels, this.operations, this.messages, this.connection, this.spring);
	}

	/**
	 * Decide the contract of a YAML document.
	 */
	public KafkaContract contract(String yaml) {
		return KafkaContract.of(AsyncApiDocumentLoader.lenient().load(TestDocuments.yaml(yaml)), build());
	}

	/**
	 * Return what is wrong with the configuration, one line each.
	 */
	List<String> problemsOf(String yaml) {
		try {
			contract(yaml);
			return List.of();
		}
		catch (InvalidContractException ex) {
			return TestDocuments.lines(ex.getProblems());
		}
	}

}
