package io.github.asyncapikafka.binding.server;

import java.util.List;
import java.util.Locale;

import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Server;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the server: the one that configuration names, or the only one.
 */
public final class ServerSelection {

	private final AsyncApi asyncApi;

	private final ServerNotes notes;

	/**
	 * Create an instance.
	 * @param asyncApi the document
	 * @param notes where everything is added that somebody should know
	 */
	public ServerSelection(AsyncApi asyncApi, ServerNotes notes) {
		this.asyncApi = asyncApi;
		this.notes = notes;
	}

	/**
	 * Say which servers are ignored, if others are not.
	 */
	public void noteOtherProtocols() {
		List<String> others = this.asyncApi.servers()
			.values()
			.stream()
			.filter((server) -> !ChannelServers.isKafka(server))
			.map((server) -> Printable.quote(server.name()) + " (" + Printable.escape(server.protocol()) + ")")
			.toList();
		if (!others.isEmpty() && others.size() < this.asyncApi.servers().size()) {
			this.notes.note("Servers that do not speak Kafka are ignored: " + String.join(", ", others));
		}
	}

	/**
	 * Return the server that configuration names.
	 * @param names the names of the selected servers, possibly empty
	 * @return the server, or {@code null} if none is named
	 */
	public @Nullable Server named(List<String> names) {
		Problems configuration = this.notes.configuration();
		Server first = null;
		for (String key : names) {
			Server server = PropertyKeys.match(key, this.asyncApi.servers().keySet())
				.map(this.asyncApi.servers()::get)
				.orElse(null);
			if (server == null) {
				PropertyKeys.reportEntry("servers", key, this.asyncApi.servers().keySet(), configuration);
			}
			else if (!ChannelServers.isKafka(server)) {
				configuration.add(server.location(),
						"The server " + Printable.quote(server.name()) + " speaks " + Printable.quote(server.protocol())
								+ ", not Kafka.",
						"Name a Kafka server in 'asyncapi-kafka.servers'"
								+ (kafka().isEmpty() ? "." : ": " + PropertyKeys.list(kafka()) + "."));
			}
			else if (first == null) {
				first = server;
			}
			else {
				configuration.add(null, "'asyncapi-kafka.servers' names several servers.",
						"Name one; several clusters in one application are not supported yet.");
			}
		}
		return first;
	}

	private List<String> kafka() {
		return this.asyncApi.servers().values().stream().filter(ChannelServers::isKafka).map(Server::name).toList();
	}

	/**
	 * Return the only Kafka server, which several are that are connected to alike.
	 * @param problems where it is added if there is a choice
	 * @return the server, or {@code null} if there is none or a choice
	 */
	public @Nullable Server only(Problems problems) {
		if (this.asyncApi.servers().isEmpty()) {
			return null;
		}
		List<Server> candidates = this.asyncApi.servers().values().stream().filter(ChannelServers::isKafka).toList();
		if (candidates.isEmpty()) {
			problems.add(this.asyncApi.location(), "None of the document's servers speaks Kafka.",
					"Set 'spring.kafka.bootstrap-servers', or add a server with the protocol 'kafka'.");
			return null;
		}
		long different = candidates.stream().map(ServerSelection::connection).distinct().count();
		if (different > 1) {
			List<String> names = candidates.stream().map(Server::name).toList();
			problems.add(candidates.get(0).location(),
					"The document has several Kafka servers: " + PropertyKeys.list(names) + ".",
					"Choose one with 'asyncapi-kafka.servers', or set 'spring.kafka.bootstrap-servers'.");
			return null;
		}
		return candidates.get(0);
	}

	/**
	 * Return everything that decides how a server is connected to. Where it stands in the
	 * document does not.
	 */
	private static List<Object> connection(Server server) {
		List<List<String>> variables = server.variables()
			.values()
			.stream()
			.map((variable) -> List.of(variable.name(), String.valueOf(variable.defaultValue()),
					variable.allowedValues().toString()))
			.toList();
		List<List<String>> security = server.security()
			.stream()
			.map((requirement) -> requirement.schemes()
				.stream()
				.map((scheme) -> scheme.key() + " " + scheme.type())
				.toList())
			.toList();
		return List.of(server.host().value(), server.protocol().toLowerCase(Locale.ROOT), variables, security);
	}

}
