package io.github.asyncapikafka.kafka.listener.consumer;

import java.time.Duration;
import java.util.List;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Lets partitions of one container wait whose next record cannot be read now, but may be
 * readable later. Such a record is good: it is no dead letter.
 */
public final class UnreadRecords {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final KafkaOperation operation;

	private final MessageListenerContainer container;

	private final DeadLetters deadLetters;

	/**
	 * Create an instance.
	 * @param operation the operation
	 * @param container the container
	 * @param deadLetters knows the partitions that wait
	 */
	public UnreadRecords(KafkaOperation operation, MessageListenerContainer container, DeadLetters deadLetters) {
		this.operation = operation;
		this.container = container;
		this.deadLetters = deadLetters;
	}

	/**
	 * Let a partition wait, longer each time.
	 * @param partition the partition
	 * @param offset the offset of the record
	 * @param reason why it cannot be read, without anything of the record
	 */
	void hold(TopicPartition partition, long offset, String reason) {
		String coordinates = partition + "@" + offset;
		Duration delay = this.deadLetters.hold(this.operation, this.container, partition, offset, reason);
		logger.warn("Cannot read " + coordinates + " of the operation " + Printable.quote(this.operation.id())
				+ " now; the partition waits " + delay.toSeconds() + " s: " + reason);
	}

	/**
	 * Called when the record could be read.
	 * @param partition the partition
	 */
	void release(TopicPartition partition) {
		this.deadLetters.forget(this.container, List.of(partition));
	}

}
