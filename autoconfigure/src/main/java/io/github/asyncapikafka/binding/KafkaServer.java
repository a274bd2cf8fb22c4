package io.github.asyncapikafka.binding;

import java.util.List;

import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.binding.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka cluster that the application's channels are on.
 *
 * @param name the name of the document's server, or {@code null} if none had to be chosen
 * @param consumerBootstrapServers hosts and ports of consumers, or {@code null} if they
 * are left to a {@code KafkaConnectionDetails} bean or to Spring Boot's default
 * @param producerBootstrapServers hosts and ports of producers, or {@code null} likewise
 * @param security how clients authenticate, or {@code null} if {@code spring.kafka}
 * decides alone
 */
public record KafkaServer(@Nullable String name, @Nullable Value<List<String>> consumerBootstrapServers,
		@Nullable Value<List<String>> producerBootstrapServers, @Nullable KafkaSecurity security) {

	/**
	 * Return the hosts and ports that the contract adds to what {@code spring.kafka}
	 * says.
	 * @return the bootstrap servers of consumers, or {@code null} if {@code spring.kafka}
	 * decides
	 */
	public @Nullable List<String> ownConsumerBootstrapServers() {
		return own(this.consumerBootstrapServers);
	}

	/**
	 * Return the hosts and ports that the contract adds to what {@code spring.kafka}
	 * says.
	 * @return the bootstrap servers of producers, or {@code null} if {@code spring.kafka}
	 * decides
	 */
	public @Nullable List<String> ownProducerBootstrapServers() {
		return own(this.producerBootstrapServers);
	}

	private static @Nullable List<String> own(@Nullable Value<List<String>> bootstrapServers) {
		return (bootstrapServers == null || bootstrapServers.source().isSpringProperty()) ? null
				: bootstrapServers.value();
	}

}
