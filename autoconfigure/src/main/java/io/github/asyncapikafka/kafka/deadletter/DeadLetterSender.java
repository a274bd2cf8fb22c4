package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;

/**
 * Sends dead letters. A producer takes seconds to find out that it cannot, so another
 * thread than the consumer's waits for it where it can: a transaction belongs to a
 * thread, and a record whose listener failed comes to the listener again, which may
 * succeed then.
 */
final class DeadLetterSender {

	private final Supplier<KafkaOperations<Object, Object>> template;

	private final Function<byte[], @Nullable Object> encoding;

	private final Supplier<Duration> patience;

	private final Predicate<String> missing;

	private final Executor executor;

	/** The topics to which the last dead letter could not be sent. */
	private final Set<String> failing = ConcurrentHashMap.newKeySet();

	/**
	 * Create an instance.
	 * @param template gives the template
	 * @param encoding gives bytes the form that the template takes
	 * @param patience gives the time within which the producer gives up by itself
	 * @param missing whether the broker says that there is no such topic
	 * @param executor runs what may take time
	 */
	DeadLetterSender(Supplier<KafkaOperations<Object, Object>> template, Function<byte[], @Nullable Object> encoding,
			Supplier<Duration> patience, Predicate<String> missing, Executor executor) {
		this.template = template;
		this.encoding = encoding;
		this.patience = patience;
		this.missing = missing;
		this.executor = executor;
	}

	/**
	 * Begin to send a dead letter.
	 * @return completes when it can be finished, or cannot be sent
	 */
	CompletableFuture<?> begin(String topic, ReceivedRecord record, Headers headers) {
		KafkaOperations<Object, Object> template = this.template.get();
		if (template.isTransactional()) {
			return CompletableFuture.completedFuture(topic);
		}
		return CompletableFuture.runAsync(() -> attempt(topic, () -> {
			find(template, topic);
			if (record.isFailed()) {
				publish(template, topic, record, headers);
			}
		}), this.executor);
	}

	/**
	 * Return when the broker has a dead letter that was begun.
	 * @throws RuntimeException if the broker does not have it
	 */
	void finish(String topic, ReceivedRecord record, Headers headers) {
		KafkaOperations<Object, Object> template = this.template.get();
		if (!template.isTransactional()) {
			if (!record.isFailed()) {
				attempt(topic, () -> publish(template, topic, record, headers));
			}
		}
		else if (template.inTransaction()) {
			publish(template, topic, record, headers);
		}
		else {
			template.executeInTransaction((transaction) -> {
				publish(transaction, topic, record, headers);
				return null;
			});
		}
	}

	private void attempt(String topic, Runnable action) {
		try {
			action.run();
			this.failing.remove(topic);
		}
		catch (RuntimeException ex) {
			this.failing.add(topic);
			throw ex;
		}
	}

	private void find(KafkaOperations<Object, Object> template, String topic) {
		if (this.failing.contains(topic) && this.missing.test(topic)) {
			// The producer would log for seconds that it does not find it.
			throw new UnknownTopicOrPartitionException("The topic " + Printable.quote(topic) + " does not exist");
		}
		template.partitionsFor(topic);
	}

	/**
	 * Send a dead letter to the partition of its record, or where the topic has fewer
	 * partitions, to the one that its key is for.
	 */
	private void publish(KafkaOperations<Object, Object> template, String topic, ReceivedRecord record,
			Headers headers) {
		int partitions = template.partitionsFor(topic).size();
		Integer partition = (record.partition() < partitions) ? record.partition() : null;
		await(template.send(new ProducerRecord<>(topic, partition, encoded(record.receivedKey()),
				encoded(record.receivedValue()), headers)));
	}

	private @Nullable Object encoded(byte @Nullable [] bytes) {
		return (bytes != null) ? this.encoding.apply(bytes) : null;
	}

	private void await(CompletableFuture<SendResult<Object, Object>> sent) {
		try {
			sent.get(this.patience.get().toMillis() * 6 / 5, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException("Interrupted while waiting for the broker", ex);
		}
		catch (ExecutionException ex) {
			throw new KafkaException("The broker refused the dead letter", ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new KafkaException("The broker did not answer in time", ex);
		}
	}

}
