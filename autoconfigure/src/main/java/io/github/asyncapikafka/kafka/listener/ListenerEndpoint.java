package io.github.asyncapikafka.kafka.listener;

import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.kafka.address.ListenerDestination;
import io.github.asyncapikafka.kafka.deadletter.DeliveredRecordInterceptor;
import io.github.asyncapikafka.kafka.message.HandledMessages;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.ContainerPostProcessor;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DelegatingMessageListener;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.kafka.listener.adapter.AsyncRepliesAware;
import org.springframework.kafka.listener.adapter.BatchMessagingMessageListenerAdapter;
import org.springframework.kafka.listener.adapter.MessagingMessageListenerAdapter;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import org.springframework.messaging.converter.SmartMessageConverter;

/**
 * One {@code @ChannelListener} with its operation. The getters are called from the
 * expressions in the attributes of {@code @KafkaListener}; what they return is not
 * evaluated again.
 */
public final class ListenerEndpoint
		implements ContainerPostProcessor<Object, Object, AbstractMessageListenerContainer<Object, Object>> {

	private static final String UNRESOLVED = "asyncapi-kafka-unresolved";

	private static final Duration DEFAULT_MAX_POLL_INTERVAL = Duration.ofMinutes(5);

	/** Without one, a container stops for good once its rights are withdrawn. */
	private static final Duration AUTHORIZATION_RETRY = Duration.ofSeconds(10);

	private static final Set<String> DECIDED = Set.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.CLIENT_ID_CONFIG,
			ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

	private final ChannelListeners listeners;

	private final AnnotatedElement element;

	private final Class<?> implementation;

	private final DeclaredEndpoint declared;

	private final @Nullable KafkaOperation operation;

	private final @Nullable KafkaDestination destination;

	private final @Nullable HandledMessages handled;

	private final @Nullable BeanReference containerPostProcessor;

	private final @Nullable BeanReference contentTypeConverter;

	/**
	 * Create an instance.
	 * @param declared what the code declares
	 * @param operation the operation, or {@code null} if the listener cannot run
	 * @param handled which messages it takes, or {@code null} likewise
	 */
	ListenerEndpoint(ChannelListeners listeners, AnnotatedElement element, Class<?> implementation,
			DeclaredEndpoint declared, @Nullable KafkaOperation operation, @Nullable HandledMessages handled,
			ListenerAttributes attributes) {
		this.listeners = listeners;
		this.element = element;
		this.implementation = implementation;
		this.declared = declared;
		this.operation = operation;
		this.handled = handled;
		this.destination = declared.destination();
		this.containerPostProcessor = attributes.reference(ListenerAttributes.CONTAINER_POST_PROCESSOR);
		this.contentTypeConverter = attributes.reference(ListenerAttributes.CONTENT_TYPE_CONVERTER);
	}

	/**
	 * Return the id of the container.
	 * @return the operation's id in printable form, with a number for a further listener
	 * of the operation
	 */
	public String getId() {
		if (this.operation == null) {
			return UNRESOLVED + "-" + this.element;
		}
		long before = this.listeners.countBefore(this);
		return Printable.escape(this.operation.id()) + ((before > 0) ? "-" + (before + 1) : "");
	}

	/**
	 * Return the topic.
	 * @return the name of the topic, unless it is a pattern
	 */
	public String getTopic() {
		return (this.destination != null) ? this.destination.name() : UNRESOLVED;
	}

	/**
	 * Return the pattern of the topics.
	 * @return the pattern if parameters of the address are open
	 */
	public Pattern getTopicPattern() {
		return Objects.requireNonNull(this.destination).pattern();
	}

	/**
	 * Return the consumer group.
	 * @return the group that no annotation names
	 */
	public String getGroupId() {
		return (this.operation != null && this.operation.groupId() != null) ? this.operation.groupId().value()
				: UNRESOLVED;
	}

	/**
	 * Return the client id.
	 * @return the contract's client id, or {@code null} to leave it to Spring Kafka
	 */
	public @Nullable String getClientId() {
		return (this.operation != null && this.operation.clientId() != null) ? this.operation.clientId().value() : null;
	}

	/**
	 * Return the container factory.
	 * @return a factory that resolves its beans when the containers are created
	 */
	public ConcurrentKafkaListenerContainerFactory<Object, Object> getContainerFactory() {
		return this.listeners.containerFactory();
	}

	/**
	 * Return what adjusts the container.
	 * @return this
	 */
	public ContainerPostProcessor<?, ?, ?> getContainerPostProcessor() {
		return this;
	}

	@Override
	@SuppressWarnings("unchecked")
	public void postProcess(AbstractMessageListenerContainer<Object, Object> container) {
		if (this.operation == null || this.destination == null) {
			return;
		}
		checkGroup(this.operation, container);
		ContainerProperties properties = container.getContainerProperties();
		Properties consumerProperties = new Properties();
		consumerProperties.putAll(properties.getKafkaConsumerProperties());
		refuseDecidedProperties(this.operation, consumerProperties);
		boolean batch = properties.getMessageListener() instanceof BatchMessageListener<?, ?>;
		boolean ofOperation = isOfOperation(this.destination, properties);
		Function<Map<String, Object>, RecordDecoder> decoder = this.listeners.decoders()
			.create(this.operation, this.element, this.implementation, batch, ofOperation);
		consumerProperties.put(ChannelConsumerFactory.DECODER, decoder);
		if (batch) {
			consumerProperties.put(ChannelConsumerFactory.BATCH, true);
		}
		consumerProperties.put(ChannelConsumerFactory.REPORTS,
				new InboundReports(this.operation, this.listeners.reports(), ofOperation));
		consumerProperties.put(ChannelConsumerFactory.PROGRESS, this.listeners.progress()
			.watch(container, this.operation, topics(this.destination, properties), this.listeners.reports()));
		if (properties.getAuthExceptionRetryInterval() == null) {
			properties.setAuthExceptionRetryInterval(AUTHORIZATION_RETRY);
		}
		if (this.destination.isOpen()) {
			ListenerDestination.configure(consumerProperties, this.listeners.consumerConfiguration());
			consumerProperties.put(ChannelConsumerFactory.PATTERN, pattern(this.destination));
		}
		properties.setKafkaConsumerProperties(consumerProperties);
		if (this.operation.clientId() != null) {
			String clientId = this.operation.clientId().value();
			List<ListenerEndpoint> sharing = this.listeners.endpointsWithClientId(clientId);
			new ContractClientId(clientId, sharing.indexOf(this), sharing.size()).applyTo(container);
		}
		keepAway(this.operation, this.destination, container);
		if (this.contentTypeConverter != null) {
			setContentTypeConverter(this.contentTypeConverter, properties.getMessageListener());
		}
		if (this.containerPostProcessor != null) {
			ContainerPostProcessor<Object, Object, AbstractMessageListenerContainer<Object, Object>> own = this.containerPostProcessor
				.resolve(ContainerPostProcessor.class);
			own.postProcess(container);
		}
		RecordInterceptor<Object, Object> interceptor = container.getRecordInterceptor();
		if (interceptor != null) {
			container.setRecordInterceptor(new DeliveredRecordInterceptor(interceptor));
		}
	}

	/**
	 * Return whether the container reads the operation's topic rather than a retry or
	 * dead-letter topic of Spring Kafka, whose records have been checked already.
	 */
	private static boolean isOfOperation(KafkaDestination destination, ContainerProperties properties) {
		String[] topics = properties.getTopics();
		return topics == null || Arrays.asList(topics).contains(destination.name());
	}

	private static String topics(KafkaDestination destination, ContainerProperties properties) {
		String[] topics = properties.getTopics();
		return (topics != null) ? String.join(", ", topics) : String.valueOf(destination);
	}

	/**
	 * Return whether the listener acknowledges its records, at once or later. The
	 * container would commit past those that it still has when another record is refused.
	 */
	private static boolean acknowledgesItself(ContainerProperties properties, @Nullable Object listener) {
		boolean replies = listener instanceof AsyncRepliesAware aware && aware.isAsyncReplies();
		return replies || properties.isAsyncAcks() || properties.getAckMode() == AckMode.MANUAL
				|| properties.getAckMode() == AckMode.MANUAL_IMMEDIATE;
	}

	/**
	 * Keep refused records away from the listener.
	 */
	private void keepAway(KafkaOperation operation, KafkaDestination destination,
			AbstractMessageListenerContainer<Object, Object> container) {
		ContainerProperties properties = container.getContainerProperties();
		ConsumerAwareRecordRecoverer recoverer = this.listeners.deadLetters()
			.attach(operation, destination, Objects.requireNonNullElse(properties.getGroupId(), effectiveGroupId()),
					maxPollInterval(properties), container);
		Object listener = properties.getMessageListener();
		boolean byListener = recoverer != null
				&& (properties.getKafkaAwareTransactionManager() != null || acknowledgesItself(properties, listener));
		if (listener instanceof BatchMessageListener<?, ?> batchListener) {
			container.setupMessageListener(new DecodedBatchListener(batchListener, container, recoverer));
		}
		else if (listener instanceof MessageListener<?, ?> recordListener) {
			container.setupMessageListener(
					new DecodedRecordListener(recordListener, container, byListener ? recoverer : null));
		}
		boolean byErrorHandler = !byListener || listener instanceof BatchMessageListener<?, ?>;
		properties.setCheckDeserExWhenKeyNull(byErrorHandler);
		properties.setCheckDeserExWhenValueNull(byErrorHandler);
	}

	private Duration maxPollInterval(ContainerProperties properties) {
		Object ofAnnotation = properties.getKafkaConsumerProperties()
			.getProperty(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
		Object configured = (ofAnnotation != null) ? ofAnnotation
				: this.listeners.consumerConfiguration().get(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
		return (configured != null) ? Duration.ofMillis(Long.parseLong(configured.toString().strip()))
				: DEFAULT_MAX_POLL_INTERVAL;
	}

	/**
	 * Check a group that the annotation names. Retry topics have groups of their own.
	 */
	private void checkGroup(KafkaOperation operation, AbstractMessageListenerContainer<Object, Object> container) {
		String group = container.getContainerProperties().getGroupId();
		boolean main = container.getMainListenerId() == null
				|| container.getMainListenerId().equals(container.getListenerId());
		if (main && group != null && !group.equals(effectiveGroupId())) {
			Problems problems = new Problems();
			operation.groupId(group, "the annotation's groupId", problems);
			if (!problems.isEmpty()) {
				throw new InvalidContractException(problems.toList());
			}
		}
	}

	private void refuseDecidedProperties(KafkaOperation operation, Properties properties) {
		List<String> refused = properties.stringPropertyNames().stream().filter(DECIDED::contains).sorted().toList();
		if (!refused.isEmpty()) {
			Problems problems = new Problems();
			problems.add(operation.location(),
					"The attribute 'properties' of the listener of " + Printable.quote(operation.id()) + " sets "
							+ String.join(", ", refused) + ", which the contract decides.",
					"Remove it there; 'asyncapi-kafka.operations' and 'asyncapi-kafka.messages' can change it.");
			throw new InvalidContractException(problems.toList());
		}
	}

	private static void setContentTypeConverter(BeanReference reference, @Nullable Object listener) {
		ChannelMessageConverter converter = new ChannelMessageConverter();
		converter.setMessagingConverter(reference.resolve(SmartMessageConverter.class));
		Object target = listener;
		while (target instanceof DelegatingMessageListener<?> delegating) {
			target = delegating.getDelegate();
		}
		if (target instanceof BatchMessagingMessageListenerAdapter<?, ?> adapter) {
			adapter.setBatchMessageConverter(new BatchMessagingMessageConverter(converter));
		}
		else if (target instanceof MessagingMessageListenerAdapter<?, ?> adapter) {
			adapter.setMessageConverter(converter);
		}
	}

	private Supplier<Pattern> pattern(KafkaDestination destination) {
		return () -> destination.patternWithout(ListenerDestination.retryTopics(this.listeners.beanFactory()));
	}

	@Nullable KafkaDestination destination() {
		return this.destination;
	}

	boolean isOpen() {
		return this.destination != null && this.destination.isOpen();
	}

	String effectiveGroupId() {
		return (this.declared.groupId() != null) ? this.declared.groupId() : getGroupId();
	}

	DeclaredEndpoint declared() {
		return this.declared;
	}

	AnnotatedElement element() {
		return this.element;
	}

	@Nullable KafkaOperation operation() {
		return this.operation;
	}

	/**
	 * Return whether it receives for an operation of the document.
	 */
	boolean serves(KafkaOperation operation) {
		return this.operation != null && this.operation.parts().contains(operation);
	}

	/**
	 * Return which messages it takes, or {@code null} if it cannot run.
	 */
	@Nullable HandledMessages handled() {
		return this.handled;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ListenerEndpoint endpoint && endpoint.element.equals(this.element);
	}

	@Override
	public int hashCode() {
		return this.element.hashCode();
	}

}
