package io.github.asyncapikafka.binding;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The Kafka cluster that the application's channels are on.
 *
 * @param name the name of the document's server, or {@code null} if none had to be chosen
 * @param bootstrapServers hosts and ports, or {@code null} if they are left to a
 * {@code KafkaConnectionDetails} bean or to Spring Boot's default
 */
public record KafkaServer(@Nullable String name, @Nullable Value<List<String>> bootstrapServers) {

	/**
	 * Return the hosts and ports that the contract adds to what {@code spring.kafka}
	 * says.
	 * @return the bootstrap servers, or {@code null} if {@code spring.kafka} decides
	 */
	public @Nullable List<String> ownBootstrapServers() {
		if (this.bootstrapServers == null || this.bootstrapServers.source().name().startsWith("spring.")) {
			return null;
		}
		return this.bootstrapServers.value();
	}

}
