package io.github.asyncapikafka.kafka.connection;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.binding.setting.Credentials;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problems;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The security of the contract as settings of Kafka clients, without certificates.
 */
public final class ClientSecurity {

	/** Addresses that Kafka fetches tokens from; a system property. */
	private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

	/** What Kafka needs for tokens, and does not bring. */
	private static final Map<String, String> TOKEN_LIBRARIES = Map.of("org.jose4j.jwt.JwtClaims",
			"org.bitbucket.b_c:jose4j", "com.fasterxml.jackson.databind.ObjectMapper",
			"com.fasterxml.jackson.core:jackson-databind");

	private static final String DEFAULT_SERVICE_NAME = "kafka";

	private ClientSecurity() {
	}

	/**
	 * Return the settings.
	 * @param security the security
	 * @return the settings by key; secrets are {@link Password}s, which nobody prints
	 */
	public static Map<String, Object> settings(KafkaSecurity security) {
		Map<String, Object> settings = new HashMap<>();
		settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, security.protocol().value());
		if (security.mechanism() == null) {
			return settings;
		}
		String mechanism = security.mechanism().value();
		settings.put(SaslConfigs.SASL_MECHANISM, mechanism);
		if (security.credentials() == null) {
			return settings;
		}
		Credentials credentials = security.credentials().value();
		put(settings, SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, credentials.loginCallbackHandler());
		switch (mechanism) {
			case "OAUTHBEARER" -> addToken(settings, security, credentials);
			case "GSSAPI" -> settings.put(SaslConfigs.SASL_KERBEROS_SERVICE_NAME,
					Objects.requireNonNullElse(credentials.serviceName(), DEFAULT_SERVICE_NAME));
			default -> {
			}
		}
		settings.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas(mechanism, credentials)));
		return settings;
	}

	private static void addToken(Map<String, Object> settings, KafkaSecurity security, Credentials credentials) {
		if (credentials.tokenUri() == null) {
			return;
		}
		settings.putIfAbsent(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS,
				OAuthBearerLoginCallbackHandler.class.getName());
		settings.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, credentials.tokenUri());
		put(settings, SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID, credentials.clientId());
		if (credentials.clientSecret() != null) {
			settings.put(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET,
					new Password(credentials.clientSecret()));
		}
		if (!security.scopes().isEmpty()) {
			settings.put(SaslConfigs.SASL_OAUTHBEARER_SCOPE, String.join(" ", security.scopes()));
		}
	}

	private static void put(Map<String, Object> settings, String key, @Nullable String value) {
		if (value != null) {
			settings.put(key, value);
		}
	}

	private static String jaas(String mechanism, Credentials credentials) {
		if (credentials.jaasConfig() != null) {
			return credentials.jaasConfig();
		}
		JaasConfiguration jaas = switch (mechanism) {
			case "OAUTHBEARER" -> new JaasConfiguration(OAuthBearerLoginModule.class.getName());
			// Part of the JDK, but not of each runtime image.
			case "GSSAPI" ->
				new JaasConfiguration("com.sun.security.auth.module.Krb5LoginModule").option("useKeyTab", "true")
					.option("storeKey", "true")
					.option("keyTab", credentials.keytab())
					.option("principal", credentials.principal());
			default -> new JaasConfiguration(mechanism.startsWith("SCRAM-") ? ScramLoginModule.class.getName()
					: PlainLoginModule.class.getName())
				.option("username", credentials.username())
				.option("password", credentials.password());
		};
		return jaas.toString();
	}

	/**
	 * Add what keeps clients from authenticating although the contract is complete.
	 * @param security the security
	 * @param location where it is stated, or {@code null}
	 * @param problems where problems are added
	 */
	public static void check(KafkaSecurity security, @Nullable Location location, Problems problems) {
		boolean token = security.credentials() != null && security.credentials().value().tokenUri() != null;
		List<String> missing = TOKEN_LIBRARIES.entrySet()
			.stream()
			.filter((library) -> token && !ClassUtils.isPresent(library.getKey(), null))
			.map(Map.Entry::getValue)
			.sorted()
			.toList();
		if (!missing.isEmpty()) {
			problems.add(location, "Kafka's client of authorization servers needs libraries that are not there: "
					+ String.join(", ", missing) + ".", "Add them to the application's dependencies.");
		}
		String uri = (security.credentials() != null) ? security.credentials().value().tokenUri() : null;
		if (uri != null && Arrays.stream(System.getProperty(ALLOWED_URLS, "").split(","))
			.map(String::strip)
			.noneMatch(uri::equals)) {
			problems.add(location,
					"Kafka fetches tokens only from addresses that the Java virtual machine allows, and the configured "
							+ "'token-uri' is none of them.",
					"Start the application with '-D" + ALLOWED_URLS + "=' and that address.");
		}
	}

}
