package io.github.asyncapikafka.kafka.deadletter;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that knows the records of its last poll as they were received, whatever
 * interceptors have made of them.
 */
public interface ReceivedRecords {

	/**
	 * Return a record of the last poll.
	 * @param partition the partition
	 * @param offset the offset
	 * @return the record, or {@code null} if it was not among them
	 */
	@Nullable ReceivedRecord find(TopicPartition partition, long offset);

}
