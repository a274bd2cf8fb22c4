package io.github.asyncapikafka.kafka.producer.client;

import java.util.HashMap;
import java.util.Map;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Creates the producer of a client id, for keys and payloads that are bytes already.
 * Takes everything else from the application's own producer factory, which would append a
 * number to the client id.
 */
final class ChannelProducerFactory extends DefaultKafkaProducerFactory<Object, Object> {

	private final @Nullable String clientId;

	private final String word;

	ChannelProducerFactory(ProducerFactory<?, ?> application, Map<String, Object> connection,
			@Nullable String clientId) {
		this(application, connection, clientId, "channel", Map.of());
	}

	/**
	 * Create an instance.
	 * @param application the application's factory
	 * @param connection settings of the connection that replace those of the
	 * application's factory
	 * @param clientId the client id, or {@code null} to let Spring Kafka generate one
	 * @param word what a generated client id says
	 * @param settings producer settings that replace those of the application's factory
	 */
	@SuppressWarnings("unchecked")
	ChannelProducerFactory(ProducerFactory<?, ?> application, Map<String, Object> connection, @Nullable String clientId,
			String word, Map<String, Object> settings) {
		super(configuration(application, connection, settings));
		this.clientId = clientId;
		this.word = word;
		ProducerFactory<Object, Object> typed = (ProducerFactory<Object, Object>) application;
		typed.getListeners().forEach(this::addListener);
		typed.getPostProcessors().forEach(this::addPostProcessor);
		setPhysicalCloseTimeout((int) typed.getPhysicalCloseTimeout().toSeconds());
		setProducerPerThread(typed.isProducerPerThread());
	}

	private static Map<String, Object> configuration(ProducerFactory<?, ?> application, Map<String, Object> connection,
			Map<String, Object> settings) {
		Map<String, Object> configuration = new HashMap<>(application.getConfigurationProperties());
		configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
		configuration.putAll(connection);
		configuration.putAll(settings);
		return configuration;
	}

	@Override
	protected Map<String, Object> getProducerConfigs() {
		Map<String, Object> configuration = super.getProducerConfigs();
		Object generated = configuration.get(ProducerConfig.CLIENT_ID_CONFIG);
		if (this.clientId != null) {
			configuration.put(ProducerConfig.CLIENT_ID_CONFIG, this.clientId);
		}
		else if (generated != null) {
			// The application's own factory counts from 1 too.
			configuration.put(ProducerConfig.CLIENT_ID_CONFIG,
					generated.toString().replaceFirst("-(\\d+)$", "-" + this.word + "-$1"));
		}
		return configuration;
	}

}
