package io.github.asyncapikafka.autoconfigure;

import java.util.Locale;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what endpoints that print configuration hide: credentials, also
 * where an application lets them print values.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
@ConditionalOnBooleanProperty(name = "asyncapi-kafka.enabled", matchIfMissing = true)
public final class AsyncApiKafkaSanitizingAutoConfiguration {

	/** The key without punctuation, which environment variables write otherwise. */
	private static final String CREDENTIALS = "asyncapikafkacredentials";

	/** Where they are passed on to Spring Boot's own clients. */
	private static final String KAFKA_PROPERTIES = "springkafkaproperties";

	@Bean
	SanitizingFunction asyncApiKafkaSanitizingFunction() {
		return (data) -> holdsCredentials(data) ? data.withSanitizedValue() : data;
	}

	private static boolean holdsCredentials(SanitizableData data) {
		String key = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
		return key.startsWith(CREDENTIALS)
				|| (key.startsWith(KAFKA_PROPERTIES) && (key.endsWith("jaasconfig") || key.endsWith("secret")));
	}

}
