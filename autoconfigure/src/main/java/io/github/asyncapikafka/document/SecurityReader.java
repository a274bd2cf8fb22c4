package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.Pointers;
import io.github.asyncapikafka.model.security.SecurityRequirement;
import io.github.asyncapikafka.model.security.SecurityScheme;

/**
 * Reads what servers and operations require: a list of Security Scheme Objects in 3.x, a
 * list of Security Requirement Objects in 2.x, which name schemes of the components.
 */
final class SecurityReader {

	private final Reading reading;

	private final Map<String, Node> schemes;

	SecurityReader(Reading reading, Members root) {
		this.reading = reading;
		Members components = root.object("components");
		this.schemes = (components != null) ? components.map("securitySchemes") : Map.of();
	}

	/**
	 * Read the requirements of a server or an operation.
	 * @param owner the server or operation
	 * @param name what a scheme is called that the owner itself holds
	 * @return the requirements, of which one has to be met
	 */
	List<SecurityRequirement> read(Members owner, String name) {
		List<SecurityRequirement> requirements = new ArrayList<>();
		for (Node node : owner.list("security")) {
			Members entry = this.reading.object(node, "security");
			if (entry != null) {
				requirements.add(new SecurityRequirement(entry.has("type")
						? List.of(scheme(key(node, name), entry, entry.texts("scopes"))) : named(node)));
			}
		}
		return requirements;
	}

	private List<SecurityScheme> named(Node requirement) {
		List<SecurityScheme> named = new ArrayList<>();
		if (this.reading.references().resolve(requirement) instanceof Node.Mapping mapping
				&& this.reading.repeat(mapping.members().size())) {
			Members requirements = new Members(mapping, this.reading);
			mapping.members().forEach((name, scopes) -> {
				Node scheme = this.schemes.get(name);
				Members members = (scheme != null) ? this.reading.object(scheme, "securitySchemes." + name) : null;
				if (members != null) {
					named.add(scheme(name, members, requirements.texts(name)));
				}
				else if (scheme == null) {
					this.reading.problem(scopes.location(),
							"There is no security scheme " + Printable.quote(name) + ".",
							this.reading.didYouMean(name, this.schemes.keySet())
									+ "Define it under 'components.securitySchemes'.");
				}
			});
		}
		return named;
	}

	private static String key(Node node, String name) {
		return (node instanceof Node.Mapping mapping && mapping.reference() != null)
				? Pointers.lastToken(mapping.reference()) : name;
	}

	private static SecurityScheme scheme(String key, Members scheme, List<String> scopes) {
		String type = scheme.text("type");
		return new SecurityScheme(key, (type != null) ? type : "", scopes, scheme.text("description"),
				scheme.location());
	}

}
