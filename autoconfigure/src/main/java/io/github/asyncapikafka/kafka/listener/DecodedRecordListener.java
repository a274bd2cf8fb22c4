package io.github.asyncapikafka.kafka.listener;

import java.util.Collection;
import java.util.List;

import io.github.asyncapikafka.kafka.acknowledge.DeliveredRecord;
import io.github.asyncapikafka.kafka.acknowledge.SkippedRecords;
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
import org.springframework.kafka.listener.adapter.FilteringMessageListenerAdapter;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Keeps records away from a listener: those that it does not need, and, where the
 * container has transactions, refused ones. These are recovered within the transaction:
 * after a rollback, dead letter and offset would not be one.
 */
final class DecodedRecordListener extends FilteringMessageListenerAdapter<Object, Object> {

	private final @Nullable ConsumerAwareRecordRecoverer recoverer;

	private final SkippedRecords skipped = new SkippedRecords();

	/**
	 * Create an instance.
	 * @param delegate the listener
	 * @param recoverer recovers refused records, or {@code null} if they do not come here
	 */
	@SuppressWarnings("unchecked")
	DecodedRecordListener(MessageListener<?, ?> delegate, @Nullable ConsumerAwareRecordRecoverer recoverer) {
		super((MessageListener<Object, Object>) delegate,
				(record) -> ReceivedRecord.isSkipped(record) || (recoverer != null && isRefused(record)));
		this.recoverer = recoverer;
	}

	private static boolean isRefused(ConsumerRecord<?, ?> record) {
		return record instanceof ReceivedRecord received && received.isFailed();
	}

	@Override
	public void onMessage(ConsumerRecord<Object, Object> record, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		if (!filter(record)) {
			deliver(record, (acknowledgment != null) ? new DeliveredRecord(record, acknowledgment, this.skipped) : null,
					consumer);
			return;
		}
		if (this.recoverer != null && record instanceof ReceivedRecord received && received.failure() != null) {
			this.recoverer.accept(record, consumer,
					new ListenerExecutionFailedException("The record was refused", received.failure()));
		}
		this.skipped.skip(List.of(record), acknowledgment);
		super.onMessage(record, null, consumer);
	}

	private void deliver(ConsumerRecord<Object, Object> record, @Nullable Acknowledgment acknowledgment,
			@Nullable Consumer<?, ?> consumer) {
		ConsumerWatch watch = (consumer instanceof WatchedConsumer watched) ? watched.watch() : null;
		if (watch == null) {
			super.onMessage(record, acknowledgment, consumer);
			return;
		}
		watch.listenerBegins(record);
		try {
			super.onMessage(record, acknowledgment, consumer);
		}
		catch (RuntimeException | Error ex) {
			watch.listenerFailed();
			throw ex;
		}
	}

	@Override
	public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
		this.skipped.forget((partitions != null) ? partitions : List.of());
		super.onPartitionsRevoked(partitions);
	}

}
