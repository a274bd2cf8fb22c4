package io.github.asyncapikafka.kafka.deadletter;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.KafkaBackoffException;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.KafkaUtils;

/**
 * Stops the container before a record that cannot be handled. It is neither acknowledged
 * nor delivered again until somebody starts the container.
 */
final class StoppingRecoverer implements ConsumerAwareRecordRecoverer {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final KafkaOperation operation;

	private final MessageListenerContainer container;

	private final boolean includeException;

	/** The partitions because of which the container is about to stop. */
	private final Set<TopicPartition> stopping = ConcurrentHashMap.newKeySet();

	StoppingRecoverer(KafkaOperation operation, MessageListenerContainer container, boolean includeException) {
		this.operation = operation;
		this.container = container;
		this.includeException = includeException;
	}

	@Override
	public void accept(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer, @Nullable Exception exception) {
		ReceivedRecord received = ReceivedRecords.find(record, consumer);
		if (received != null && ReceivedRecord.isSkipped(received)) {
			return;
		}
		TopicPartition partition = new TopicPartition(record.topic(), record.partition());
		// Its listener may have asked before the error handler does.
		if (this.stopping.add(partition)) {
			stop(record, received, exception, partition);
		}
		throw new KafkaBackoffException("The container is being stopped", partition, this.container.getListenerId(),
				Long.MAX_VALUE);
	}

	private void stop(ConsumerRecord<?, ?> record, @Nullable ReceivedRecord received, @Nullable Exception exception,
			TopicPartition partition) {
		boolean refused = received != null && received.isFailed();
		logger.error(
				"Stopping the container of the operation " + Printable.quote(this.operation.id()) + " before "
						+ KafkaUtils.format(record)
						+ (refused ? ""
								: ": " + ListenerFailure.descriptionWithPlace(Objects.requireNonNull(exception))),
				(refused || !this.includeException) ? null : exception);
		this.container.pausePartition(partition);
		// Stopping takes a lock that somebody who waits for this thread may hold.
		Thread stopping = new Thread(() -> this.container.stopAbnormally(() -> {
			this.stopping.remove(partition);
			this.container.resumePartition(partition);
		}), "asyncapi-kafka-stop");
		stopping.setDaemon(true);
		stopping.start();
	}

}
