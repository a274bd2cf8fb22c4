package io.github.asyncapikafka.kafka.connection;

import java.util.List;

import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.binding.value.Value;
import org.apache.kafka.common.config.SaslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Names the settings to look at: where a value comes from, or the property that would set
 * it.
 *
 * @param security how clients authenticate, or {@code null} if {@code spring.kafka}
 * decides alone
 * @param servers hosts and ports, or {@code null} if {@code spring.kafka} decides alone
 */
record SettingNames(@Nullable KafkaSecurity security, @Nullable Value<List<String>> servers) {

	String bootstrapServers() {
		return name(this.servers, "spring.kafka.bootstrap-servers");
	}

	String protocol() {
		return name((this.security != null) ? this.security.protocol() : null, "spring.kafka.security.protocol");
	}

	String mechanism() {
		return name((this.security != null) ? this.security.mechanism() : null,
				"spring.kafka.properties.sasl.mechanism");
	}

	String credentials() {
		return (this.security != null && this.security.credentials() != null)
				? "'" + this.security.credentials().source() + "'" : "the credentials below 'spring.kafka'";
	}

	String tokenServer() {
		return (this.security != null && this.security.credentials() != null
				&& this.security.credentials().value().tokenUri() != null)
						? "'" + this.security.credentials().source() + ".token-uri'"
						: "'spring.kafka.properties." + SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL + "'";
	}

	String sslBundle() {
		if (this.security != null && this.security.sslBundle() != null) {
			return "'" + this.security.sslBundle().source() + "'";
		}
		return (this.security != null && this.security.credentials() != null)
				? "'" + this.security.credentials().source() + ".ssl-bundle' or 'spring.kafka.ssl.bundle'"
				: "'spring.kafka.ssl.bundle'";
	}

	private static String name(@Nullable Value<?> value, String property) {
		if (value == null) {
			return "'" + property + "'";
		}
		return (value.source().location() != null) ? "the document or '" + property + "'" : "'" + value.source() + "'";
	}

}
