package io.github.asyncapikafka.autoconfigure.failure;

import java.util.Optional;
import java.util.stream.Stream;

import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Finds the property that a setting of a Kafka client comes from.
 */
final class ClientSettings {

	private static final String PREFIX = "spring.kafka.";

	private static final String MILLISECONDS = ".ms";

	private final Environment environment;

	ClientSettings(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Return the property that decides a setting.
	 * @param client the client, or {@code null} if any
	 * @param setting the name that Kafka has for it
	 */
	Optional<ConfigurationProperty> find(@Nullable KafkaClient client, String setting) {
		return candidates(client, setting).map(this::property).flatMap(Optional::stream).findFirst();
	}

	/**
	 * Return a property.
	 */
	Optional<ConfigurationProperty> property(String name) {
		ConfigurationPropertyName wanted = ConfigurationPropertyName.adapt(name, '.');
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(wanted);
			if (property != null) {
				return Optional.of(property);
			}
		}
		return Optional.empty();
	}

	private static Stream<String> candidates(@Nullable KafkaClient client, String setting) {
		String own = setting.replace('.', '-');
		String duration = setting.endsWith(MILLISECONDS)
				? setting.substring(0, setting.length() - MILLISECONDS.length()).replace('.', '-') : own;
		Stream<String> prefixes = (client != null) ? Stream.of(PREFIX + client.property() + ".", PREFIX)
				: Stream.of(PREFIX, PREFIX + "consumer.", PREFIX + "producer.", PREFIX + "admin.");
		return prefixes.flatMap((prefix) -> Stream.of(prefix + "properties." + setting, prefix + own, prefix + duration,
				prefix + setting));
	}

	/**
	 * Return name and place of a property, in printable form.
	 */
	static String describe(ConfigurationProperty property) {
		return "'" + Printable.escape(property.getName().toString()) + "'" + ((property.getOrigin() != null)
				? " (" + Printable.escape(property.getOrigin().toString()) + ")" : "");
	}

}
