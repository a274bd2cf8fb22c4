package io.github.asyncapikafka.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.binding.server.SecurityResolver;
import io.github.asyncapikafka.binding.server.ServerNotes;
import io.github.asyncapikafka.binding.server.ServerSelection;
import io.github.asyncapikafka.binding.setting.ContractSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.ServerSettings;
import io.github.asyncapikafka.binding.setting.Credentials;
import io.github.asyncapikafka.binding.value.Placeholders;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Server;
import io.github.asyncapikafka.model.ServerVariable;
import io.github.asyncapikafka.model.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * Decides the bootstrap servers of the server that is chosen.
 */
final class ServerResolver {

	private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[a-zA-Z0-9._-]+):\\d{1,5}");

	private static final String BOOTSTRAP_SERVERS = "spring.kafka.bootstrap-servers";

	private final AsyncApi asyncApi;

	private final ContractSettings settings;

	private final Map<String, ServerSettings> serverSettings;

	private final Map<String, String> variables;

	private final Map<String, Credentials> credentials;

	private final ServerNotes notes;

	ServerResolver(AsyncApi asyncApi, ContractSettings settings, ServerNotes notes) {
		this.asyncApi = asyncApi;
		this.settings = settings;
		this.notes = notes;
		this.serverSettings = PropertyKeys.byId("server-settings", settings.serverSettings(),
				asyncApi.servers().keySet(), notes.configuration());
		List<String> names = asyncApi.servers()
			.values()
			.stream()
			.flatMap((server) -> Stream.concat(server.variables().keySet().stream(),
					Placeholders.names(server.host().value()).stream()))
			.distinct()
			.toList();
		this.variables = PropertyKeys.byId("variables", settings.variables(), names, notes.configuration());
		this.credentials = PropertyKeys.byId("credentials", settings.connection().credentials(), schemes(),
				notes.configuration());
	}

	private Set<String> schemes() {
		return this.asyncApi.servers()
			.values()
			.stream()
			.flatMap((server) -> server.security().stream())
			.flatMap((requirement) -> requirement.schemes().stream())
			.map(SecurityScheme::key)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Return the server.
	 * @return the server; without a name if none had to be chosen
	 */
	KafkaServer resolve() {
		ServerSelection selection = new ServerSelection(this.asyncApi, this.notes);
		selection.noteOtherProtocols();
		Server selected = selection.named(this.settings.servers());
		boolean named = selected != null;
		Value<List<String>> consumers = spring("spring.kafka.consumer.bootstrap-servers");
		Value<List<String>> producers = spring("spring.kafka.producer.bootstrap-servers");
		boolean elsewhere = this.settings.connection().provided() || (consumers != null && producers != null);
		if (selected == null && this.settings.servers().isEmpty()) {
			selected = selection.only(elsewhere ? new Problems() : this.notes.problems());
		}
		if (this.settings.connection().provided()) {
			return new KafkaServer(name(selected), null, null, security(selected, named, false));
		}
		Value<List<String>> own = (selected != null && !elsewhere) ? bootstrapServers(selected) : null;
		boolean ofDocument = selected != null && !elsewhere && (own == null || own.source().location() != null);
		return new KafkaServer(name(selected), (consumers != null) ? consumers : own,
				(producers != null) ? producers : own, security(selected, named, ofDocument));
	}

	private @Nullable KafkaSecurity security(@Nullable Server server, boolean named, boolean ofDocument) {
		return (server == null) ? null
				: new SecurityResolver(server, this.settings.connection(), this.credentials,
						this.serverSettings.getOrDefault(server.name(), ServerSettings.NONE),
						this.asyncApi.operations().values(), named, ofDocument, this.notes)
					.resolve();
	}

	private @Nullable Value<List<String>> spring(String specific) {
		String key = this.settings.spring().containsKey(specific) ? specific : BOOTSTRAP_SERVERS;
		String value = this.settings.spring().get(key);
		return (value != null) ? new Value<>(split(value), Source.property(key)) : null;
	}

	private static @Nullable String name(@Nullable Server server) {
		return (server != null) ? server.name() : null;
	}

	private @Nullable Value<List<String>> bootstrapServers(Server server) {
		String property = PropertyKeys.PREFIX + "server-settings." + PropertyKeys.segment(server.name())
				+ ".bootstrap-servers";
		ServerSettings own = this.serverSettings.get(server.name());
		if (own != null && !own.bootstrapServers().isEmpty()) {
			return new Value<>(own.bootstrapServers(), Source.property(property));
		}
		String host = host(server, this.notes.problems());
		if (host == null) {
			return null;
		}
		List<String> hosts = split(host);
		for (String address : hosts.isEmpty() ? List.of("") : hosts) {
			if (!HOST_AND_PORT.matcher(address).matches()) {
				this.notes.problems()
					.add(server.host().location(),
							"The host " + Printable.quote(address) + " of the server " + Printable.quote(server.name())
									+ " is not of the form host:port.",
							"Correct it, or set '" + property + "' or 'spring.kafka.bootstrap-servers'.");
			}
		}
		return new Value<>(hosts, Source.document(server.host().location()));
	}

	private @Nullable String host(Server server, Problems problems) {
		return Placeholders.fill(server.host().value(), (name) -> variable(server, name, problems));
	}

	private @Nullable String variable(Server server, String name, Problems problems) {
		ServerVariable variable = server.variables().get(name);
		String property = PropertyKeys.PREFIX + "variables." + PropertyKeys.segment(name);
		String configured = this.variables.get(name);
		String value = (configured != null || variable == null) ? configured : variable.defaultValue();
		if (value == null) {
			problems.add(server.host().location(),
					"The host of the server " + Printable.quote(server.name()) + " needs a value for "
							+ Printable.quote("{" + name + "}") + ".",
					"Set '" + property + "'"
							+ ((variable != null && !variable.allowedValues().isEmpty())
									? " to one of " + PropertyKeys.list(variable.allowedValues()) : "")
							+ ", or 'spring.kafka.bootstrap-servers'.");
			return null;
		}
		List<String> allowed = (variable != null) ? variable.allowedValues() : List.of();
		if (!allowed.isEmpty() && !allowed.contains(value)) {
			problems.add(Objects.requireNonNull(variable).location(),
					"The value " + Printable.quote(value) + " of the server variable " + Printable.quote(name)
							+ " is not one of its 'enum'.",
					"Set '" + property + "' to one of " + PropertyKeys.list(allowed) + ".");
			return null;
		}
		return value;
	}

	private static List<String> split(String hosts) {
		List<String> result = new ArrayList<>();
		Arrays.stream(hosts.split(",")).map(String::strip).filter((host) -> !host.isEmpty()).forEach(result::add);
		return List.copyOf(result);
	}

}
