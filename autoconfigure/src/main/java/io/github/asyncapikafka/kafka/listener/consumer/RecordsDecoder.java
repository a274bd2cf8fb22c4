package io.github.asyncapikafka.kafka.listener.consumer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Decodes what one consumer has polled, as far as it can be read now.
 */
final class RecordsDecoder implements AutoCloseable {

	private final RecordDecoder decoder;

	private final boolean ofOperation;

	private final FailureHeader failureHeader;

	private final UnreadRecords unread;

	private final Set<TopicPartition> waiting = new HashSet<>();

	/**
	 * Create an instance.
	 * @param decoder decodes records
	 * @param ofOperation whether they come from the operation's own topic
	 * @param failureHeader tells the container of records that have failed
	 * @param unread lets partitions wait for records that can be read only later
	 */
	RecordsDecoder(RecordDecoder decoder, boolean ofOperation, FailureHeader failureHeader, UnreadRecords unread) {
		this.decoder = decoder;
		this.ofOperation = ofOperation;
		this.failureHeader = failureHeader;
		this.unread = unread;
	}

	/**
	 * Decode records of a partition. The partition waits if not all of them can be read
	 * now.
	 * @return the first of them, which are all but those that have to be polled again
	 */
	List<ReceivedRecord> decode(TopicPartition partition, List<ConsumerRecord<Object, Object>> received) {
		List<ReceivedRecord> records = new ArrayList<>(received.size());
		for (ConsumerRecord<Object, Object> record : received) {
			try {
				records.add(decode(record));
			}
			catch (PassingFailureException ex) {
				this.waiting.add(partition);
				this.unread.hold(partition, record.offset(), ex.reason());
				return records;
			}
			if (!this.waiting.isEmpty() && this.waiting.remove(partition)) {
				this.unread.release(partition);
			}
		}
		return records;
	}

	private ReceivedRecord decode(ConsumerRecord<Object, Object> received) {
		ReceivedRecord record = this.decoder.decode(received);
		if (record.isFailed()) {
			this.failureHeader.add(record);
		}
		if (this.ofOperation) {
			record.dropFrameworkHeaders();
		}
		return record;
	}

	@Override
	public void close() {
		this.decoder.close();
	}

}
