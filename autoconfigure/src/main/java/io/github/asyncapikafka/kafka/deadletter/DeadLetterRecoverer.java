package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.deadletter.HeldPartitions.Attempt;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Headers;
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

	private static final Duration PROMPT = Duration.ofSeconds(1);

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
		if (this.heldPartitions.isWaiting(this.container, source, record.offset())) {
			// Its listener has tried before the error handler does.
			throw held(source, Duration.ZERO);
		}
		ReceivedRecord received;
		try {
			received = received(record, consumer);
			if (ReceivedRecord.isSkipped(received)) {
				// All of a batch come here if nobody can tell which of them failed.
				return;
			}
			write(received, source, this.headers.write(received, failure));
		}
		catch (KafkaBackoffException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw held(record, source, ex);
		}
		this.heldPartitions.release(this.container, source);
		if (!received.isFailed()) {
			logListenerFailure(coordinates(record, source), failure);
		}
	}

	/**
	 * Write a dead letter.
	 * @throws KafkaBackoffException if the partition waits for it
	 */
	private void write(ReceivedRecord record, TopicPartition source, Headers headers) {
		Attempt attempt = this.heldPartitions.attempt(this.container, source, record.offset());
		if (attempt == null) {
			attempt = new Attempt(record.offset(), this.sender.begin(this.destination, record, headers), Instant.now());
		}
		if (!isDone(attempt.sent())) {
			throw held(record, source, attempt);
		}
		this.sender.finish(this.destination, record, headers);
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

	/**
	 * Wait for a moment, in which no other partition gets on.
	 * @return whether an attempt has an end
	 * @throws KafkaException if it has failed
	 */
	private static boolean isDone(CompletableFuture<?> attempt) {
		try {
			attempt.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			throw new KafkaException("The dead letter cannot be written", ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException("Interrupted while waiting for the broker", ex);
		}
	}

	private KafkaBackoffException held(ConsumerRecord<?, ?> record, TopicPartition source, Attempt attempt) {
		this.heldPartitions.hold(this.container, source, attempt, (failure) -> hold(record, source, failure));
		return held(source, Duration.ZERO);
	}

	private KafkaBackoffException held(ConsumerRecord<?, ?> record, TopicPartition source, RuntimeException failure) {
		return held(source, hold(record, source, failure));
	}

	private KafkaBackoffException held(TopicPartition source, Duration delay) {
		return new KafkaBackoffException("The dead letter cannot be written", source, this.container.getListenerId(),
				System.currentTimeMillis() + delay.toMillis());
	}

	private Duration hold(ConsumerRecord<?, ?> record, TopicPartition source, Throwable failure) {
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String reason = cause.getClass().getSimpleName() + ": " + Printable.escape(String.valueOf(cause.getMessage()))
				+ ((cause instanceof TopicAuthorizationException) ? ". Ask for the rights DESCRIBE and WRITE on it"
						: "");
		String coordinates = coordinates(record, source);
		Duration delay = this.heldPartitions.hold(this.container, source, record.offset(),
				(attempts, wait, until) -> new HeldPartition(this.operation.id(), coordinates, this.destination, reason,
						attempts, wait, until));
		logger.warn("Cannot write the dead letter of " + coordinates + " of the operation "
				+ Printable.quote(this.operation.id()) + " to " + Printable.escape(this.destination)
				+ "; the partition waits " + delay.toSeconds() + " s: " + reason);
		return delay;
	}

	private static String coordinates(ConsumerRecord<?, ?> record, TopicPartition source) {
		return source + "@" + record.offset();
	}

}
