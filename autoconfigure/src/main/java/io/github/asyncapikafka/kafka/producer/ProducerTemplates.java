package io.github.asyncapikafka.kafka.producer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import io.github.asyncapikafka.serde.ContractSerdes;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/**
 * One {@link KafkaTemplate} of bytes for each client id, created when it is first needed.
 * They are no beans, so that Spring Boot's template stays the only candidate for
 * injection; their life cycle is that of this object.
 */
public final class ProducerTemplates implements SmartLifecycle, DisposableBean {

	private static final Duration DEFAULT_DELIVERY_TIMEOUT = Duration.ofMinutes(2);

	private final AutowireCapableBeanFactory beanFactory;

	private final Supplier<ProducerFactory<?, ?>> application;

	private final Supplier<@Nullable List<String>> bootstrapServers;

	private final Consumer<KafkaTemplate<byte[], byte[]>> customizer;

	private final Map<String, ChannelProducerFactory> factories = new ConcurrentHashMap<>();

	private final Map<String, KafkaTemplate<byte[], byte[]>> templates = new ConcurrentHashMap<>();

	private volatile boolean running;

	/**
	 * Create an instance.
	 * @param beanFactory initializes factories and templates as it does beans
	 * @param application gives the application's producer factory
	 * @param bootstrapServers gives hosts and ports that replace those of the
	 * application's factory, or {@code null}
	 * @param customizer applies the application's settings to a template
	 */
	public ProducerTemplates(AutowireCapableBeanFactory beanFactory, Supplier<ProducerFactory<?, ?>> application,
			Supplier<@Nullable List<String>> bootstrapServers, Consumer<KafkaTemplate<byte[], byte[]>> customizer) {
		this.beanFactory = beanFactory;
		this.application = application;
		this.bootstrapServers = bootstrapServers;
		this.customizer = customizer;
	}

	KafkaTemplate<byte[], byte[]> get(@Nullable String clientId) {
		return this.templates.computeIfAbsent((clientId != null) ? clientId : "", (key) -> create(clientId));
	}

	private KafkaTemplate<byte[], byte[]> create(@Nullable String clientId) {
		ChannelProducerFactory factory = new ChannelProducerFactory(this.application.get(), this.bootstrapServers.get(),
				clientId);
		this.beanFactory.initializeBean(factory, "asyncApiProducerFactory");
		this.factories.put((clientId != null) ? clientId : "", factory);
		KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(factory);
		this.customizer.accept(template);
		this.beanFactory.initializeBean(template, "asyncApiKafkaTemplate");
		template.afterSingletonsInstantiated();
		return template;
	}

	/**
	 * Return the serializer that the application's own template uses.
	 */
	Serializer<?> configuredSerializer(boolean key) {
		ProducerFactory<?, ?> factory = this.application.get();
		Serializer<?> instance = key ? factory.getKeySerializer() : factory.getValueSerializer();
		if (instance != null) {
			return instance;
		}
		Map<String, Object> configuration = factory.getConfigurationProperties();
		Object configured = configuration
			.get(key ? ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG : ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
		return ContractSerdes.configured(configured, Serializer.class, configuration, key);
	}

	/**
	 * Return how long a send can take at most.
	 */
	Duration deliveryTimeout() {
		Object configured = this.application.get()
			.getConfigurationProperties()
			.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
		return (configured != null) ? Duration.ofMillis(Long.parseLong(configured.toString()))
				: DEFAULT_DELIVERY_TIMEOUT;
	}

	@Override
	public void start() {
		this.factories.values().forEach(ChannelProducerFactory::start);
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.factories.values().forEach(ChannelProducerFactory::stop);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

	@Override
	public void destroy() {
		this.templates.values().forEach(KafkaTemplate::destroy);
		this.factories.values().forEach(ChannelProducerFactory::destroy);
	}

}
