package io.github.asyncapikafka.kafka.listener.consumer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer has polled for a batch listener, cut so that it is either readable, or
 * one record that cannot be decoded. What is cut off is polled again, so that the
 * container acknowledges, retries and commits exactly what the listener got.
 */
final class PolledBatch {

	private final Map<TopicPartition, List<ConsumerRecord<Object, Object>>> records = new LinkedHashMap<>();

	private final Map<TopicPartition, OffsetAndMetadata> nextOffsets;

	private final Map<TopicPartition, ConsumerRecord<Object, Object>> cutOff = new LinkedHashMap<>();

	private PolledBatch(Map<TopicPartition, OffsetAndMetadata> nextOffsets) {
		this.nextOffsets = new HashMap<>(nextOffsets);
	}

	/**
	 * Cut what was polled.
	 * @param decoded the decoded records by partition
	 * @param nextOffsets the offsets behind them
	 * @param refused the partition of the one record to deliver, or {@code null} to
	 * deliver what is readable
	 */
	static PolledBatch of(Map<TopicPartition, List<ReceivedRecord>> decoded,
			Map<TopicPartition, OffsetAndMetadata> nextOffsets, @Nullable TopicPartition refused) {
		PolledBatch batch = new PolledBatch(nextOffsets);
		decoded.forEach((partition, records) -> {
			int size = partition.equals(refused) ? 1 : 0;
			batch.add(partition, records, (refused != null) ? size : readable(records));
		});
		return batch;
	}

	private static int readable(List<ReceivedRecord> records) {
		int size = 0;
		while (size < records.size() && !records.get(size).isFailed()) {
			size++;
		}
		return size;
	}

	private void add(TopicPartition partition, List<ReceivedRecord> received, int size) {
		if (size > 0) {
			this.records.put(partition, new ArrayList<>(received.subList(0, size)));
		}
		if (size < received.size()) {
			ReceivedRecord next = received.get(size);
			this.cutOff.put(partition, next);
			this.nextOffsets.put(partition, new OffsetAndMetadata(next.offset(), next.leaderEpoch(), ""));
		}
		if (size == 0) {
			this.nextOffsets.remove(partition);
		}
	}

	ConsumerRecords<Object, Object> records() {
		return new ConsumerRecords<>(this.records, this.nextOffsets);
	}

	/**
	 * Return the first record of each partition that has to be polled again.
	 */
	Map<TopicPartition, ConsumerRecord<Object, Object>> cutOff() {
		return this.cutOff;
	}

}
