package io.github.asyncapikafka.binding.setting;

import java.util.List;

import io.github.asyncapikafka.binding.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What {@code spring.kafka} says about security. Holds no secret.
 *
 * @param protocol the security protocol, or {@code null} if none is set
 * @param clientProtocols the security protocols that are set for some clients only
 * @param mechanism the SASL mechanism, or {@code null} if none is set
 * @param credentials the property that holds SASL credentials, or {@code null}
 * @param keyStore the property that names an SSL bundle or a key store, or {@code null}
 * @param stated whether anything is set that is about security
 */
public record SpringSecuritySettings(@Nullable Value<String> protocol, List<Value<String>> clientProtocols,
		@Nullable Value<String> mechanism, @Nullable String credentials, @Nullable String keyStore, boolean stated) {

	/**
	 * Nothing is said.
	 */
	public static final SpringSecuritySettings NONE = new SpringSecuritySettings(null, List.of(), null, null, null,
			false);

	public SpringSecuritySettings {
		clientProtocols = List.copyOf(clientProtocols);
	}

}
