package io.github.asyncapikafka.kafka.listener;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.kafka.acknowledge.DeliveredBatch;
import io.github.asyncapikafka.kafka.acknowledge.SkippedRecords;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecords;
import io.github.asyncapikafka.kafka.progress.ConsumerWatch;
import io.github.asyncapikafka.kafka.progress.WatchedConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.adapter.AbstractDelegatingMessageListenerAdapter;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * Keeps records that cannot be decoded away from a batch listener. The consumer has made
 * each of them a batch of its own, which goes to the error handler.
 */
final class DecodedBatchListener extends AbstractDelegatingMessageListenerAdapter<BatchMessageListener<Object, Object>>
		implements BatchAcknowledgingConsumerAwareMessageListener<Object, Object> {

	private static final String UNREADABLE = "A record cannot be read";

	private static final CommonErrorHandler FALLBACK = new DefaultErrorHandler();

	private final AbstractMessageListenerContainer<Object, Object> container;

	private final @Nullable ConsumerAwareRecordRecoverer recoverer;

	private final SkippedRecords skipped = new SkippedRecords();

	@SuppressWarnings("unchecked")
	DecodedBatchListener(BatchMessageListener<?, ?> delegate,
			AbstractMessageListenerContainer<Object, Object> container,
			@Nullable ConsumerAwareRecordRecoverer recoverer) {
		super((BatchMessageListener<Object, Object>) delegate);
		this.container = container;
		this.recoverer = recoverer;
	}

	@Override
	public boolean wantsPollResult() {
		return this.delegate.wantsPollResult();
	}

	@Override
	public void onMessage(ConsumerRecords<Object, Object> records, @Nullable Acknowledgment acknowledgment,
			Consumer<Object, Object> consumer) {
		if (!isReadable(records, consumer)) {
			return;
		}
		List<ConsumerRecord<Object, Object>> all = new ArrayList<>(records.count());
		records.forEach(all::add);
		DeliveredBatch batch = new DeliveredBatch(all, (record) -> isSkipped(record, consumer));
		if (batch.records() == all) {
			deliver(batch, acknowledgment, consumer, (own) -> this.delegate.onMessage(records, own, consumer));
			return;
		}
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> byPartition = new LinkedHashMap<>();
		batch.records()
			.forEach((record) -> byPartition
				.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), (key) -> new ArrayList<>())
				.add(record));
		deliver(batch, acknowledgment, consumer, (own) -> this.delegate
			.onMessage(new ConsumerRecords<>(byPartition, records.nextOffsets()), own, consumer));
	}

	@Override
	public void onMessage(List<ConsumerRecord<Object, Object>> records, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		if (!isReadable(records, consumer)) {
			return;
		}
		DeliveredBatch batch = new DeliveredBatch(records, (record) -> isSkipped(record, consumer));
		deliver(batch, acknowledgment, consumer, (own) -> {
			switch (this.delegateType) {
				case ACKNOWLEDGING_CONSUMER_AWARE -> this.delegate.onMessage(batch.records(), own, consumer);
				case ACKNOWLEDGING -> this.delegate.onMessage(batch.records(), own);
				case CONSUMER_AWARE -> this.delegate.onMessage(batch.records(), consumer);
				case SIMPLE -> this.delegate.onMessage(batch.records());
			}
		});
	}

	private static boolean isSkipped(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer) {
		ReceivedRecord received = ReceivedRecords.find(record, consumer);
		return received != null && ReceivedRecord.isSkipped(received);
	}

	/**
	 * Give the listener its records, and acknowledge a batch of which it needs none.
	 */
	private void deliver(DeliveredBatch batch, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer, java.util.function.Consumer<@Nullable Acknowledgment> listener) {
		if (batch.records().isEmpty()) {
			this.skipped.skip(batch.all(), acknowledgment);
			return;
		}
		ConsumerWatch watch = (consumer instanceof WatchedConsumer watched) ? watched.watch() : null;
		if (watch != null) {
			watch.listenerBegins(batch.all().get(0));
		}
		Acknowledgment noted = (watch != null && acknowledgment != null)
				? watch.acknowledgment(batch.all(), acknowledgment) : acknowledgment;
		try {
			listener.accept(batch.acknowledgment(noted, this.skipped));
		}
		catch (RuntimeException ex) {
			batch.failed();
			if (watch != null) {
				watch.listenerFailed(batch.failedRecord(ex));
			}
			throw batch.located(ex);
		}
	}

	@Override
	public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
		this.skipped.forget((partitions != null) ? partitions : List.of());
		super.onPartitionsRevoked(partitions);
	}

	/**
	 * Return whether the listener gets the records; otherwise the record among them that
	 * cannot be decoded has been handled.
	 */
	private boolean isReadable(Iterable<ConsumerRecord<Object, Object>> records, @Nullable Consumer<?, ?> consumer) {
		for (ConsumerRecord<Object, Object> record : records) {
			DeserializationException failure = (record instanceof ReceivedRecord received) ? received.failure() : null;
			if (failure != null) {
				if (consumer != null && isTransactional() && isRecovered(record, failure, consumer)) {
					return false;
				}
				throw new BatchListenerFailedException(UNREADABLE, failure, record);
			}
		}
		return true;
	}

	private boolean isTransactional() {
		return this.container.getContainerProperties().getKafkaAwareTransactionManager() != null;
	}

	/**
	 * Let the error handler recover the record within the transaction: after a rollback
	 * nobody would, and the record would come again for ever.
	 */
	private boolean isRecovered(ConsumerRecord<Object, Object> record, DeserializationException failure,
			Consumer<?, ?> consumer) {
		if (this.recoverer != null) {
			this.recoverer.accept(record, consumer, new ListenerExecutionFailedException(UNREADABLE, failure));
			return true;
		}
		CommonErrorHandler errorHandler = this.container.getCommonErrorHandler();
		return ((errorHandler != null) ? errorHandler : FALLBACK)
			.handleOne(new ListenerExecutionFailedException(UNREADABLE, failure), record, consumer, this.container);
	}

}
