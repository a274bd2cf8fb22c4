package io.github.asyncapikafka.model;

import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.security.SecurityRequirement;
import org.jspecify.annotations.Nullable;

/**
 * A message broker (Server Object).
 *
 * @param name the server's key in the document
 * @param host host and port, possibly a comma-separated list, possibly with
 * <code>{variables}</code>
 * @param protocol the protocol, such as {@code kafka} or {@code kafka-secure}
 * @param protocolVersion the version of the protocol, or {@code null}
 * @param pathname the path to a resource at the host, or {@code null}
 * @param description its description, or {@code null}
 * @param variables the variables of the host by name
 * @param security the requirements of which one has to be met, empty if none is stated
 * @param kafka the Kafka binding, or {@code null}
 * @param location the place of the server
 */
public record Server(String name, Located<String> host, String protocol, @Nullable String protocolVersion,
		@Nullable String pathname, @Nullable String description, Map<String, ServerVariable> variables,
		List<SecurityRequirement> security, @Nullable KafkaServerBinding kafka, Location location) {

	public Server {
		variables = Copies.of(variables);
		security = List.copyOf(security);
	}

}
