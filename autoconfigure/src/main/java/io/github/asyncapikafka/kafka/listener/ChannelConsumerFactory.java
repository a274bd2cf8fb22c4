package io.github.asyncapikafka.kafka.listener;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Creates consumers that read bytes and decode whole records by the contract of their
 * operation. Takes everything else from the application's own consumer factory.
 */
public final class ChannelConsumerFactory extends DefaultKafkaConsumerFactory<Object, Object> {

	/**
	 * The name of the container factory bean that uses this factory.
	 */
	public static final String CONTAINER_FACTORY_BEAN_NAME = "channelListenerContainerFactory";

	/**
	 * The consumer property that carries the decoder of an operation.
	 */
	static final String DECODER = RecordDecoder.class.getName();

	/**
	 * Create an instance.
	 * @param application the application's consumer factory
	 * @param bootstrapServers hosts and ports that replace those of the application's
	 * factory, or {@code null}
	 */
	@SuppressWarnings("unchecked")
	public ChannelConsumerFactory(ConsumerFactory<?, ?> application, @Nullable List<String> bootstrapServers) {
		super(configuration(application, bootstrapServers));
		ConsumerFactory<Object, Object> typed = (ConsumerFactory<Object, Object>) application;
		typed.getListeners().forEach(this::addListener);
		typed.getPostProcessors().forEach(this::addPostProcessor);
	}

	private static Map<String, Object> configuration(ConsumerFactory<?, ?> application,
			@Nullable List<String> bootstrapServers) {
		Map<String, Object> configuration = new HashMap<>(application.getConfigurationProperties());
		configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
		if (bootstrapServers != null) {
			configuration.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
		}
		return configuration;
	}

	@Override
	@SuppressWarnings("unchecked")
	protected Consumer<Object, Object> createRawConsumer(Map<String, Object> configuration) {
		Object decoder = configuration.remove(DECODER);
		return (decoder != null) ? new ChannelConsumer(configuration, ((Supplier<RecordDecoder>) decoder).get())
				: super.createRawConsumer(configuration);
	}

	/**
	 * Decodes what it polls.
	 */
	private final class ChannelConsumer extends ExtendedKafkaConsumer {

		private final RecordDecoder decoder;

		ChannelConsumer(Map<String, Object> configuration, RecordDecoder decoder) {
			super(configuration);
			this.decoder = decoder;
		}

		@Override
		public ConsumerRecords<Object, Object> poll(Duration timeout) {
			ConsumerRecords<Object, Object> received = super.poll(timeout);
			if (received.isEmpty()) {
				return received;
			}
			Map<TopicPartition, List<ConsumerRecord<Object, Object>>> decoded = new HashMap<>();
			for (TopicPartition partition : received.partitions()) {
				decoded.put(partition, received.records(partition).stream().map(this.decoder::decode).toList());
			}
			return new ConsumerRecords<>(decoded, Objects.requireNonNull(received.nextOffsets()));
		}

	}

}
