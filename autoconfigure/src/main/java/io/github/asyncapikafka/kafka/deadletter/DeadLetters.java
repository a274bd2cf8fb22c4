package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings.Mode;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings.Violations;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.acknowledge.ContainerTransactions;
import io.github.asyncapikafka.kafka.acknowledge.RecoveredRecords;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.convert.ConversionException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.AfterRollbackProcessor;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.CommonDelegatingErrorHandler;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.DefaultAfterRollbackProcessor;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Decides for each container what becomes of records that cannot be handled.
 */
public final class DeadLetters implements DisposableBean {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final DeadLetterSettings settings;

	private static final Duration MAX_PATIENCE = Duration.ofSeconds(10);

	private static final Duration MIN_PATIENCE = Duration.ofMillis(100);

	private static final Duration ROLLBACK_DELAY = Duration.ofSeconds(1);

	/**
	 * What waits for the broker waits for two parts of five of a poll interval at most.
	 */
	private static final int PARTS_OF_POLL_INTERVAL = 5;

	private final Function<Duration, KafkaOperations<Object, Object>> template;

	private final DeadLetterSender sender;

	/** How long consumers may wait for the broker, at most. */
	private volatile Duration patience = MAX_PATIENCE;

	private final Supplier<BackOff> backOff;

	private final Predicate<AfterRollbackProcessor<?, ?>> ofApplication;

	private final HeldPartitions heldPartitions = new HeldPartitions();

	private final ExecutorService executor = Executors.newCachedThreadPool((runnable) -> {
		Thread thread = new Thread(runnable, "asyncapi-kafka-dead-letter-topics");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * Create an instance.
	 * @param settings what configuration says
	 * @param template gives the template that sends dead letters, and gives up within a
	 * time
	 * @param encoding gives bytes the form that the template takes
	 * @param backOff gives the delays between the attempts to handle a record
	 * @param ofApplication whether a processor is the application's own
	 * @param missing whether the broker says that there is no such topic
	 */
	public DeadLetters(DeadLetterSettings settings, Function<Duration, KafkaOperations<Object, Object>> template,
			Function<byte[], @Nullable Object> encoding, Supplier<BackOff> backOff,
			Predicate<AfterRollbackProcessor<?, ?>> ofApplication, Predicate<String> missing) {
		this.settings = settings;
		this.template = template;
		this.sender = new DeadLetterSender(this::template, encoding, () -> this.patience, missing, this.executor);
		this.backOff = backOff;
		this.ofApplication = ofApplication;
	}

	/**
	 * Return why a listener does not get a record, without anything of the record.
	 * @param failure the failure
	 * @return a sentence without a full stop
	 */
	public static String reason(DeserializationException failure) {
		String message = String.valueOf(failure.getMessage());
		int appended = message.indexOf("; nested exception");
		return (appended < 0) ? message : message.substring(0, appended);
	}

	/**
	 * Return whether what an exception says may leave the application.
	 * @return {@code false} if nobody is to see it, since it may have parts of a record
	 */
	public boolean includesException() {
		return this.settings.includeException();
	}

	/**
	 * Return the partitions that wait because a dead letter cannot be written, or their
	 * next record not be read now.
	 * @return the partitions, empty if all is well
	 */
	public List<HeldPartition> heldPartitions() {
		return this.heldPartitions.all();
	}

	/**
	 * Let a partition wait whose next record cannot be read now, longer each time.
	 * @param operation the operation
	 * @param container the container
	 * @param partition the partition
	 * @param offset the offset of the record
	 * @param reason why it cannot be read
	 * @return how long it waits
	 */
	public Duration hold(KafkaOperation operation, MessageListenerContainer container, TopicPartition partition,
			long offset, String reason) {
		return this.heldPartitions.hold(container, partition, offset,
				(attempts, delay, until) -> new HeldPartition(operation.id(), partition + "@" + offset, null, reason,
						attempts, delay, until));
	}

	/**
	 * Called when partitions wait for nothing any more, or are taken from a container:
	 * what they wait for is the concern of somebody else then.
	 * @param container the container
	 * @param partitions the partitions
	 */
	public void forget(MessageListenerContainer container, Collection<TopicPartition> partitions) {
		partitions.forEach((partition) -> this.heldPartitions.release(container, partition));
	}

	/**
	 * Let a container keep what it cannot handle.
	 * @param operation the operation
	 * @param subscription what the container subscribes to
	 * @param groupId the consumer group
	 * @param maxPollInterval the time within which its consumers have to poll again
	 * @param container the container
	 * @param recovered the recovered records of batches that come again
	 * @return what takes the records that the listener must not get, or {@code null} if
	 * the application's own error handler does
	 */
	public @Nullable ConsumerAwareRecordRecoverer attach(KafkaOperation operation, KafkaDestination subscription,
			String groupId, Duration maxPollInterval, AbstractMessageListenerContainer<Object, Object> container,
			RecoveredRecords recovered) {
		shortenPatience(maxPollInterval.dividedBy(PARTS_OF_POLL_INTERVAL));
		CommonErrorHandler application = container.getCommonErrorHandler();
		ConsumerAwareRecordRecoverer recoverer = recoverer(operation,
				this.settings.topic(subscription.deadLetterSource(), groupId), groupId, container);
		if (application != null && this.settings.violations() == Violations.APPLICATION) {
			handledBy(application, operation, "as configured");
			return null;
		}
		if (ContainerTransactions.has(container)) {
			recoverAfterRollback(container, recoverer);
			return recoverer;
		}
		boolean batch = container.getContainerProperties().getMessageListener() instanceof BatchMessageListener<?, ?>;
		return recoverAfterRetries(operation, container, application,
				batch ? new BatchRecoverer(recoverer, recovered) : recoverer) ? recoverer : null;
	}

	/**
	 * Let the retry topics of a listener take what it cannot handle. If that fails within
	 * a transaction, it is tried without end: Spring Kafka drops a record after some
	 * rollbacks.
	 * @param container a container that reads what the listener listens to, or one of its
	 * retry topics
	 */
	public void leaveToRetryTopics(AbstractMessageListenerContainer<Object, Object> container) {
		if (ContainerTransactions.has(container) && !this.ofApplication.test(container.getAfterRollbackProcessor())) {
			DefaultAfterRollbackProcessor<Object, Object> processor = new DefaultAfterRollbackProcessor<>(
					new FixedBackOff(ROLLBACK_DELAY.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS));
			// Exceptions that the error handler does not try again would be dropped at
			// once.
			processor.setClassifications(Map.of(), true);
			container.setAfterRollbackProcessor(processor);
		}
	}

	private KafkaOperations<Object, Object> template() {
		return this.template.apply(this.patience);
	}

	private synchronized void shortenPatience(Duration allowed) {
		Duration shorter = (allowed.compareTo(MIN_PATIENCE) > 0) ? allowed : MIN_PATIENCE;
		if (shorter.compareTo(this.patience) < 0) {
			this.patience = shorter;
		}
	}

	private ConsumerAwareRecordRecoverer recoverer(KafkaOperation operation, String deadLetterTopic, String groupId,
			MessageListenerContainer container) {
		return switch (this.settings.mode()) {
			case TOPIC -> new DeadLetterRecoverer(operation, deadLetterTopic, container,
					new DeadLetterHeaderWriter(groupId, this.settings.includeException()), this.sender,
					this.heldPartitions);
			case SKIP -> new SkippingRecoverer(operation, this.settings.includeException());
			case STOP -> new StoppingRecoverer(operation, container, this.settings.includeException());
		};
	}

	private boolean recoverAfterRetries(KafkaOperation operation,
			AbstractMessageListenerContainer<Object, Object> container, @Nullable CommonErrorHandler application,
			ConsumerAwareRecordRecoverer recoverer) {
		DefaultErrorHandler own = new DefaultErrorHandler(recoverer, this.backOff.get());
		own.setResetStateOnRecoveryFailure(false);
		// What it throws to stop a batch has the listener's exception.
		own.setLogLevel(KafkaException.Level.DEBUG);
		own.addNotRetryableExceptions(ConversionException.class);
		CommonErrorHandler others = application;
		if (others == null && !this.settings.handlerFailures()) {
			others = new DefaultErrorHandler(this.backOff.get());
		}
		if (others == null) {
			container.setCommonErrorHandler(own);
			return true;
		}
		if (!others.seeksAfterHandling() || others.isAckAfterHandle() != own.isAckAfterHandle()) {
			handledBy(others, operation, "because nothing can be delegated to it");
			return false;
		}
		CommonDelegatingErrorHandler delegating = new CommonDelegatingErrorHandler(others);
		delegating.setCauseChainTraversing(true);
		delegating.addDelegate(DeserializationException.class, own);
		container.setCommonErrorHandler(delegating);
		return true;
	}

	private void recoverAfterRollback(AbstractMessageListenerContainer<Object, Object> container,
			ConsumerAwareRecordRecoverer recoverer) {
		if (this.settings.handlerFailures() && container.getCommonErrorHandler() == null
				&& !this.ofApplication.test(container.getAfterRollbackProcessor())) {
			boolean publishes = this.settings.mode() == Mode.TOPIC;
			container.getContainerProperties().setBatchRecoverAfterRollback(publishes);
			container.setAfterRollbackProcessor(new DefaultAfterRollbackProcessor<>(recoverer, this.backOff.get(),
					publishes ? template() : null, publishes));
		}
	}

	private static void handledBy(CommonErrorHandler handler, KafkaOperation operation, String reason) {
		logger.info("Records of the operation " + Printable.quote(operation.id())
				+ " that break the contract go to the application's " + handler.getClass().getName() + ", " + reason);
	}

	@Override
	public void destroy() {
		this.heldPartitions.close();
		this.executor.shutdownNow();
	}

}
