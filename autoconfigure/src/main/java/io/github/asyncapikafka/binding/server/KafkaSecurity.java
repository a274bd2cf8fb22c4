package io.github.asyncapikafka.binding.server;

import java.util.List;

import io.github.asyncapikafka.binding.setting.Credentials;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.model.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * How clients secure their connection and authenticate.
 *
 * @param protocol the security protocol of Kafka
 * @param mechanism the SASL mechanism, or {@code null} if the protocol needs none
 * @param credentials the SASL credentials, or {@code null} if the protocol needs none or
 * {@code spring.kafka} has them
 * @param scopes the scopes to ask an authorization server for
 * @param sslBundle the SSL bundle, or {@code null} if {@code spring.kafka} or the virtual
 * machine says which certificates are used
 */
public record KafkaSecurity(Value<String> protocol, @Nullable Value<String> mechanism,
		@Nullable Value<Credentials> credentials, List<String> scopes, @Nullable Value<String> sslBundle) {

	public KafkaSecurity {
		scopes = List.copyOf(scopes);
	}

	/**
	 * Return whether clients authenticate as a scheme asks.
	 * @param scheme the scheme
	 * @return {@code true} if it has the same SASL mechanism
	 */
	public boolean meets(SecurityScheme scheme) {
		return this.mechanism != null && this.mechanism.value().equals(SecurityOption.type(scheme).mechanism());
	}

}
