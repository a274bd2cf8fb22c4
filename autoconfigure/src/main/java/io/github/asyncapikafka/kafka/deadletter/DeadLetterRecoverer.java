package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.KafkaBackoffException;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Writes the dead letters of one container and waits for the broker. If one cannot be
 * written, its partition waits and the record comes again: it is neither lost nor looped
 * on.
 */
final class DeadLetterRecoverer implements ConsumerAwareRecordRecoverer {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final KafkaOperation operation;

	private final String destination;

	private final MessageListenerContainer container;

	private final DeadLetterHeaderWriter headers;

	private final DeadLetterSender sender;

	private final HeldPartitions heldPartitions;

	DeadLetterRecoverer(KafkaOperation operation, String destination, MessageListenerContainer container,
			DeadLetterHeaderWriter headers, DeadLetterSender sender, HeldPartitions heldPartitions) {
		this.operation = operation;
		this.destination = destination;
		this.container = container;
		this.headers = headers;
		this.sender = sender;
		this.heldPartitions = heldPartitions;
	}

	@Override
	public void accept(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer, @Nullable Exception exception) {
		TopicPartition source = new TopicPartition(record.topic(), record.partition());
		Exception failure = Objects.requireNonNull(exception);
		HeldPartition waiting = this.heldPartitions.waiting(this.container, source);
		if (waiting != null && waiting.record().equals(coordinates(record))) {
			// Its listener has tried before the error handler does.
			throw backOff(source, waiting.until());
		}
		ReceivedRecord received;
		try {
			received = received(record, consumer);
			if (ReceivedRecord.isSkipped(received)) {
				// All of a batch come here if nobody can tell which of them failed.
				return;
			}
			this.sender.send(this.destination, received, this.headers.write(received, failure));
		}
		catch (RuntimeException ex) {
			throw held(record, source, ex);
		}
		this.heldPartitions.release(this.container, source);
		if (!received.isFailed()) {
			logListenerFailure(coordinates(record), failure);
		}
	}

	/**
	 * Say that a listener failed, which nobody else does. What the exception says may
	 * have parts of the record.
	 */
	private void logListenerFailure(String coordinates, Exception failure) {
		logger.warn(
				coordinates + " of the operation " + Printable.quote(this.operation.id()) + " is a dead letter in "
						+ Printable.escape(this.destination) + ": " + ListenerFailure.descriptionWithPlace(failure),
				this.headers.includesException() ? failure : null);
	}

	private static ReceivedRecord received(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer) {
		ReceivedRecord found = ReceivedRecords.find(record, consumer);
		if (found == null) {
			throw new KafkaException("An interceptor has replaced the record, and what was received is not known");
		}
		return found;
	}

	private KafkaBackoffException held(ConsumerRecord<?, ?> record, TopicPartition source, RuntimeException failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String reason = cause.getClass().getSimpleName() + ": " + Printable.escape(String.valueOf(cause.getMessage()));
		String coordinates = coordinates(record);
		Duration delay = this.heldPartitions.hold(this.container, source,
				(attempts, wait, until) -> new HeldPartition(this.operation.id(), coordinates, this.destination, reason,
						attempts, wait, until));
		logger.warn("Cannot write the dead letter of " + coordinates + " of the operation "
				+ Printable.quote(this.operation.id()) + " to " + Printable.escape(this.destination)
				+ "; the partition waits " + delay.toSeconds() + " s: " + reason);
		return backOff(source, Instant.now().plus(delay));
	}

	private KafkaBackoffException backOff(TopicPartition source, Instant until) {
		return new KafkaBackoffException("The dead letter cannot be written", source, this.container.getListenerId(),
				until.toEpochMilli());
	}

	private static String coordinates(ConsumerRecord<?, ?> record) {
		return record.topic() + "-" + record.partition() + "@" + record.offset();
	}

}
