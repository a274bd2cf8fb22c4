package io.github.asyncapikafka.kafka.producer.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;

import org.springframework.kafka.core.ProducerFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * What the application's own producer factory says, which is asked when it is first
 * needed.
 */
final class ApplicationProducer {

	private static final Duration DEFAULT_DELIVERY_TIMEOUT = Duration.ofMinutes(2);

	private final SingletonSupplier<ProducerFactory<?, ?>> factory;

	private final UnaryOperator<Map<String, Object>> connection;

	private final SingletonSupplier<Duration> deliveryTimeout = SingletonSupplier.of(this::configuredDeliveryTimeout);

	/**
	 * Create an instance.
	 * @param factory gives the application's producer factory
	 * @param connection gives settings of the connection that replace those of the
	 * factory
	 */
	ApplicationProducer(Supplier<ProducerFactory<?, ?>> factory, UnaryOperator<Map<String, Object>> connection) {
		this.factory = SingletonSupplier.of(factory);
		this.connection = connection;
	}

	ProducerFactory<?, ?> factory() {
		return this.factory.obtain();
	}

	/**
	 * Return why channels cannot send with the application's producer factory.
	 */
	List<Problem> problems() {
		Problems problems = new Problems();
		ProducerFactory<?, ?> application = factory();
		if (!application.transactionCapable()) {
			return problems.toList();
		}
		try (Serializer<?> serializer = application.getValueSerializer()) {
			if (!(serializer instanceof EncodedBytesSerializer)) {
				problems.add(null,
						"The application's transactional ProducerFactory bean cannot send what channels send.",
						"Let Spring Boot create it with 'spring.kafka.producer.transaction-id-prefix'.");
			}
		}
		if (!connection().isEmpty()) {
			problems.add(null,
					"Transactions use the connection of 'spring.kafka', but that of the channels is another.",
					"Set 'asyncapi-kafka.servers' or 'spring.kafka.bootstrap-servers'.");
		}
		return problems.toList();
	}

	/**
	 * Return the settings of the connection that replace those of the factory.
	 */
	Map<String, Object> connection() {
		return this.connection.apply(factory().getConfigurationProperties());
	}

	/**
	 * Return the serializer that the application's own template uses.
	 */
	Serializer<?> serializer(boolean key) {
		ProducerFactory<?, ?> factory = factory();
		Serializer<?> instance = key ? factory.getKeySerializer() : factory.getValueSerializer();
		if (instance != null) {
			return instance;
		}
		Map<String, Object> configuration = factory.getConfigurationProperties();
		Object configured = configuration
			.get(key ? ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG : ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
		return ContractSerdes.configured(Objects.requireNonNull(configured), Serializer.class, configuration, key);
	}

	/**
	 * Return how long a send can take at most.
	 */
	Duration deliveryTimeout() {
		return this.deliveryTimeout.obtain();
	}

	private Duration configuredDeliveryTimeout() {
		Object configured = factory().getConfigurationProperties().get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
		return (configured != null) ? Duration.ofMillis(Long.parseLong(configured.toString()))
				: DEFAULT_DELIVERY_TIMEOUT;
	}

}
