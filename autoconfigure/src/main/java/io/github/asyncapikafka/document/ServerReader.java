package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.SecurityRequirement;
import io.github.asyncapikafka.model.SecurityScheme;
import io.github.asyncapikafka.model.Server;
import io.github.asyncapikafka.model.ServerVariable;
import org.jspecify.annotations.Nullable;

/**
 * Reads Server Objects: {@code host} and a list of schemes in 3.x, {@code url} and a list
 * of requirements in 2.x.
 */
final class ServerReader {

	private final Reading reading;

	private final KafkaBindingReader kafka;

	private final @Nullable Members components;

	/**
	 * Create an instance.
	 * @param reading what is read
	 * @param kafka reads the binding
	 * @param components the Components Object, which holds the schemes that a 2.x
	 * document names, or {@code null}
	 */
	ServerReader(Reading reading, KafkaBindingReader kafka, @Nullable Members components) {
		this.reading = reading;
		this.kafka = kafka;
		this.components = components;
	}

	/**
	 * Read the servers of a document.
	 * @param root the document
	 * @param address the member that has the address, {@code host} or {@code url}
	 * @return the servers by name
	 */
	Map<String, Server> read(Members root, String address) {
		Map<String, Server> servers = new LinkedHashMap<>();
		root.map("servers").forEach((name, node) -> {
			Members server = this.reading.object(node, "servers." + name);
			if (server != null) {
				Located<String> host = server.requiredText(address);
				Located<String> protocol = server.requiredText("protocol");
				if (host != null && protocol != null) {
					servers.put(name, new Server(name, hostOf(host), protocol.value(), variables(server),
							security(name, server), this.kafka.server(server), server.location()));
				}
			}
		});
		return servers;
	}

	/**
	 * Return the host of a 2.x {@code url}, which may start with a protocol and end with
	 * a path.
	 */
	private static Located<String> hostOf(Located<String> address) {
		String host = address.value().replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst("/.*$", "");
		return new Located<>(host, address.location());
	}

	private Map<String, ServerVariable> variables(Members server) {
		Map<String, ServerVariable> variables = new LinkedHashMap<>();
		server.map("variables").forEach((name, node) -> {
			Members variable = this.reading.object(node, "variables." + name);
			if (variable != null) {
				variables.put(name, new ServerVariable(name, variable.texts("enum"), variable.text("default"),
						variable.text("description"), variable.location()));
			}
		});
		return variables;
	}

	private List<SecurityRequirement> security(String serverName, Members server) {
		List<SecurityRequirement> requirements = new ArrayList<>();
		for (Node node : server.list("security")) {
			Members entry = this.reading.object(node, "security");
			if (entry == null) {
				continue;
			}
			List<SecurityScheme> schemes = entry.has("type") ? List.of(scheme(key(node, serverName), entry))
					: named(node);
			requirements.add(new SecurityRequirement(schemes));
		}
		return requirements;
	}

	private List<SecurityScheme> named(Node requirement) {
		List<SecurityScheme> schemes = new ArrayList<>();
		Map<String, Node> known = (this.components != null) ? this.components.map("securitySchemes") : Map.of();
		if (this.reading.references().resolve(requirement) instanceof Node.Mapping mapping) {
			mapping.members().forEach((name, scopes) -> {
				Node scheme = known.get(name);
				Members members = (scheme != null) ? this.reading.object(scheme, "securitySchemes." + name) : null;
				if (members != null) {
					schemes.add(scheme(name, members));
				}
				else if (scheme == null) {
					this.reading.problem(scopes.location(), "There is no security scheme '" + name + "'.",
							"Define it under 'components.securitySchemes'.");
				}
			});
		}
		return schemes;
	}

	private static String key(Node node, String serverName) {
		if (node instanceof Node.Mapping mapping && mapping.reference() != null) {
			String reference = mapping.reference();
			return Pointers.unescape(reference.substring(reference.lastIndexOf('/') + 1));
		}
		return serverName;
	}

	private static SecurityScheme scheme(String key, Members scheme) {
		String type = scheme.text("type");
		return new SecurityScheme(key, (type != null) ? type : "", scheme.location());
	}

}
