package io.github.asyncapikafka.kafka.progress.client;

import java.time.Duration;
import java.util.function.Function;

import io.github.asyncapikafka.kafka.progress.corrupt.CorruptPartitions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Polls so that a missing right is told once, and not once for each partition.
 */
public final class AuthorizedPolls {

	private final Consumer<?, ?> consumer;

	private final CorruptPartitions corrupt;

	/**
	 * Create an instance.
	 * @param consumer the consumer
	 * @param corrupt polls what can be read
	 */
	public AuthorizedPolls(Consumer<?, ?> consumer, CorruptPartitions corrupt) {
		this.consumer = consumer;
		this.corrupt = corrupt;
	}

	/**
	 * Poll, and if a right is missing, take everything that tells so: a consumer keeps an
	 * answer for each partition, and its container waits some time after each of them.
	 * @param timeout how long to wait for records
	 * @param poll polls
	 * @return what was polled
	 */
	public ConsumerRecords<Object, Object> poll(Duration timeout,
			Function<Duration, ConsumerRecords<Object, Object>> poll) {
		try {
			return this.corrupt.poll(timeout, poll);
		}
		catch (TopicAuthorizationException ex) {
			for (int more = this.consumer.assignment().size(); more > 0; more--) {
				try {
					ConsumerRecords<Object, Object> records = this.corrupt.poll(Duration.ZERO, poll);
					if (!records.isEmpty()) {
						return records;
					}
				}
				catch (TopicAuthorizationException again) {
					// One more of the same kind.
				}
			}
			throw ex;
		}
	}

}
