package io.github.asyncapikafka.autoconfigure;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.kafka.common.protocol.ApiKeys;

/**
 * A broker in a process of its own that asks for every kind of authentication, each at a
 * listener of its own, and has listeners that are set up badly.
 */
final class SecuredBroker {

	static final String PLAIN_PASSWORD = "pass \"w\\rd'; of bob";

	static final String SCRAM_PASSWORD = "alice-secret";

	private static SecuredBroker INSTANCE;

	private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);

	private final TlsMaterial tls = new TlsMaterial();

	private final AuthorizationServer authorizationServer = new AuthorizationServer();

	private final StandaloneBroker broker;

	private SecuredBroker() {
		for (Listener listener : Listener.values()) {
			this.ports.put(listener, StandaloneBroker.freePort());
		}
		this.broker = StandaloneBroker.customized(this::configure,
				List.of("-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + this.authorizationServer.keysUri()),
				List.of("--add-scram", "SCRAM-SHA-256=[name=alice,password=" + SCRAM_PASSWORD + "]", "--add-scram",
						"SCRAM-SHA-512=[name=alice,password=" + SCRAM_PASSWORD + "]"));
	}

	/**
	 * Return the only instance, which lives as long as the tests do.
	 */
	static synchronized SecuredBroker get() {
		if (INSTANCE == null) {
			INSTANCE = new SecuredBroker();
		}
		return INSTANCE;
	}

	String address(Listener listener) {
		return "localhost:" + this.ports.get(listener);
	}

	/**
	 * Return the address at which everybody may do everything.
	 */
	String openAddress() {
		return this.broker.internalAddress();
	}

	TlsMaterial tls() {
		return this.tls;
	}

	AuthorizationServer authorizationServer() {
		return this.authorizationServer;
	}

	private void configure(Properties properties) {
		StringBuilder listeners = new StringBuilder();
		StringBuilder advertised = new StringBuilder();
		StringBuilder protocols = new StringBuilder();
		this.ports.forEach((listener, port) -> {
			listeners.append(',').append(listener).append("://localhost:").append(port);
			advertised.append(',').append(listener).append("://localhost:").append(advertisedPort(listener, port));
			protocols.append(',').append(listener).append(':').append(listener.protocol);
		});
		properties.put("listeners", properties.getProperty("listeners") + listeners);
		properties.put("advertised.listeners", properties.getProperty("advertised.listeners") + advertised);
		properties.put("listener.security.protocol.map",
				properties.getProperty("listener.security.protocol.map") + protocols);
		String modules = "org.apache.kafka.common.security.";
		jaas(properties, Listener.SCRAM, "SCRAM-SHA-256", modules + "scram.ScramLoginModule required;");
		jaas(properties, Listener.SCRAM, "SCRAM-SHA-512", modules + "scram.ScramLoginModule required;");
		properties.put("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-256,SCRAM-SHA-512");
		String password = PLAIN_PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"");
		jaas(properties, Listener.PLAIN, "PLAIN",
				modules + "plain.PlainLoginModule required user_bob=\"" + password + "\";");
		jaas(properties, Listener.PLAIN_TLS, "PLAIN",
				modules + "plain.PlainLoginModule required user_bob=\"" + password + "\";");
		properties.put("listener.name.mtls.ssl.client.auth", "required");
		properties.put("listener.name.plain_tls.ssl.client.auth", "required");
		tokens(properties, modules);
		for (String[] store : new String[][] { { "keystore", "broker" }, { "truststore", "trust" } }) {
			properties.put("ssl." + store[0] + ".type", "PKCS12");
			properties.put("ssl." + store[0] + ".location", this.tls.store(store[1]));
			properties.put("ssl." + store[0] + ".password", TlsMaterial.PASSWORD);
		}
		properties.put("ssl.key.password", TlsMaterial.PASSWORD);
		properties.put("listener.name.expired.ssl.keystore.type", "PKCS12");
		properties.put("listener.name.expired.ssl.keystore.location", this.tls.store("expired"));
		properties.put("listener.name.expired.ssl.keystore.password", TlsMaterial.PASSWORD);
	}

	private static int advertisedPort(Listener listener, int port) {
		return switch (listener) {
			case ELSEWHERE -> StandaloneBroker.freePort();
			case FORGETFUL -> new ForgetfulProxy(0, port, ApiKeys.DESCRIBE_TOPIC_PARTITIONS.id).port();
			default -> port;
		};
	}

	private void tokens(Properties properties, String modules) {
		String prefix = "listener.name.oauth.oauthbearer.";
		jaas(properties, Listener.OAUTH, "OAUTHBEARER", modules + "oauthbearer.OAuthBearerLoginModule required;");
		properties.put(prefix + "sasl.server.callback.handler.class",
				modules + "oauthbearer.OAuthBearerValidatorCallbackHandler");
		properties.put(prefix + "sasl.oauthbearer.jwks.endpoint.url", this.authorizationServer.keysUri());
		properties.put(prefix + "sasl.oauthbearer.expected.audience", "kafka");
	}

	private static void jaas(Properties properties, Listener listener, String mechanism, String configuration) {
		String prefix = "listener.name." + listener.name().toLowerCase() + ".";
		properties.put(prefix + "sasl.enabled.mechanisms", mechanism);
		properties.put(prefix + mechanism.toLowerCase() + ".sasl.jaas.config", configuration);
	}

	/**
	 * What a listener asks for.
	 */
	enum Listener {

		PLAIN("SASL_PLAINTEXT"), SCRAM("SASL_SSL"), MTLS("SSL"), PLAIN_TLS("SASL_SSL"), OAUTH("SASL_PLAINTEXT"),
		TLS("SSL"),
		/** Advertises an address at which nothing listens. */
		ELSEWHERE("PLAINTEXT"),
		/** Never answers which topics there are. */
		FORGETFUL("PLAINTEXT"),
		/** Shows a certificate that has expired. */
		EXPIRED("SSL");

		private final String protocol;

		Listener(String protocol) {
			this.protocol = protocol;
		}

	}

}
