package io.github.asyncapikafka.binding.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.asyncapikafka.binding.setting.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * The types of Security Scheme Objects, as far as a Kafka connection can meet them.
 */
enum SecurityType {

	PLAIN("plain", "PLAIN"),

	SCRAM_SHA_256("scramSha256", "SCRAM-SHA-256"),

	SCRAM_SHA_512("scramSha512", "SCRAM-SHA-512"),

	GSSAPI("gssapi", "GSSAPI"),

	OAUTH2("oauth2", "OAUTHBEARER"),

	/** Names no mechanism. */
	USER_PASSWORD("userPassword", null),

	X509("X509", null),

	/** What has no meaning for a Kafka connection. */
	OTHER("", null);

	private final String word;

	private final @Nullable String mechanism;

	SecurityType(String word, @Nullable String mechanism) {
		this.word = word;
		this.mechanism = mechanism;
	}

	static SecurityType of(String word) {
		return Arrays.stream(values()).filter((type) -> type.word.equals(word)).findFirst().orElse(OTHER);
	}

	/**
	 * Return the SASL mechanism.
	 * @return the mechanism, or {@code null} if the type names none
	 */
	@Nullable String mechanism() {
		return this.mechanism;
	}

	boolean isSasl() {
		return this != X509 && this != OTHER;
	}

	/**
	 * Return the properties that are missing to authenticate with a scheme of this type.
	 */
	List<String> missing(Credentials credentials) {
		List<String> missing = new ArrayList<>();
		if (this == X509) {
			require("ssl-bundle", credentials.sslBundle(), missing);
			return missing;
		}
		if (this == USER_PASSWORD) {
			require("mechanism", credentials.mechanism(), missing);
		}
		if (credentials.jaasConfig() != null || credentials.loginCallbackHandler() != null) {
			return missing;
		}
		switch (this) {
			case OAUTH2 -> {
				require("client-id", credentials.clientId(), missing);
				require("client-secret", credentials.clientSecret(), missing);
				require("token-uri", credentials.tokenUri(), missing);
			}
			case GSSAPI -> {
				require("principal", credentials.principal(), missing);
				require("keytab", credentials.keytab(), missing);
			}
			default -> {
				require("username", credentials.username(), missing);
				require("password", credentials.password(), missing);
			}
		}
		return missing;
	}

	private static void require(String property, @Nullable String value, List<String> missing) {
		if (value == null || value.isEmpty()) {
			missing.add(property);
		}
	}

}
