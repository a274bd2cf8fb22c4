package io.github.asyncapikafka.binding.server;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.model.Server;
import io.github.asyncapikafka.model.security.SecurityRequirement;
import io.github.asyncapikafka.model.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways in which a server can be authenticated with: its schemes are needed
 * together (Security Requirement Object), and none means that the server asks for
 * nothing.
 *
 * @param schemes the schemes
 * @param encrypted whether the server's protocol is encrypted
 */
record SecurityOption(List<SecurityScheme> schemes, boolean encrypted) {

	static List<SecurityOption> of(Server server) {
		boolean encrypted = server.protocol().equalsIgnoreCase("kafka-secure");
		return server.security().isEmpty() ? List.of(new SecurityOption(List.of(), encrypted))
				: server.security().stream().map((requirement) -> of(requirement, encrypted)).toList();
	}

	private static SecurityOption of(SecurityRequirement requirement, boolean encrypted) {
		return new SecurityOption(requirement.schemes(), encrypted);
	}

	boolean isEmpty() {
		return this.schemes.isEmpty();
	}

	/**
	 * Return whether a Kafka connection can meet the option: a certificate, one type of
	 * SASL, or both.
	 */
	boolean isPossible() {
		List<SecurityType> types = this.schemes.stream().map(SecurityOption::type).toList();
		return !types.contains(SecurityType.OTHER) && types.stream().filter(SecurityType::isSasl).count() <= 1
				&& types.stream().filter((type) -> !type.isSasl()).count() <= 1;
	}

	static SecurityType type(SecurityScheme scheme) {
		return SecurityType.of(scheme.type());
	}

	@Nullable SecurityScheme sasl() {
		return this.schemes.stream().filter((scheme) -> type(scheme).isSasl()).findFirst().orElse(null);
	}

	@Nullable SecurityScheme certificate() {
		return this.schemes.stream().filter((scheme) -> type(scheme) == SecurityType.X509).findFirst().orElse(null);
	}

	/**
	 * Return Kafka's security protocol.
	 */
	String protocol() {
		boolean tls = this.encrypted || certificate() != null;
		return (sasl() != null) ? (tls ? "SASL_SSL" : "SASL_PLAINTEXT") : tls ? "SSL" : "PLAINTEXT";
	}

	/**
	 * Return whether a connection with another protocol is less protected.
	 */
	boolean isWeakenedBy(String other) {
		boolean lessEncrypted = protocol().endsWith("SSL") && !other.endsWith("SSL");
		boolean lessAuthenticated = sasl() != null && !other.startsWith("SASL_");
		return lessEncrypted || lessAuthenticated;
	}

	boolean has(String key) {
		return this.schemes.stream().anyMatch((scheme) -> scheme.key().equals(key));
	}

	/**
	 * Return the schemes with their types, for people.
	 */
	String description() {
		return isEmpty() ? "no authentication"
				: this.schemes.stream()
					.map((scheme) -> Printable.quote(Objects.requireNonNull(scheme.key())) + " ("
							+ Printable.escape(scheme.type()) + ")")
					.collect(Collectors.joining(" with "));
	}

}
