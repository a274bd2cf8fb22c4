package io.github.asyncapikafka.kafka.producer.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;

/**
 * One {@link KafkaTemplate} of bytes for each client id, created when it is first needed.
 * They are no beans, so that Spring Boot's template stays the only candidate for
 * injection; their life cycle is that of this object. Where the application's producer
 * factory is transactional, its producers send.
 */
public final class ProducerTemplates implements SmartLifecycle, DisposableBean {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	/** No client id: it is not printable. */
	private static final String DEAD_LETTERS = "\0dead-letters";

	private final AutowireCapableBeanFactory beanFactory;

	private final ApplicationProducer application;

	private final Consumer<KafkaTemplate<Object, Object>> customizer;

	private final List<ChannelProducerFactory> factories = new CopyOnWriteArrayList<>();

	private final Map<String, KafkaTemplate<Object, Object>> templates = new ConcurrentHashMap<>();

	private volatile boolean running;

	/**
	 * Create an instance.
	 * @param beanFactory initializes factories and templates as it does beans
	 * @param application gives the application's producer factory
	 * @param connection gives settings of the connection that replace those of the
	 * application's factory
	 * @param customizer applies the application's settings to a template
	 */
	public ProducerTemplates(AutowireCapableBeanFactory beanFactory, Supplier<ProducerFactory<?, ?>> application,
			UnaryOperator<Map<String, Object>> connection, Consumer<KafkaTemplate<Object, Object>> customizer) {
		this.beanFactory = beanFactory;
		this.application = new ApplicationProducer(application, connection);
		this.customizer = customizer;
	}

	/**
	 * Return the template that sends with a client id.
	 * @param clientId the client id, or {@code null} for Spring Kafka's default
	 * @return the template, the same for each call
	 */
	public KafkaTemplate<Object, Object> get(@Nullable String clientId) {
		String key = (clientId != null) ? clientId : "";
		KafkaTemplate<Object, Object> template = this.templates.get(key);
		return (template != null) ? template : createOnce(key, clientId);
	}

	private synchronized KafkaTemplate<Object, Object> createOnce(String key, @Nullable String clientId) {
		KafkaTemplate<Object, Object> template = this.templates.get(key);
		if (template == null) {
			template = create(clientId);
			this.templates.put(key, template);
		}
		return template;
	}

	private KafkaTemplate<Object, Object> create(@Nullable String clientId) {
		ProducerFactory<?, ?> application = this.application.factory();
		KafkaTemplate<Object, Object> template = new KafkaTemplate<>(
				application.transactionCapable() ? transactional(application, clientId) : own(application, clientId));
		this.customizer.accept(template);
		this.beanFactory.initializeBean(template, "asyncApiKafkaTemplate");
		template.afterSingletonsInstantiated();
		return template;
	}

	private ProducerFactory<Object, Object> own(ProducerFactory<?, ?> application, @Nullable String clientId) {
		ChannelProducerFactory factory = new ChannelProducerFactory(application, this.application.connection(),
				clientId);
		this.beanFactory.initializeBean(factory, "asyncApiProducerFactory");
		this.factories.add(factory);
		return factory;
	}

	/**
	 * Return the template that sends dead letters: the application's own where it has
	 * transactions, else one that gives up in time for the consumer that waits for it.
	 * @param patience the time within which the template gives up; that of the first call
	 * counts
	 * @return the template, the same for each call
	 */
	public KafkaOperations<Object, Object> deadLetters(Duration patience) {
		KafkaTemplate<Object, Object> template = this.templates.get(DEAD_LETTERS);
		return (template != null) ? template : createDeadLettersOnce(patience);
	}

	private synchronized KafkaTemplate<Object, Object> createDeadLettersOnce(Duration patience) {
		KafkaTemplate<Object, Object> template = this.templates.get(DEAD_LETTERS);
		if (template != null) {
			return template;
		}
		ProducerFactory<?, ?> application = this.application.factory();
		return application.transactionCapable() ? get(null) : createDeadLetterTemplate(application, patience);
	}

	private KafkaTemplate<Object, Object> createDeadLetterTemplate(ProducerFactory<?, ?> application,
			Duration patience) {
		ChannelProducerFactory factory = new ChannelProducerFactory(application, this.application.connection(), null,
				"dead-letter", DeadLetterProducer.settings(application.getConfigurationProperties(), patience));
		this.beanFactory.initializeBean(factory, "asyncApiDeadLetterProducerFactory");
		this.factories.add(factory);
		KafkaTemplate<Object, Object> template = new KafkaTemplate<>(factory);
		// The default one writes the payload into the log.
		template.setProducerListener(new ProducerListener<>() {
		});
		this.beanFactory.initializeBean(template, "asyncApiDeadLetterTemplate");
		this.templates.put(DEAD_LETTERS, template);
		return template;
	}

	/**
	 * Return the application's own factory: a transaction is bound to its factory.
	 */
	@SuppressWarnings("unchecked")
	private ProducerFactory<Object, Object> transactional(ProducerFactory<?, ?> application,
			@Nullable String clientId) {
		List<Problem> problems = getProblems();
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems);
		}
		if (clientId != null) {
			logger.info("The client id " + Printable.quote(clientId)
					+ " is not used for sending: transactions share one producer factory");
		}
		return (ProducerFactory<Object, Object>) application;
	}

	/**
	 * Return why channels cannot send with the application's producer factory.
	 * @return the problems, empty if they can
	 */
	public List<Problem> getProblems() {
		return this.application.problems();
	}

	/**
	 * Return bytes in the form that the templates take.
	 * @param bytes the bytes, or {@code null} for none
	 * @return what a record has as its key or value
	 */
	public @Nullable Object encoded(byte @Nullable [] bytes) {
		return (bytes != null && this.application.factory().transactionCapable()) ? new EncodedBytes(bytes) : bytes;
	}

	/**
	 * Return the serializer that the application's own template uses.
	 * @param key whether it is that of keys rather than of payloads
	 * @return the serializer, configured as Kafka does it
	 */
	public Serializer<?> configuredSerializer(boolean key) {
		return this.application.serializer(key);
	}

	/**
	 * Return how long a send can take at most.
	 * @return the time after which the producer gives up
	 */
	public Duration deliveryTimeout() {
		return this.application.deliveryTimeout();
	}

	@Override
	public void start() {
		this.factories.forEach(ChannelProducerFactory::start);
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.factories.forEach(ChannelProducerFactory::stop);
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
		this.factories.forEach(ChannelProducerFactory::destroy);
	}

}
