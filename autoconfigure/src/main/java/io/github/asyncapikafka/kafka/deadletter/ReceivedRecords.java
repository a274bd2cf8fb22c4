package io.github.asyncapikafka.kafka.deadletter;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

	/**
	 * Return a record as it was received, although an interceptor may have put another in
	 * its place.
	 * @param record the record
	 * @param consumer the consumer that has polled it
	 * @return the record, or {@code null} if it is not known any more
	 */
	static @Nullable ReceivedRecord find(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer) {
		if (record instanceof ReceivedRecord received) {
			return received;
		}
		return (consumer instanceof ReceivedRecords records)
				? records.find(new TopicPartition(record.topic(), record.partition()), record.offset()) : null;
	}

}
