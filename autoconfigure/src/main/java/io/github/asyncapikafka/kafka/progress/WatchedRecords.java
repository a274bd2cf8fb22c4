package io.github.asyncapikafka.kafka.progress;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.BiConsumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that note which of them is taken. A container takes one after the other, just
 * before it calls the listener.
 */
final class WatchedRecords extends AbstractList<ConsumerRecord<Object, Object>> implements RandomAccess {

	private final List<ConsumerRecord<Object, Object>> records;

	private final TopicPartition partition;

	private final BiConsumer<TopicPartition, ConsumerRecord<?, ?>> onTaken;

	WatchedRecords(List<ConsumerRecord<Object, Object>> records, TopicPartition partition,
			BiConsumer<TopicPartition, ConsumerRecord<?, ?>> onTaken) {
		this.records = records;
		this.partition = partition;
		this.onTaken = onTaken;
	}

	@Override
	public ConsumerRecord<Object, Object> get(int index) {
		return this.records.get(index);
	}

	@Override
	public int size() {
		return this.records.size();
	}

	@Override
	public Iterator<ConsumerRecord<Object, Object>> iterator() {
		Iterator<ConsumerRecord<Object, Object>> iterator = this.records.iterator();
		return new Iterator<>() {

			@Override
			public boolean hasNext() {
				return iterator.hasNext();
			}

			@Override
			public ConsumerRecord<Object, Object> next() {
				ConsumerRecord<Object, Object> next = iterator.next();
				WatchedRecords.this.onTaken.accept(WatchedRecords.this.partition, next);
				return next;
			}

		};
	}

}
