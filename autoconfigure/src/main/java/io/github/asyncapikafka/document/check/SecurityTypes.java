package io.github.asyncapikafka.document.check;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.ObjectType;
import io.github.asyncapikafka.document.check.type.Scalars;
import io.github.asyncapikafka.document.check.type.Type;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;

import static io.github.asyncapikafka.document.check.type.ListType.list;
import static io.github.asyncapikafka.document.check.type.MapType.map;
import static io.github.asyncapikafka.document.check.type.ObjectType.object;

/**
 * The Security Scheme Object: which members it has depends on its type.
 */
final class SecurityTypes {

	private static final String LABEL = "Security Scheme Object";

	private final Map<String, ObjectType> schemes = new LinkedHashMap<>();

	/**
	 * Create an instance.
	 * @param sasl whether the version knows the SASL types
	 * @param version3 whether the version is 3.x, in which a scheme has its scopes itself
	 */
	SecurityTypes(boolean sasl, boolean version3) {
		for (String type : new String[] { "userPassword", "X509", "symmetricEncryption", "asymmetricEncryption" }) {
			this.schemes.put(type, scheme());
		}
		this.schemes.put("apiKey", scheme().required("in", Scalars.oneOf("user", "password")));
		this.schemes.put("http",
				scheme().required("scheme", Scalars.STRING)
					.member("bearerFormat", Scalars.STRING)
					.rule(SecurityTypes::bearerFormat));
		this.schemes.put("httpApiKey",
				scheme().required("name", Scalars.STRING).required("in", Scalars.oneOf("query", "header", "cookie")));
		ObjectType oauth2 = scheme().required("flows", flows(version3 ? "availableScopes" : "scopes"));
		ObjectType openIdConnect = scheme().required("openIdConnectUrl", Scalars.URL);
		this.schemes.put("oauth2", oauth2);
		this.schemes.put("openIdConnect", openIdConnect);
		if (version3) {
			oauth2.member("scopes", list(Scalars.STRING));
			openIdConnect.member("scopes", list(Scalars.STRING));
		}
		if (sasl) {
			for (String type : new String[] { "plain", "scramSha256", "scramSha512", "gssapi" }) {
				this.schemes.put(type, scheme());
			}
		}
	}

	/**
	 * Return what a Security Scheme Object has to be.
	 */
	Type type() {
		Type untyped = scheme().others(Scalars.ANY);
		return (node, name, walk) -> {
			String type = Scalars.textOf((node instanceof Node.Mapping mapping) ? mapping : null, "type");
			ObjectType scheme = (type != null) ? this.schemes.get(type) : null;
			if (scheme == null && type != null) {
				walk.violation(node.location(), "There is no security scheme type " + Printable.quote(type) + ".",
						walk.didYouMean(type, this.schemes.keySet()) + "Known are "
								+ String.join(", ", this.schemes.keySet()) + ".");
			}
			else {
				walk.visit(node, (scheme != null) ? scheme : untyped, name);
			}
		};
	}

	private static ObjectType scheme() {
		return object(LABEL).required("type", Scalars.STRING).member("description", Scalars.STRING);
	}

	private static void bearerFormat(Node.Mapping scheme, Walk walk) {
		Node format = scheme.get("bearerFormat");
		String name = Scalars.textOf(scheme, "scheme");
		if (format != null && name != null && !name.equalsIgnoreCase("bearer")) {
			walk.violation(format.location(),
					"The HTTP scheme " + Printable.quote(name) + " has no member 'bearerFormat'.",
					"Remove it, or write 'scheme: bearer'.");
		}
	}

	private static Type flows(String scopes) {
		return object("OAuth Flows Object").member("implicit", flow(scopes, true, false))
			.member("password", flow(scopes, false, true))
			.member("clientCredentials", flow(scopes, false, true))
			.member("authorizationCode", flow(scopes, true, true));
	}

	private static ObjectType flow(String scopes, boolean authorization, boolean token) {
		ObjectType flow = object("OAuth Flow Object").member("refreshUrl", Scalars.URL)
			.required(scopes, map(Scalars.STRING));
		if (authorization) {
			flow.required("authorizationUrl", Scalars.URL);
		}
		return token ? flow.required("tokenUrl", Scalars.URL) : flow;
	}

}
