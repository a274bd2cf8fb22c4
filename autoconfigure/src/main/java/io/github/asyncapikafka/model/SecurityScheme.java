package io.github.asyncapikafka.model;

import io.github.asyncapikafka.diagnostic.Location;

/**
 * A way to authenticate (Security Scheme Object).
 *
 * @param key the last token of the scheme's {@code $ref}, in 2.x the requirement's name,
 * for an inline scheme the server's name
 * @param type the type, such as {@code scramSha256} or {@code X509}
 * @param location the place of the scheme
 */
public record SecurityScheme(String key, String type, Location location) {

}
