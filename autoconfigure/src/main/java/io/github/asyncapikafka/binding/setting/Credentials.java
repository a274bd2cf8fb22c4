package io.github.asyncapikafka.binding.setting;

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
	 * Return nothing of what it holds.
	 */
	@Override
	public String toString() {
		return "Credentials[hidden]";
	}

}
