package io.github.asyncapikafka.document;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Server;
import io.github.asyncapikafka.model.ServerVariable;

/**
 * Reads Server Objects, whose address is a {@code host} in 3.x and a {@code url} in 2.x.
 */
final class ServerReader {

	private final Reading reading;

	private final KafkaBindingReader kafka;

	private final SecurityReader security;

	ServerReader(Reading reading, KafkaBindingReader kafka, SecurityReader security) {
		this.reading = reading;
		this.kafka = kafka;
		this.security = security;
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
				Located<String> host = server.located(address);
				Located<String> protocol = server.located("protocol");
				if (host != null && protocol != null && !refuseCredentials(name, host)) {
					servers.put(name, server(name, server, host, protocol.value()));
				}
			}
		});
		return servers;
	}

	/**
	 * Read a server. In 2.x its {@code url} may start with a protocol and end with a
	 * path.
	 */
	private Server server(String name, Members server, Located<String> address, String protocol) {
		String url = address.value().replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "");
		int slash = url.indexOf('/');
		Located<String> host = new Located<>((slash < 0) ? url : url.substring(0, slash), address.location());
		String pathname = server.text("pathname");
		if (pathname == null && slash >= 0) {
			pathname = url.substring(slash);
		}
		return new Server(name, host, protocol, server.text("protocolVersion"), pathname, server.text("description"),
				variables(server), this.security.read(server, name), this.kafka.server(server), server.location());
	}

	/**
	 * Refuse a name and password in the address, without printing them.
	 */
	private boolean refuseCredentials(String name, Located<String> address) {
		boolean refused = address.value().indexOf('@') >= 0;
		if (refused) {
			this.reading.problem(address.location(),
					"The address of the server " + Printable.quote(name) + " holds a user name or password.",
					"Remove them: credentials come from configuration, never from the document.");
		}
		return refused;
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

}
