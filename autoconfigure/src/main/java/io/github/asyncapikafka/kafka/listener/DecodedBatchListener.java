package io.github.asyncapikafka.kafka.listener;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import io.github.asyncapikafka.kafka.acknowledge.ContainerTransactions;
import io.github.asyncapikafka.kafka.acknowledge.DeliveredBatch;
import io.github.asyncapikafka.kafka.acknowledge.RecoveredRecords;
import io.github.asyncapikafka.kafka.acknowledge.ReleasingErrorHandler;
import io.github.asyncapikafka.kafka.acknowledge.SkippedRecords;
import io.github.asyncapikafka.kafka.deadletter.ListenerFailure;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecords;
import io.github.asyncapikafka.kafka.progress.ConsumerWatch;
import io.github.asyncapikafka.kafka.progress.WatchedConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * Keeps records that cannot be decoded away from a batch listener. The consumer has made
 * each of them a batch of its own, which goes to the error handler, or is recovered here
 * if the container has transactions or the listener acknowledges.
 */
final class DecodedBatchListener extends AbstractDelegatingMessageListenerAdapter<BatchMessageListener<Object, Object>>
		implements BatchAcknowledgingConsumerAwareMessageListener<Object, Object> {

	private static final String UNREADABLE = "A record cannot be read";

	private static final CommonErrorHandler FALLBACK = new DefaultErrorHandler();

	private final AbstractMessageListenerContainer<Object, Object> container;

	private final @Nullable ConsumerAwareRecordRecoverer recoverer;

	private final RecoveredRecords recovered;

	private final boolean includeException;

	private final SkippedRecords skipped = new SkippedRecords();

	/**
	 * Create an instance.
	 * @param delegate the listener
	 * @param container its container
	 * @param recoverer recovers refused records, or {@code null} if the error handler
	 * does
	 * @param recovered the recovered records of batches that come again
	 * @param includeException whether what the listener's exceptions say may be passed on
	 */
	@SuppressWarnings("unchecked")
	DecodedBatchListener(BatchMessageListener<?, ?> delegate,
			AbstractMessageListenerContainer<Object, Object> container,
			@Nullable ConsumerAwareRecordRecoverer recoverer, RecoveredRecords recovered, boolean includeException) {
		super((BatchMessageListener<Object, Object>) delegate);
		this.container = container;
		this.recoverer = recoverer;
		this.recovered = recovered;
		this.includeException = includeException;
	}

	/**
	 * Return whether this gets the records as they were polled. With acknowledgments that
	 * may come out of order it does not: a container that has no list forgets nothing of
	 * a batch that failed.
	 */
	@Override
	public boolean wantsPollResult() {
		return this.delegate.wantsPollResult() && !this.container.getContainerProperties().isAsyncAcks();
	}

	@Override
	public void onMessage(ConsumerRecords<Object, Object> records, @Nullable Acknowledgment acknowledgment,
			Consumer<Object, Object> consumer) {
		List<ConsumerRecord<Object, Object>> all = new ArrayList<>(records.count());
		records.forEach(all::add);
		receive(all, acknowledgment, consumer, (delivered, own) -> this.delegate
			.onMessage((delivered == all) ? records : polled(delivered, records.nextOffsets()), own, consumer));
	}

	@Override
	public void onMessage(List<ConsumerRecord<Object, Object>> records, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		receive(records, acknowledgment, consumer, (delivered, own) -> {
			if (this.delegate.wantsPollResult()) {
				this.delegate.onMessage(polled(delivered, nextOffsets(records)), own, typed(consumer));
				return;
			}
			switch (this.delegateType) {
				case ACKNOWLEDGING_CONSUMER_AWARE -> this.delegate.onMessage(delivered, own, consumer);
				case ACKNOWLEDGING -> this.delegate.onMessage(delivered, own);
				case CONSUMER_AWARE -> this.delegate.onMessage(delivered, consumer);
				case SIMPLE -> this.delegate.onMessage(delivered);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static Consumer<Object, Object> typed(@Nullable Consumer<?, ?> consumer) {
		return (Consumer<Object, Object>) Objects.requireNonNull(consumer);
	}

	private static ConsumerRecords<Object, Object> polled(List<ConsumerRecord<Object, Object>> records,
			Map<TopicPartition, OffsetAndMetadata> nextOffsets) {
		Map<TopicPartition, List<ConsumerRecord<Object, Object>>> byPartition = new LinkedHashMap<>();
		records.forEach((record) -> byPartition
			.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), (key) -> new ArrayList<>())
			.add(record));
		return new ConsumerRecords<>(byPartition, nextOffsets);
	}

	private static Map<TopicPartition, OffsetAndMetadata> nextOffsets(List<ConsumerRecord<Object, Object>> records) {
		Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>();
		records.forEach((record) -> nextOffsets.put(new TopicPartition(record.topic(), record.partition()),
				new OffsetAndMetadata(record.offset() + 1, record.leaderEpoch(), "")));
		return nextOffsets;
	}

	private static boolean isSkipped(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer) {
		ReceivedRecord received = ReceivedRecords.find(record, consumer);
		return received != null && ReceivedRecord.isSkipped(received);
	}

	private void receive(List<ConsumerRecord<Object, Object>> records, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer,
			BiConsumer<List<ConsumerRecord<Object, Object>>, @Nullable Acknowledgment> listener) {
		try {
			if (isReadable(records, acknowledgment, consumer)) {
				deliver(new DeliveredBatch(records, (record) -> isSkipped(record, consumer)), acknowledgment, consumer,
						listener);
			}
		}
		catch (RuntimeException ex) {
			if (acknowledgment != null
					&& this.container.getCommonErrorHandler() instanceof ReleasingErrorHandler errorHandler) {
				errorHandler.failed(acknowledgment);
			}
			throw ex;
		}
	}

	/**
	 * Give the listener its records, and acknowledge a batch of which it needs none.
	 */
	private void deliver(DeliveredBatch batch, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer,
			BiConsumer<List<ConsumerRecord<Object, Object>>, @Nullable Acknowledgment> listener) {
		if (batch.records().isEmpty()) {
			this.skipped.skip(batch.all(), acknowledgment);
			return;
		}
		ConsumerWatch watch = (consumer instanceof WatchedConsumer watched) ? watched.watch() : null;
		Acknowledgment noted = (watch != null && acknowledgment != null)
				? watch.acknowledgment(batch.all(), acknowledgment) : acknowledgment;
		if (watch != null) {
			watch.listenerBegins(batch.all().get(0));
		}
		try {
			listener.accept(batch.records(), batch.acknowledgment(noted, this.skipped));
		}
		catch (RuntimeException ex) {
			batch.failed();
			if (watch != null) {
				watch.listenerFailed(batch.failedRecord(ex));
			}
			throw batch.located(this.includeException ? ex
					: ListenerFailure.withoutValues(ex, KafkaUtils.format(batch.records().get(0))));
		}
		batch.records().forEach(this.recovered::remove);
	}

	@Override
	public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
		this.skipped.forget((partitions != null) ? partitions : List.of());
		this.recovered.forget((partitions != null) ? partitions : List.of());
		super.onPartitionsRevoked(partitions);
	}

	/**
	 * Return whether the listener gets the records; otherwise the record among them that
	 * cannot be decoded has been handled.
	 */
	private boolean isReadable(List<ConsumerRecord<Object, Object>> records, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		for (ConsumerRecord<Object, Object> record : records) {
			ReceivedRecord received = ReceivedRecords.find(record, consumer);
			DeserializationException failure = (received != null) ? received.failure() : null;
			if (received != null && failure != null) {
				boolean isRecovered = isTransactional()
						? consumer != null && isRecoveredInTransaction(received, failure, consumer)
						: acknowledgment != null && isRecovered(received, failure, consumer);
				if (!isRecovered) {
					throw new BatchListenerFailedException(UNREADABLE, failure, received);
				}
				this.skipped.skip(records, acknowledgment);
				return false;
			}
		}
		return true;
	}

	private boolean isTransactional() {
		return ContainerTransactions.has(this.container);
	}

	/**
	 * Let the error handler recover the record within the transaction: after a rollback
	 * nobody would, and the record would come again for ever.
	 */
	private boolean isRecoveredInTransaction(ReceivedRecord record, DeserializationException failure,
			Consumer<?, ?> consumer) {
		if (this.recoverer != null) {
			this.recoverer.accept(record, consumer, new ListenerExecutionFailedException(UNREADABLE, failure));
			return true;
		}
		CommonErrorHandler errorHandler = this.container.getCommonErrorHandler();
		return ((errorHandler != null) ? errorHandler : FALLBACK)
			.handleOne(new ListenerExecutionFailedException(UNREADABLE, failure), record, consumer, this.container);
	}

	/**
	 * Recover a record among those that the listener acknowledges. The container would
	 * commit past what the listener still has. If it fails, the error handler tries
	 * again: it knows how to wait.
	 */
	private boolean isRecovered(ReceivedRecord record, DeserializationException failure,
			@Nullable Consumer<?, ?> consumer) {
		if (this.recoverer == null || this.recovered.contain(record)) {
			return this.recoverer != null;
		}
		try {
			this.recoverer.accept(record, consumer, new ListenerExecutionFailedException(UNREADABLE, failure));
		}
		catch (RuntimeException ex) {
			return false;
		}
		this.recovered.add(record);
		return true;
	}

}
