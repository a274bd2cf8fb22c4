package io.github.asyncapikafka.autoconfigure.connection;

import java.util.HashMap;
import java.util.Map;

import io.github.asyncapikafka.kafka.connection.BootstrapServers;
import org.apache.kafka.clients.CommonClientConfigs;

import org.springframework.boot.ssl.SslBundle;

/**
 * The settings of admin clients that connect as other clients do, or as
 * {@code spring.kafka} says of admin clients of the same hosts.
 */
final class AdminSettings {

	private AdminSettings() {
	}

	/**
	 * Return the settings. A client that cannot connect neither starts over nor hurries,
	 * because it would fill the log.
	 * @param admin the settings of the application's admin clients
	 * @param client the settings of the client whose cluster it is
	 */
	static Map<String, Object> of(Map<String, Object> admin, Map<String, Object> client) {
		Map<String, Object> settings = new HashMap<>(admin);
		if (!BootstrapServers.of(settings).equals(BootstrapServers.of(client))
				|| settings.keySet().stream().noneMatch(AdminSettings::isSecurity)) {
			settings.keySet().removeIf(AdminSettings::isConnection);
			client.forEach((key, value) -> {
				if (isConnection(key)) {
					settings.put(key, value);
				}
			});
		}
		settings.putIfAbsent(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
		settings.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 1000);
		settings.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5000);
		return settings;
	}

	private static boolean isSecurity(String key) {
		return key.startsWith("sasl.") || key.startsWith("security.");
	}

	/**
	 * Return whether a setting is about hosts and security, which belong together: other
	 * hosts must not get the credentials.
	 */
	private static boolean isConnection(String key) {
		return isSecurity(key) || key.startsWith("ssl.") || key.equals(SslBundle.class.getName())
				|| key.equals(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
	}

}
