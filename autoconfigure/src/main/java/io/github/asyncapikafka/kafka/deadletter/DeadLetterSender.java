package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.SendResult;

/**
 * Sends dead letters, and returns when the broker has them.
 */
final class DeadLetterSender {

	private final Supplier<KafkaOperations<Object, Object>> template;

	private final Function<byte[], @Nullable Object> encoding;

	private final Supplier<Duration> patience;

	/**
	 * Create an instance.
	 * @param template gives the template
	 * @param encoding gives bytes the form that the template takes
	 * @param patience gives the time within which the producer gives up by itself
	 */
	DeadLetterSender(Supplier<KafkaOperations<Object, Object>> template, Function<byte[], @Nullable Object> encoding,
			Supplier<Duration> patience) {
		this.template = template;
		this.encoding = encoding;
		this.patience = patience;
	}

	/**
	 * Send a dead letter to the partition of its record, or where the topic has fewer
	 * partitions, to the one that its key is for.
	 * @throws RuntimeException if the broker does not have it
	 */
	void send(String topic, ReceivedRecord record, Headers headers) {
		KafkaOperations<Object, Object> template = this.template.get();
		if (template.isTransactional() && !template.inTransaction()) {
			template.executeInTransaction((transaction) -> {
				publish(transaction, topic, record, headers);
				return null;
			});
		}
		else {
			publish(template, topic, record, headers);
		}
	}

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
