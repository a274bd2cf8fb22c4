package io.github.asyncapikafka.binding;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a client proves its identity with. Comes from configuration only, and is never
 * printed.
 *
 * @param username the name, or {@code null}
 * @param password the password, or {@code null}
 * @param mechanism the SASL mechanism where the scheme names none, or {@code null}
 * @param sslBundle the name of the SSL bundle with the client's certificate or with those
 * that are trusted, or {@code null}
 * @param clientId the client of the authorization server, or {@code null}
 * @param clientSecret its secret, or {@code null}
 * @param tokenUri the address of the authorization server, or {@code null}
 * @param scopes the scopes to ask for; if empty, those that the document states
 * @param principal the Kerberos principal, or {@code null}
 * @param keytab the file with its keys, or {@code null}
 * @param serviceName the Kerberos name of the brokers, or {@code null}
 * @param jaasConfig a complete JAAS configuration that replaces name, password and
 * principal, or {@code null}
 * @param loginCallbackHandler the class that answers the login module, or {@code null}
 */
public record Credentials(@Nullable String username, @Nullable String password, @Nullable String mechanism,
		@Nullable String sslBundle, @Nullable String clientId, @Nullable String clientSecret, @Nullable String tokenUri,
		List<String> scopes, @Nullable String principal, @Nullable String keytab, @Nullable String serviceName,
		@Nullable String jaasConfig, @Nullable String loginCallbackHandler) {

	public Credentials {
		scopes = List.copyOf(scopes);
	}

	/**
	 * Return the properties that are missing to authenticate with a scheme.
	 */
	List<String> missing(SecurityType type) {
		List<String> missing = new ArrayList<>();
		if (type == SecurityType.X509) {
			require("ssl-bundle", this.sslBundle, missing);
			return missing;
		}
		if (type == SecurityType.USER_PASSWORD) {
			require("mechanism", this.mechanism, missing);
		}
		if (this.jaasConfig != null || this.loginCallbackHandler != null) {
			return missing;
		}
		switch (type) {
			case OAUTH2 -> {
				require("client-id", this.clientId, missing);
				require("client-secret", this.clientSecret, missing);
				require("token-uri", this.tokenUri, missing);
			}
			case GSSAPI -> {
				require("principal", this.principal, missing);
				require("keytab", this.keytab, missing);
			}
			default -> {
				require("username", this.username, missing);
				require("password", this.password, missing);
			}
		}
		return missing;
	}

	private static void require(String property, @Nullable String value, List<String> missing) {
		if (value == null || value.isEmpty()) {
			missing.add(property);
		}
	}

	/**
	 * Return nothing of what it holds.
	 */
	@Override
	public String toString() {
		return "Credentials[hidden]";
	}

}
