package io.github.asyncapikafka.kafka.listener;

import java.util.Collection;
import java.util.List;

import io.github.asyncapikafka.kafka.acknowledge.ContainerTransactions;
import io.github.asyncapikafka.kafka.acknowledge.AwaitedRecord;
import io.github.asyncapikafka.kafka.acknowledge.DeliveredRecord;
import io.github.asyncapikafka.kafka.acknowledge.RecoveredRecords;
import io.github.asyncapikafka.kafka.acknowledge.SkippedRecords;
import io.github.asyncapikafka.kafka.deadletter.ListenerFailure;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import io.github.asyncapikafka.kafka.progress.ConsumerWatch;
import io.github.asyncapikafka.kafka.progress.WatchedConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.ConsumerAwareRecordRecoverer;
import org.springframework.kafka.listener.ListenerExecutionFailedException;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.adapter.AsyncRepliesAware;
import org.springframework.kafka.listener.adapter.FilteringMessageListenerAdapter;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.kafka.support.serializer.DeserializationException;

/**
 * Keeps records away from a listener: those that it does not need, and refused ones.
 * These are recovered here: after an error handler the consumer would have to fetch what
 * comes behind them again, and after a rollback dead letter and offset would not be one.
 * Futures of the listener are awaited.
 */
final class DecodedRecordListener extends FilteringMessageListenerAdapter<Object, Object> {

	private final MessageListenerContainer container;

	private final @Nullable ConsumerAwareRecordRecoverer recoverer;

	private final boolean includeException;

	private final SkippedRecords skipped = new SkippedRecords();

	private final RecoveredRecords recovered = new RecoveredRecords();

	/**
	 * Create an instance.
	 * @param delegate the listener
	 * @param container its container
	 * @param recoverer recovers refused records, or {@code null} if they do not come here
	 * @param includeException whether exceptions may say something of the record
	 */
	@SuppressWarnings("unchecked")
	DecodedRecordListener(MessageListener<?, ?> delegate, MessageListenerContainer container,
			@Nullable ConsumerAwareRecordRecoverer recoverer, boolean includeException) {
		super((MessageListener<Object, Object>) delegate,
				(record) -> ReceivedRecord.isSkipped(record) || (recoverer != null && isRefused(record)));
		this.container = container;
		this.recoverer = recoverer;
		this.includeException = includeException;
	}

	/**
	 * Return that the listener is done when it returns, as futures are awaited here.
	 */
	@Override
	public boolean isAsyncReplies() {
		return false;
	}

	private static boolean isRefused(ConsumerRecord<?, ?> record) {
		return record instanceof ReceivedRecord received && received.isFailed();
	}

	@Override
	public void onMessage(ConsumerRecord<Object, Object> record, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		if (!filter(record)) {
			ConsumerWatch watch = (consumer instanceof WatchedConsumer watched) ? watched.watch() : null;
			if (watch == null) {
				deliver(record, acknowledgment, consumer);
			}
			else {
				deliver(record, acknowledgment, consumer, watch);
			}
			return;
		}
		if (this.recoverer != null && record instanceof ReceivedRecord received && received.failure() != null) {
			recover(this.recoverer, record, consumer, received.failure());
		}
		this.skipped.skip(List.of(record), acknowledgment);
		super.onMessage(record, null, consumer);
	}

	/**
	 * Recover a refused record. If that fails outside of a transaction, the error handler
	 * tries again: it knows how to wait. That of retry topics has tried already.
	 */
	private void recover(ConsumerAwareRecordRecoverer recoverer, ConsumerRecord<Object, Object> record,
			@Nullable Consumer<?, ?> consumer, DeserializationException failure) {
		ListenerExecutionFailedException refused = new ListenerExecutionFailedException("The record was refused",
				failure);
		if (ContainerTransactions.has(this.container)) {
			recoverer.accept(record, consumer, refused);
			return;
		}
		if (this.recovered.contain(record)) {
			return;
		}
		try {
			recoverer.accept(record, consumer, refused);
		}
		catch (ListenerExecutionFailedException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw refused;
		}
		if (consumer instanceof WatchedConsumer watched) {
			TopicPartition partition = new TopicPartition(record.topic(), record.partition());
			this.recovered.forget(partition, watched.watch().commits().committed(partition));
		}
		this.recovered.add(record);
	}

	private void deliver(ConsumerRecord<Object, Object> record, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer, ConsumerWatch watch) {
		watch.listenerBegins(record);
		try {
			deliver(record, (acknowledgment != null) ? watch.acknowledgment(List.of(record), acknowledgment) : null,
					consumer);
		}
		catch (RuntimeException | Error ex) {
			watch.listenerFailed(record);
			throw ex;
		}
	}

	private void deliver(ConsumerRecord<Object, Object> record, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		DeliveredRecord delivered = (acknowledgment != null) ? new DeliveredRecord(record, acknowledgment, this.skipped)
				: null;
		try {
			if (this.delegate instanceof AsyncRepliesAware aware && aware.isAsyncReplies()) {
				AwaitedRecord awaited = new AwaitedRecord(delivered);
				super.onMessage(record, awaited, consumer);
				awaited.await();
			}
			else {
				super.onMessage(record, delivered, consumer);
			}
		}
		catch (RuntimeException ex) {
			if (delivered != null) {
				delivered.failed();
			}
			throw this.includeException ? ex : ListenerFailure.withoutValues(ex, KafkaUtils.format(record));
		}
	}

	@Override
	public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
		this.skipped.forget((partitions != null) ? partitions : List.of());
		this.recovered.forget((partitions != null) ? partitions : List.of());
		super.onPartitionsRevoked(partitions);
	}

}
