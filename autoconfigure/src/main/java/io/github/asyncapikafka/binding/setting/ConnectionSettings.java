package io.github.asyncapikafka.binding.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the environment says about the connection to the brokers.
 *
 * @param provided whether a {@code KafkaConnectionDetails} bean of the application
 * provides the connection
 * @param spring what {@code spring.kafka} says about security
 * @param credentials the credentials by the key of a security scheme
 */
public record ConnectionSettings(boolean provided, SpringSecuritySettings spring,
		Map<String, Credentials> credentials) {

	/**
	 * Nothing is said.
	 */
	public static final ConnectionSettings NONE = new ConnectionSettings(false, SpringSecuritySettings.NONE, Map.of());

	public ConnectionSettings {
		credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
	}

}
