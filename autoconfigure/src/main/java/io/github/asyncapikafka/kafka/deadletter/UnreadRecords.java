package io.github.asyncapikafka.kafka.deadletter;

import java.time.Duration;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
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

	private final HeldPartitions heldPartitions;

	UnreadRecords(KafkaOperation operation, MessageListenerContainer container, HeldPartitions heldPartitions) {
		this.operation = operation;
		this.container = container;
		this.heldPartitions = heldPartitions;
	}

	/**
	 * Let a partition wait, longer each time.
	 * @param partition the partition
	 * @param offset the offset of the record
	 * @param reason why it cannot be read, without anything of the record
	 */
	public void hold(TopicPartition partition, long offset, String reason) {
		String coordinates = partition + "@" + offset;
		Duration delay = this.heldPartitions.hold(this.container, partition, offset, (attempts, wait,
				until) -> new HeldPartition(this.operation.id(), coordinates, null, reason, attempts, wait, until));
		logger.warn("Cannot read " + coordinates + " of the operation " + Printable.quote(this.operation.id())
				+ " now; the partition waits " + delay.toSeconds() + " s: " + reason);
	}

	/**
	 * Called when the record could be read.
	 * @param partition the partition
	 */
	public void release(TopicPartition partition) {
		this.heldPartitions.release(this.container, partition);
	}

}
