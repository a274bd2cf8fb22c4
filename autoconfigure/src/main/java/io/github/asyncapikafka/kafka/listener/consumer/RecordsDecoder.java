package io.github.asyncapikafka.kafka.listener.consumer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.kafka.support.serializer.SerializationUtils;

/**
 * Decodes what one consumer has polled, as far as it can be read now.
 */
final class RecordsDecoder implements AutoCloseable {

	private final RecordDecoder decoder;

	private final boolean ofOperation;

	private final boolean failureHeader;

	private final UnreadRecords unread;

	private final Set<TopicPartition> waiting = new HashSet<>();

	/**
	 * Create an instance.
	 * @param decoder decodes records
	 * @param ofOperation whether they come from the operation's own topic
	 * @param failureHeader whether the container looks for a header of those that have
	 * failed, in which everything is serialized
	 * @param unread lets partitions wait for records that can be read only later
	 */
	RecordsDecoder(RecordDecoder decoder, boolean ofOperation, boolean failureHeader, UnreadRecords unread) {
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
		DeserializationException failure = this.failureHeader ? record.failure() : null;
		if (failure != null) {
			SerializationUtils.deserializationException(record.headers(), failure.getData(),
					(Exception) Objects.requireNonNull(failure.getCause()), failure.isKey());
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
