package io.github.asyncapikafka.model.security;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * A way to authenticate (Security Scheme Object).
 *
 * @param key the last token of the scheme's {@code $ref}, in 2.x the requirement's name,
 * for an inline scheme the server's name
 * @param type the type, such as {@code scramSha256} or {@code X509}
 * @param scopes the scopes that are needed, empty if none is stated
 * @param description its description, or {@code null}
 * @param location the place of the scheme
 */
public record SecurityScheme(String key, String type, List<String> scopes, @Nullable String description,
		Location location) {

	public SecurityScheme {
		scopes = List.copyOf(scopes);
	}

}
