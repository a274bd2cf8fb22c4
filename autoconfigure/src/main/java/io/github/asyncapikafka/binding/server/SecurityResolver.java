package io.github.asyncapikafka.binding.server;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.setting.ConnectionSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.ServerSettings;
import io.github.asyncapikafka.binding.setting.Credentials;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Server;
import io.github.asyncapikafka.model.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * Decides how clients authenticate with a server: by the scheme that there are
 * credentials for. Credentials go to a host of the document only if the application has
 * named the server.
 */
public final class SecurityResolver {

	private static final String PROTOCOL = "spring.kafka.security.protocol";

	private final Server server;

	private final ConnectionSettings settings;

	private final SecurityCredentials credentials;

	private final ServerSettings serverSettings;

	private final Collection<Operation> operations;

	private final boolean named;

	private final boolean hostOfDocument;

	private final ServerNotes notes;

	/**
	 * Create an instance.
	 * @param server the server
	 * @param settings what is said about the connection
	 * @param credentials the credentials by the key of a scheme
	 * @param serverSettings the settings of the server
	 * @param operations the operations of the document, which may need more scopes
	 * @param named whether the application has named the server
	 * @param hostOfDocument whether it is connected to as the document says
	 * @param notes where everything is added that somebody should know
	 */
	public SecurityResolver(Server server, ConnectionSettings settings, Map<String, Credentials> credentials,
			ServerSettings serverSettings, Collection<Operation> operations, boolean named, boolean hostOfDocument,
			ServerNotes notes) {
		this.server = server;
		this.settings = settings;
		this.credentials = new SecurityCredentials(credentials, settings.spring());
		this.serverSettings = serverSettings;
		this.operations = operations;
		this.named = named;
		this.hostOfDocument = hostOfDocument;
		this.notes = notes;
	}

	/**
	 * Return how to authenticate.
	 * @return the security, or {@code null} if {@code spring.kafka} decides alone or
	 * there is a problem
	 */
	public @Nullable KafkaSecurity resolve() {
		List<SecurityOption> stated = named(SecurityOption.of(this.server));
		if (stated.isEmpty()) {
			return null;
		}
		Value<String> explicit = this.settings.spring().protocol();
		if (this.hostOfDocument && !this.named && this.settings.spring().credentials() != null) {
			refuseUnnamed("'" + this.settings.spring().credentials() + "' has credentials");
			return null;
		}
		this.settings.spring().clientProtocols().forEach((protocol) -> warnOfWeaker(stated, protocol));
		if (explicit != null) {
			warnOfWeaker(stated, explicit);
			return explicit.value().startsWith("SASL_") ? ofSasl(stated) : ofCertificate(stated, explicit.value());
		}
		return chosen(stated);
	}

	private @Nullable KafkaSecurity ofSasl(List<SecurityOption> stated) {
		List<SecurityOption> sasl = stated.stream().filter((option) -> option.sasl() != null).toList();
		return sasl.isEmpty() ? null : chosen(sasl);
	}

	/**
	 * Apply a certificate that is configured; nothing else fits the protocol.
	 */
	private @Nullable KafkaSecurity ofCertificate(List<SecurityOption> stated, String explicit) {
		List<SecurityOption> configured = stated.stream()
			.filter((option) -> option.certificate() != null && option.sasl() == null && this.credentials.cover(option))
			.toList();
		return (explicit.equals("SSL") && !configured.isEmpty()) ? chosen(configured) : null;
	}

	private @Nullable KafkaSecurity chosen(List<SecurityOption> stated) {
		List<SecurityOption> possible = stated.stream().filter(SecurityOption::isPossible).toList();
		List<SecurityOption> candidates = candidates(possible);
		if (candidates.size() == 1) {
			return applied(candidates.get(0));
		}
		boolean elsewhere = !this.hostOfDocument && (this.settings.provided() || !this.settings.spring().stated()
				|| this.settings.spring().protocol() != null);
		if (elsewhere && (candidates.isEmpty() || this.settings.provided())) {
			this.notes.note("The server " + Printable.quote(this.server.name()) + " asks for " + description(stated)
					+ ", which is not applied: its host is replaced, and configuration has no credentials for it");
		}
		else if (possible.isEmpty()) {
			refuse("asks for " + description(stated) + ", which a Kafka connection cannot meet",
					"Set '" + PROTOCOL + "' and what it needs below 'spring.kafka'.");
		}
		else if (candidates.isEmpty()) {
			refuse("asks for " + description(possible) + ", but there are no credentials for it",
					"Set " + this.credentials.properties(possible) + (this.named || !this.hostOfDocument ? "."
							: ", and name the server in 'asyncapi-kafka.servers': credentials go to a host of the "
									+ "document only then."));
		}
		else {
			refuse("can be authenticated with in several ways: " + description(candidates),
					"Choose one with '" + property("security-scheme") + "'.");
		}
		return null;
	}

	private List<SecurityOption> candidates(List<SecurityOption> possible) {
		String scheme = this.serverSettings.securityScheme();
		List<SecurityOption> configured = possible.stream()
			.filter((option) -> (scheme != null) ? option.has(scheme) : !option.isEmpty())
			.filter(this.credentials::cover)
			.toList();
		List<SecurityOption> own = configured.stream().filter(this.credentials::own).toList();
		if (own.size() == 1) {
			return own;
		}
		return (!configured.isEmpty() || scheme != null) ? configured
				: possible.stream().filter(SecurityOption::isEmpty).limit(1).toList();
	}

	/**
	 * Return the options that the property about the scheme leaves.
	 */
	private List<SecurityOption> named(List<SecurityOption> stated) {
		String scheme = this.serverSettings.securityScheme();
		if (scheme == null) {
			return stated;
		}
		List<SecurityOption> named = stated.stream().filter((option) -> option.has(scheme)).toList();
		if (named.isEmpty()) {
			this.notes.configuration()
				.add(this.server.location(),
						"The property '" + property("security-scheme") + "' names " + Printable.quote(scheme)
								+ ", which is no security scheme of the server.",
						"Name one of " + description(stated) + ".");
		}
		return named;
	}

	private @Nullable KafkaSecurity applied(SecurityOption option) {
		if (option.isEmpty() && !this.hostOfDocument && !this.settings.spring().stated()) {
			return null;
		}
		if (!option.isEmpty() && this.hostOfDocument && !this.named) {
			refuseUnnamed("it asks for " + option.description());
			return null;
		}
		// What connection details say of the protocol may make credentials needless.
		Problems problems = this.settings.provided() ? new Problems() : this.notes.problems();
		if (!this.credentials.areComplete(option, problems)) {
			return null;
		}
		SecurityScheme sasl = option.sasl();
		Value<String> protocol = Objects.requireNonNullElseGet(this.settings.spring().protocol(),
				() -> new Value<>(option.protocol(), Source.document(location(option))));
		if (sasl == null) {
			return new KafkaSecurity(protocol, null, null, List.of(), this.credentials.sslBundle(option));
		}
		Credentials own = this.credentials.of(sasl);
		Value<String> mechanism = this.credentials.mechanism(sasl, problems);
		return (mechanism == null) ? null
				: new KafkaSecurity(protocol, mechanism, this.credentials.valueOf(sasl),
						(own != null && !own.scopes().isEmpty()) ? own.scopes() : scopes(sasl),
						this.credentials.sslBundle(option));
	}

	/**
	 * Return the scopes of the server, and those that operations add.
	 */
	private List<String> scopes(SecurityScheme sasl) {
		Stream<SecurityScheme> ofOperations = this.operations.stream()
			.flatMap((operation) -> operation.security().stream())
			.flatMap((requirement) -> requirement.schemes().stream())
			.filter((scheme) -> scheme.type().equals(sasl.type()));
		return Stream.concat(Stream.of(sasl), ofOperations)
			.flatMap((scheme) -> scheme.scopes().stream())
			.distinct()
			.toList();
	}

	private Location location(SecurityOption option) {
		return option.isEmpty() ? this.server.location() : option.schemes().get(0).location();
	}

	private void warnOfWeaker(List<SecurityOption> stated, Value<String> explicit) {
		if (this.hostOfDocument && stated.stream().allMatch((option) -> option.isWeakenedBy(explicit.value()))) {
			this.notes.warnings()
				.add(this.server.location(), "The server " + Printable.quote(this.server.name()) + " asks for "
						+ stated.stream().map(SecurityOption::protocol).distinct().collect(Collectors.joining(" or "))
						+ ", but '" + explicit.source() + "' makes it " + Printable.escape(explicit.value()) + ".",
						"Remove the property, unless the connection is protected otherwise.");
		}
	}

	private void refuseUnnamed(String reason) {
		refuse("is at a host of the document, and " + reason + ", but no property names the server",
				"Set 'asyncapi-kafka.servers' to " + Printable.quote(this.server.name())
						+ " to send credentials there, or set 'spring.kafka.bootstrap-servers'.");
	}

	private void refuse(String what, String action) {
		this.notes.problems()
			.add(this.server.location(), "The server " + Printable.quote(this.server.name()) + " " + what + ".",
					action);
	}

	private static String description(List<SecurityOption> options) {
		return options.stream().map(SecurityOption::description).collect(Collectors.joining(" or "));
	}

	private String property(String name) {
		return PropertyKeys.PREFIX + "server-settings." + PropertyKeys.segment(this.server.name()) + "." + name;
	}

}
