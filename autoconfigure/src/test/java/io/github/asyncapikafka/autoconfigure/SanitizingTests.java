package io.github.asyncapikafka.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What endpoints hide that print configuration.
 */
class SanitizingTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AsyncApiKafkaSanitizingAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource({ "asyncapi-kafka.credentials.main.password, true", "asyncapi-kafka.credentials[a.b].jaas-config, true",
			"ASYNCAPI_KAFKA_CREDENTIALS_MAIN_CLIENT_SECRET, true", "ASYNCAPIKAFKA_CREDENTIALS_MAIN_PASSWORD, true",
			"spring.kafka.properties.sasl.jaas.config, true",
			"spring.kafka.properties.sasl.oauthbearer.client.credentials.client.secret, true",
			"asyncapi-kafka.channels.credentials.topic, false", "spring.kafka.properties.sasl.mechanism, false" })
	void hidesCredentials(String key, boolean hidden) {
		this.contextRunner.run((context) -> {
			SanitizableData data = new SanitizableData(null, key, "value");
			assertThat(context.getBean(SanitizingFunction.class).apply(data).getValue())
				.isEqualTo(hidden ? SanitizableData.SANITIZED_VALUE : "value");
		});
	}

	@Test
	void needsTheActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(SanitizingFunction.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("asyncApiKafkaSanitizingFunction"));
	}

}
