package io.github.asyncapikafka.autoconfigure.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import io.github.asyncapikafka.binding.setting.SpringSecuritySettings;
import io.github.asyncapikafka.binding.value.Source;
import io.github.asyncapikafka.binding.value.Value;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Finds what {@code spring.kafka} states about security. Remembers the keys of secrets,
 * not their values.
 */
public final class SpringSecurity {

	private static final List<String> CLIENTS = List.of("", "consumer.", "producer.", "admin.");

	private static final Bindable<Map<String, String>> TEXTS = Bindable.mapOf(String.class, String.class);

	private final Binder binder;

	/** The settings of Kafka's own names, by the key of the property. */
	private final Map<String, String> nativeSettings = new LinkedHashMap<>();

	private final List<String> certificates = new ArrayList<>();

	/**
	 * Create an instance.
	 * @param binder binds properties of the environment
	 */
	public SpringSecurity(Binder binder) {
		this.binder = binder;
		for (String client : CLIENTS) {
			String prefix = "spring.kafka." + client;
			binder.bind(prefix + "properties", TEXTS)
				.orElse(Map.of())
				.forEach((key, value) -> this.nativeSettings.put(prefix + "properties." + key, value));
			binder.bind(prefix + "ssl", TEXTS)
				.orElse(Map.of())
				.keySet()
				.forEach((key) -> this.certificates.add(prefix + "ssl." + key));
		}
	}

	/**
	 * Return what is stated.
	 * @return protocols, mechanism and the keys of secrets
	 */
	public SpringSecuritySettings settings() {
		Value<String> protocol = protocol();
		String credentials = credentials();
		String keyStore = this.certificates.stream()
			.filter((key) -> key.contains(".ssl.bundle") || key.contains(".ssl.key"))
			.findFirst()
			.orElseGet(() -> keyOf((name) -> name.startsWith("ssl.keystore.")));
		List<Value<String>> clientProtocols = clientProtocols();
		boolean stated = protocol != null || !clientProtocols.isEmpty() || credentials != null
				|| !this.certificates.isEmpty()
				|| keyOf((name) -> name.startsWith("sasl.") || name.startsWith("ssl.")) != null;
		return new SpringSecuritySettings(protocol, clientProtocols, named(SaslConfigs.SASL_MECHANISM), credentials,
				keyStore, stated);
	}

	private @Nullable Value<String> protocol() {
		Value<String> protocol = protocol("");
		String key = "spring.kafka.properties." + CommonClientConfigs.SECURITY_PROTOCOL_CONFIG;
		String value = this.nativeSettings.get(key);
		return (protocol != null || value == null) ? protocol : new Value<>(value, Source.property(key));
	}

	private List<Value<String>> clientProtocols() {
		List<Value<String>> protocols = new ArrayList<>();
		CLIENTS.stream().skip(1).map(this::protocol).filter(Objects::nonNull).forEach(protocols::add);
		this.nativeSettings.forEach((key, value) -> {
			if (key.endsWith(".properties." + CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
					&& !key.startsWith("spring.kafka.properties.")) {
				protocols.add(new Value<>(value, Source.property(key)));
			}
		});
		return protocols;
	}

	private @Nullable Value<String> protocol(String client) {
		String key = "spring.kafka." + client + "security.protocol";
		String value = this.binder.bind(key, String.class).orElse("");
		return value.isBlank() ? null : new Value<>(value, Source.property(key));
	}

	private @Nullable String credentials() {
		if (this.binder.bind("spring.kafka.jaas.enabled", Boolean.class).orElse(false)) {
			return "spring.kafka.jaas.enabled";
		}
		String key = keyOf((name) -> name.equals(SaslConfigs.SASL_JAAS_CONFIG)
				|| name.equals(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS)
				|| name.equals(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS)
				|| name.equals(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET));
		return (key != null) ? key : (System.getProperty("java.security.auth.login.config") != null)
				? "java.security.auth.login.config" : null;
	}

	private @Nullable Value<String> named(String name) {
		String key = keyOf(name::equals);
		return (key != null) ? new Value<>(Objects.requireNonNull(this.nativeSettings.get(key)), Source.property(key))
				: null;
	}

	private @Nullable String keyOf(Predicate<String> name) {
		return this.nativeSettings.keySet()
			.stream()
			.filter((key) -> name.test(key.substring(key.indexOf("properties.") + "properties.".length())))
			.findFirst()
			.orElse(null);
	}

}
