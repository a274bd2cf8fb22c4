package io.github.asyncapikafka.kafka.deadletter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.BatchInterceptor;

/**
 * Shows a batch interceptor of the application only records that the listener gets, and
 * keeps what was received of those that it replaces.
 */
public final class DeliveredBatchInterceptor implements BatchInterceptor<Object, Object> {

	private final BatchInterceptor<Object, Object> delegate;

	/**
	 * Create an instance.
	 * @param delegate the interceptor of the application
	 */
	public DeliveredBatchInterceptor(BatchInterceptor<Object, Object> delegate) {
		this.delegate = delegate;
	}

	@Override
	public @Nullable ConsumerRecords<Object, Object> intercept(ConsumerRecords<Object, Object> records,
			Consumer<Object, Object> consumer) {
		ConsumerRecords<Object, Object> shown = shown(records);
		if (shown.isEmpty()) {
			return records;
		}
		ConsumerRecords<Object, Object> intercepted = this.delegate.intercept(shown, consumer);
		if (intercepted == shown) {
			return records;
		}
		if (intercepted == null) {
			return (shown == records) ? null : matching(records, (record) -> !ReceivedRecord.isDelivered(record));
		}
		return merged(records, intercepted);
	}

	private static ConsumerRecords<Object, Object> shown(ConsumerRecords<Object, Object> records) {
		for (ConsumerRecord<Object, Object> record : records) {
			if (!ReceivedRecord.isDelivered(record)) {
				return matching(records, ReceivedRecord::isDelivered);
			}
		}
		return records;
	}

	private static ConsumerRecords<Object, Object> matching(ConsumerRecords<Object, Object> records,
			Predicate<ConsumerRecord<?, ?>> condition) {
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> matching = new LinkedHashMap<>();
		for (TopicPartition partition : records.partitions()) {
			List<ConsumerRecord<Object, Object>> own = records.records(partition).stream().filter(condition).toList();
			if (!own.isEmpty()) {
				matching.put(partition, own);
			}
		}
		return new ConsumerRecords<>(matching, records.nextOffsets());
	}

	private static ConsumerRecords<Object, Object> merged(ConsumerRecords<Object, Object> records,
			ConsumerRecords<Object, Object> intercepted) {
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> merged = new LinkedHashMap<>();
		for (TopicPartition partition : records.partitions()) {
			List<ConsumerRecord<Object, Object>> own = merged(records.records(partition),
					intercepted.records(partition));
			if (!own.isEmpty()) {
				merged.put(partition, own);
			}
		}
		return new ConsumerRecords<>(merged, records.nextOffsets());
	}

	/**
	 * Return what an interceptor has left of the records of a partition, with those that
	 * it has not seen at their places.
	 */
	private static List<ConsumerRecord<Object, Object>> merged(List<ConsumerRecord<Object, Object>> records,
			List<ConsumerRecord<Object, Object>> intercepted) {
		Map<Long, ConsumerRecord<Object, Object>> received = new HashMap<>();
		Deque<ConsumerRecord<Object, Object>> hidden = new ArrayDeque<>();
		for (ConsumerRecord<Object, Object> record : records) {
			received.put(record.offset(), record);
			if (!ReceivedRecord.isDelivered(record)) {
				hidden.add(record);
			}
		}
		List<ConsumerRecord<Object, Object>> merged = new ArrayList<>();
		for (ConsumerRecord<Object, Object> record : intercepted) {
			while (!hidden.isEmpty() && hidden.element().offset() < record.offset()) {
				merged.add(hidden.remove());
			}
			ConsumerRecord<Object, Object> known = received.get(record.offset());
			merged.add((known != null) ? ReceivedRecord.replaced(known, record) : record);
		}
		merged.addAll(hidden);
		return merged;
	}

	@Override
	public void success(ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
		ConsumerRecords<Object, Object> shown = shown(records);
		if (!shown.isEmpty()) {
			this.delegate.success(shown, consumer);
		}
	}

	@Override
	public void failure(ConsumerRecords<Object, Object> records, Exception exception,
			Consumer<Object, Object> consumer) {
		ConsumerRecords<Object, Object> shown = shown(records);
		if (!shown.isEmpty()) {
			this.delegate.failure(shown, exception, consumer);
		}
	}

	@Override
	public void setupThreadState(Consumer<?, ?> consumer) {
		this.delegate.setupThreadState(consumer);
	}

	@Override
	public void clearThreadState(Consumer<?, ?> consumer) {
		this.delegate.clearThreadState(consumer);
	}

}
