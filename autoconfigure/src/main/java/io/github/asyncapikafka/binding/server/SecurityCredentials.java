package io.github.asyncapikafka.binding.server;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.setting.Credentials;
import io.github.asyncapikafka.binding.setting.SpringSecuritySettings;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that configuration has for security schemes.
 */
final class SecurityCredentials {

	private static final Set<String> PASSWORD_MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");

	private final Map<String, Credentials> credentials;

	private final SpringSecuritySettings spring;

	SecurityCredentials(Map<String, Credentials> credentials, SpringSecuritySettings spring) {
		this.credentials = credentials;
		this.spring = spring;
	}

	@Nullable Credentials of(SecurityScheme scheme) {
		return this.credentials.get(scheme.key());
	}

	@Nullable Value<Credentials> valueOf(SecurityScheme scheme) {
		Credentials own = of(scheme);
		return (own != null)
				? new Value<>(own,
						Source.property(PropertyKeys.PREFIX + "credentials." + PropertyKeys.segment(scheme.key())))
				: null;
	}

	/**
	 * Return whether there is something for each scheme.
	 */
	boolean cover(SecurityOption option) {
		return option.schemes().stream().allMatch(this::covers);
	}

	private boolean covers(SecurityScheme scheme) {
		SecurityType type = SecurityOption.type(scheme);
		return this.credentials.containsKey(scheme.key())
				|| (type.isSasl() ? isInSpring(type) : this.spring.keyStore() != null);
	}

	private boolean isInSpring(SecurityType type) {
		SpringSecuritySettings spring = this.spring;
		return spring.credentials() != null && (spring.mechanism() == null || type.mechanism() == null
				|| spring.mechanism().value().equals(type.mechanism()));
	}

	/**
	 * Return whether configuration has credentials of its own for each scheme.
	 */
	boolean own(SecurityOption option) {
		return option.schemes().stream().allMatch((scheme) -> this.credentials.containsKey(scheme.key()));
	}

	/**
	 * Return whether nothing of what the schemes need is missing.
	 */
	boolean areComplete(SecurityOption option, Problems problems) {
		return option.schemes().stream().filter((scheme) -> isComplete(scheme, problems)).count() == option.schemes()
			.size();
	}

	private boolean isComplete(SecurityScheme scheme, Problems problems) {
		Credentials own = this.credentials.get(scheme.key());
		List<String> missing = (own != null) ? SecurityOption.type(scheme).missing(own) : List.of();
		if (!missing.isEmpty()) {
			problems.add(scheme.location(),
					"The credentials of " + Printable.quote(scheme.key()) + " (" + Printable.escape(scheme.type())
							+ ") are not complete.",
					"Set " + missing.stream()
						.map((name) -> "'" + credentialProperty(scheme, name) + "'")
						.collect(Collectors.joining(" and ")) + ".");
		}
		return missing.isEmpty();
	}

	/**
	 * Return the SASL mechanism: that of {@code spring.kafka}, or that of the scheme.
	 * @return the mechanism, or {@code null} if there is a problem
	 */
	@Nullable Value<String> mechanism(SecurityScheme scheme, Problems problems) {
		Credentials own = of(scheme);
		String ofScheme = SecurityOption.type(scheme).mechanism();
		String configured = (own != null) ? own.mechanism() : null;
		String property = credentialProperty(scheme, "mechanism");
		if (this.spring.mechanism() != null) {
			return this.spring.mechanism();
		}
		if (ofScheme == null && configured == null) {
			refuse(scheme, "names no mechanism", "Set '" + property + "'.", problems);
			return null;
		}
		if (ofScheme != null && configured != null && !ofScheme.equals(configured)) {
			refuse(scheme, "has the mechanism " + ofScheme, "Remove '" + property + "'.", problems);
			return null;
		}
		if (ofScheme == null && !PASSWORD_MECHANISMS.contains(configured)) {
			refuse(scheme,
					"is about user and password, which " + Printable.quote(Objects.requireNonNull(configured))
							+ " does not take",
					"Set '" + property + "' to PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.", problems);
			return null;
		}
		return (ofScheme != null) ? new Value<>(ofScheme, Source.document(scheme.location()))
				: new Value<>(Objects.requireNonNull(configured), Source.property(property));
	}

	private static void refuse(SecurityScheme scheme, String what, String action, Problems problems) {
		problems.add(scheme.location(), "The security scheme " + Printable.quote(scheme.key()) + " ("
				+ Printable.escape(scheme.type()) + ") " + what + ".", action);
	}

	@Nullable Value<String> sslBundle(SecurityOption option) {
		return Stream.of(option.certificate(), option.sasl())
			.filter(Objects::nonNull)
			.flatMap((scheme) -> sslBundle(scheme).stream())
			.findFirst()
			.orElse(null);
	}

	private Optional<Value<String>> sslBundle(SecurityScheme scheme) {
		Credentials credentials = this.credentials.get(scheme.key());
		return Optional.ofNullable((credentials != null) ? credentials.sslBundle() : null)
			.map((bundle) -> new Value<>(bundle, Source.property(credentialProperty(scheme, "ssl-bundle"))));
	}

	/**
	 * Return the properties that would give credentials.
	 */
	String properties(List<SecurityOption> options) {
		return options.stream()
			.map((option) -> option.schemes()
				.stream()
				.filter((scheme) -> !covers(scheme))
				.map(SecurityCredentials::properties)
				.collect(Collectors.joining(", and ")))
			.filter((properties) -> !properties.isEmpty())
			.distinct()
			.collect(Collectors.joining(" or "));
	}

	private static String properties(SecurityScheme scheme) {
		return "'" + PropertyKeys.PREFIX + "credentials." + PropertyKeys.segment(scheme.key()) + "."
				+ switch (SecurityOption.type(scheme)) {
					case X509 -> "ssl-bundle'";
					case OAUTH2 -> "client-id', '.client-secret' and '.token-uri'";
					case GSSAPI -> "principal' and '.keytab'";
					case USER_PASSWORD -> "username', '.password' and '.mechanism'";
					default -> "username' and '.password'";
				};
	}

	private static String credentialProperty(SecurityScheme scheme, String name) {
		return PropertyKeys.PREFIX + "credentials." + PropertyKeys.segment(scheme.key()) + "." + name;
	}

}
