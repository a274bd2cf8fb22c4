package io.github.asyncapikafka.kafka.listener;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.acknowledge.ContainerTransactions;
import io.github.asyncapikafka.kafka.acknowledge.RecoveredRecords;
import io.github.asyncapikafka.kafka.acknowledge.ReleasingErrorHandler;
import io.github.asyncapikafka.kafka.address.ListenerDestination;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import io.github.asyncapikafka.kafka.deadletter.DeliveredBatchInterceptor;
import io.github.asyncapikafka.kafka.deadletter.DeliveredRecordInterceptor;
import io.github.asyncapikafka.kafka.listener.consumer.ConsumerSettings;
import io.github.asyncapikafka.kafka.listener.consumer.DeadLetterHandler;
import io.github.asyncapikafka.kafka.listener.consumer.UnreadRecords;
import io.github.asyncapikafka.kafka.retry.RetryTopicRecoverer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.RecordInterceptor;

/**
 * Sets up the container of one listener: what its consumers read and how far they are,
 * what keeps records away from the listener, and what the application adjusts.
 */
final class ContainerSetup {

	private static final Duration DEFAULT_MAX_POLL_INTERVAL = Duration.ofMinutes(5);

	/** Without one, a container stops for good once its rights are withdrawn. */
	private static final Duration AUTHORIZATION_RETRY = Duration.ofSeconds(10);

	private static final Set<String> DECIDED = Set.of(ConsumerConfig.GROUP_ID_CONFIG, ConsumerConfig.CLIENT_ID_CONFIG,
			ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

	private final ChannelListeners listeners;

	private final ListenerEndpoint endpoint;

	private final KafkaOperation operation;

	private final KafkaDestination destination;

	/** Whether refused records do not get as far as the error handler. */
	private boolean recovers;

	/** What handles errors unless somebody else has the last word. */
	private @Nullable CommonErrorHandler errorHandler;

	ContainerSetup(ChannelListeners listeners, ListenerEndpoint endpoint, KafkaOperation operation,
			KafkaDestination destination) {
		this.listeners = listeners;
		this.endpoint = endpoint;
		this.operation = operation;
		this.destination = destination;
	}

	void applyTo(AbstractMessageListenerContainer<Object, Object> container) {
		checkGroup(container);
		ContainerProperties properties = container.getContainerProperties();
		if (properties.getAuthExceptionRetryInterval() == null) {
			properties.setAuthExceptionRetryInterval(AUTHORIZATION_RETRY);
		}
		properties.setKafkaConsumerProperties(consumerProperties(container));
		if (this.operation.clientId() != null) {
			String clientId = this.operation.clientId().value();
			List<ListenerEndpoint> sharing = this.listeners.endpoints().withClientId(clientId);
			new ContractClientId(clientId, sharing.indexOf(this.endpoint), sharing.size()).applyTo(container);
		}
		ContainerAdjustment.of(this.endpoint).applyTo(container);
		keepAway(container);
		RecordInterceptor<Object, Object> interceptor = container.getRecordInterceptor();
		if (interceptor != null) {
			container.setRecordInterceptor(new DeliveredRecordInterceptor(interceptor));
		}
		BatchInterceptor<Object, Object> batchInterceptor = container.getBatchInterceptor();
		if (batchInterceptor != null) {
			container.setBatchInterceptor(new DeliveredBatchInterceptor(batchInterceptor));
		}
	}

	/**
	 * Return the properties of the annotation with what consumers of channels need beside
	 * them.
	 */
	private Properties consumerProperties(AbstractMessageListenerContainer<Object, Object> container) {
		ContainerProperties properties = container.getContainerProperties();
		Properties consumerProperties = new Properties();
		consumerProperties.putAll(properties.getKafkaConsumerProperties());
		refuseDecidedProperties(consumerProperties);
		boolean batch = properties.getMessageListener() instanceof BatchMessageListener<?, ?>;
		boolean open = this.destination.isOpen();
		DeadLetters deadLetters = this.listeners.deadLetters();
		if (open) {
			ListenerDestination.configure(consumerProperties, this.listeners.consumerConfiguration());
		}
		settings(container, batch).addTo(consumerProperties, this.listeners.reports(),
				this.listeners.progress()
					.watch(container, this.operation, topics(properties), this.listeners.reports(),
							(partitions) -> deadLetters.forget(container, partitions)),
				open ? pattern() : null, () -> !this.recovers || container.getCommonErrorHandler() != this.errorHandler,
				new UnreadRecords(this.operation, container, deadLetters));
		return consumerProperties;
	}

	/**
	 * Return how records are read: for the listener, or for the method that takes dead
	 * letters of retry topics.
	 */
	private ConsumerSettings settings(AbstractMessageListenerContainer<Object, Object> container, boolean batch) {
		boolean includeException = this.listeners.deadLetters().includesException();
		DeadLetterHandler handler = isMain(container) ? null
				: this.listeners.containerFactory().deadLetterHandler(container.getListenerId(), this.endpoint);
		return (handler != null)
				? this.listeners.decoders()
					.deadLetterSettings(this.operation, this.endpoint.element(), this.endpoint.implementation(),
							handler, includeException)
				: this.listeners.decoders()
					.settings(this.operation, this.endpoint.element(), this.endpoint.implementation(), batch,
							isOfOperation(container.getContainerProperties()), includeException);
	}

	/**
	 * Return whether the container is the listener's own rather than one of its retry
	 * topics.
	 */
	private static boolean isMain(AbstractMessageListenerContainer<Object, Object> container) {
		return container.getMainListenerId() == null || container.getMainListenerId().equals(container.getListenerId());
	}

	/**
	 * Return whether the container reads the operation's topic rather than a retry or
	 * dead-letter topic of Spring Kafka, whose records have been checked already.
	 */
	private boolean isOfOperation(ContainerProperties properties) {
		String[] topics = properties.getTopics();
		return topics == null || Arrays.asList(topics).contains(this.destination.name());
	}

	private String topics(ContainerProperties properties) {
		String[] topics = properties.getTopics();
		return (topics != null) ? String.join(", ", topics) : String.valueOf(this.destination);
	}

	/**
	 * Return whether the listener acknowledges its records, at once or later. The
	 * container would commit past those that it still has when another record is refused.
	 */
	private static boolean acknowledgesItself(ContainerProperties properties) {
		return properties.isAsyncAcks() || properties.getAckMode() == AckMode.MANUAL
				|| properties.getAckMode() == AckMode.MANUAL_IMMEDIATE;
	}

	/**
	 * Keep refused records away from the listener.
	 */
	private void keepAway(AbstractMessageListenerContainer<Object, Object> container) {
		ContainerProperties properties = container.getContainerProperties();
		RecoveredRecords recovered = new RecoveredRecords();
		Object listener = properties.getMessageListener();
		ConsumerAwareRecordRecoverer recoverer = recoverer(container, recovered, acknowledgesItself(properties));
		boolean includeException = this.listeners.deadLetters().includesException();
		boolean batch = listener instanceof BatchMessageListener<?, ?>;
		if (listener instanceof BatchMessageListener<?, ?> batchListener) {
			releaseFailedBatches(container);
			container.setupMessageListener(
					new DecodedBatchListener(batchListener, container, recoverer, recovered, includeException));
		}
		else if (listener instanceof MessageListener<?, ?> recordListener) {
			container.setupMessageListener(
					new DecodedRecordListener(recordListener, container, recoverer, includeException));
		}
		this.errorHandler = container.getCommonErrorHandler();
		this.recovers = recoverer != null;
		boolean byErrorHandler = recoverer == null || batch;
		properties.setCheckDeserExWhenKeyNull(byErrorHandler);
		properties.setCheckDeserExWhenValueNull(byErrorHandler);
	}

	/**
	 * Return what recovers refused records, or {@code null} if the error handler does. If
	 * the listener has retry topics, it is Spring Kafka's error handler, which the
	 * container gets later on.
	 */
	private @Nullable ConsumerAwareRecordRecoverer recoverer(AbstractMessageListenerContainer<Object, Object> container,
			RecoveredRecords recovered, boolean acknowledges) {
		DeadLetters deadLetters = this.listeners.deadLetters();
		if (!isMain(container) || this.endpoint.hasRetryTopics()) {
			deadLetters.leaveToRetryTopics(container);
			return (acknowledges && !ContainerTransactions.has(container)) ? new RetryTopicRecoverer(container) : null;
		}
		ContainerProperties properties = container.getContainerProperties();
		return deadLetters.attach(this.operation, this.destination,
				Objects.requireNonNullElse(properties.getGroupId(), this.endpoint.effectiveGroupId()),
				maxPollInterval(properties), container, recovered);
	}

	/**
	 * Let a container that waits for acknowledgments go on after a failed batch.
	 */
	private void releaseFailedBatches(AbstractMessageListenerContainer<Object, Object> container) {
		ContainerProperties properties = container.getContainerProperties();
		CommonErrorHandler errorHandler = container.getCommonErrorHandler();
		if (!ContainerTransactions.has(container)) {
			if (errorHandler != null && acknowledgesItself(properties)) {
				container.setCommonErrorHandler(new ReleasingErrorHandler(errorHandler));
			}
		}
		else if (properties.isAsyncAcks()) {
			Problems problems = new Problems();
			problems.add(this.operation.location(), "The batch listener of " + Printable.quote(this.operation.id())
					+ " acknowledges out of order, but its container has transactions, which end with its call.",
					"Remove 'spring.kafka.listener.async-acks' or 'spring.kafka.producer.transaction-id-prefix'.");
			throw new InvalidContractException(problems.toList());
		}
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
	private void checkGroup(AbstractMessageListenerContainer<Object, Object> container) {
		String group = container.getContainerProperties().getGroupId();
		if (isMain(container) && group != null && !group.equals(this.endpoint.effectiveGroupId())) {
			Problems problems = new Problems();
			this.operation.ids().groupId(group, "the annotation's groupId", problems);
			if (!problems.isEmpty()) {
				throw new InvalidContractException(problems.toList());
			}
		}
	}

	private void refuseDecidedProperties(Properties properties) {
		List<String> refused = properties.stringPropertyNames().stream().filter(DECIDED::contains).sorted().toList();
		if (!refused.isEmpty()) {
			Problems problems = new Problems();
			problems.add(this.operation.location(),
					"The attribute 'properties' of the listener of " + Printable.quote(this.operation.id()) + " sets "
							+ String.join(", ", refused) + ", which the contract decides.",
					"Remove it there; 'asyncapi-kafka.operations' and 'asyncapi-kafka.messages' can change it.");
			throw new InvalidContractException(problems.toList());
		}
	}

	private Supplier<Pattern> pattern() {
		return () -> this.destination.patternWithout(ListenerDestination.retryTopics(this.listeners.beanFactory()));
	}

}
