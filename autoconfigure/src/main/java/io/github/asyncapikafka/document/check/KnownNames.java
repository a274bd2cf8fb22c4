package io.github.asyncapikafka.document.check;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.Scalars;
import io.github.asyncapikafka.document.check.type.Type;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * Names in AsyncAPI 2.x that must be defined elsewhere in the document.
 */
final class KnownNames {

	private KnownNames() {
	}

	/**
	 * Create a type for the servers of a channel.
	 * @param names what the list has to be
	 * @param document the document that defines the servers
	 */
	static Type servers(Type names, Node.Mapping document) {
		return (node, name, walk) -> {
			walk.visit(node, names, name);
			Map<String, Node> servers = members(document.get("servers"), walk);
			if (node instanceof Node.Sequence sequence) {
				for (Node item : sequence.items()) {
					if (item instanceof Node.Scalar scalar && scalar.value() instanceof String server
							&& !servers.containsKey(server)) {
						walk.violation(item.location(), "There is no server " + Printable.quote(server) + ".",
								walk.didYouMean(server, servers.keySet()) + "Define it under 'servers'.");
					}
				}
			}
		};
	}

	/**
	 * Create a type for a Security Requirement Object.
	 * @param requirement what it has to be apart from its names
	 * @param document the document that defines the schemes
	 */
	static Type requirement(Type requirement, Node.Mapping document) {
		return (node, name, walk) -> {
			walk.visit(node, requirement, name);
			if (!(node instanceof Node.Mapping mapping)) {
				return;
			}
			Node components = document.get("components");
			Map<String, Node> schemes = members(
					(components instanceof Node.Mapping object) ? object.get("securitySchemes") : null, walk);
			mapping.members().forEach((scheme, scopes) -> {
				if (!schemes.containsKey(scheme)) {
					walk.violation(scopes.location(), "There is no security scheme '" + scheme + "'.",
							"Define it under 'components.securitySchemes'.");
				}
				else if (scopes instanceof Node.Sequence list && !list.items().isEmpty()) {
					scopes(scheme, schemes.get(scheme), scopes, walk);
				}
			});
		};
	}

	private static void scopes(String name, Node scheme, Node scopes, Walk walk) {
		Node.Mapping resolved = (walk.resolve(scheme) instanceof Node.Mapping mapping) ? mapping : null;
		String type = Scalars.textOf(resolved, "type");
		if (resolved != null && "oauth2".equals(type)) {
			scopesOfFlows(name, members(resolved.get("flows"), walk), (Node.Sequence) scopes, walk);
		}
		else if (type != null && !type.equals("openIdConnect")) {
			walk.violation(scopes.location(), "The security scheme " + Printable.quote(name) + " of type "
					+ Printable.quote(type) + " has no scopes.", "Write an empty list.");
		}
	}

	private static void scopesOfFlows(String name, Map<String, Node> flows, Node.Sequence scopes, Walk walk) {
		Set<String> known = new TreeSet<>();
		for (Node node : flows.values()) {
			if (walk.resolve(node) instanceof Node.Mapping flow) {
				known.addAll(members(flow.get("scopes"), walk).keySet());
			}
		}
		for (Node scope : scopes.items()) {
			if (!flows.isEmpty() && scope instanceof Node.Scalar scalar && scalar.value() instanceof String text
					&& !known.contains(text)) {
				walk.violation(scope.location(),
						"The security scheme " + Printable.quote(name) + " has no scope " + Printable.quote(text) + ".",
						walk.didYouMean(text, known) + "Define it under 'scopes' of one of its flows.");
			}
		}
	}

	private static Map<String, Node> members(@Nullable Node node, Walk walk) {
		return (node != null && walk.resolve(node) instanceof Node.Mapping mapping) ? mapping.members() : Map.of();
	}

}
