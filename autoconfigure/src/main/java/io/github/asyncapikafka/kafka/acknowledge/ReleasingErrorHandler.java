package io.github.asyncapikafka.kafka.acknowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.apache.commons.logging.LogFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogAccessor;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.SeekUtils;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.kafka.support.TopicPartitionOffset;

/**
 * Handles the failures of a batch listener that acknowledges by itself. A container whose
 * acknowledgments may come out of order would wait for ever for those of a batch that the
 * error handler has handled. One that was tried again with success is still the
 * listener's to acknowledge.
 */
public final class ReleasingErrorHandler implements CommonErrorHandler {

	private static final LogAccessor logger = new LogAccessor(LogFactory.getLog("io.github.asyncapikafka"));

	private final CommonErrorHandler delegate;

	/** The acknowledgment of the batch that failed last, by consumer. */
	private final ThreadLocal<@Nullable Acknowledgment> failed = new ThreadLocal<>();

	/** Whether the listener has taken the batch in the end, by consumer. */
	private final ThreadLocal<Boolean> taken = ThreadLocal.withInitial(() -> false);

	/**
	 * Create an instance.
	 * @param delegate handles the failures
	 */
	public ReleasingErrorHandler(CommonErrorHandler delegate) {
		this.delegate = delegate;
	}

	/**
	 * Called when the listener has failed.
	 * @param acknowledgment the acknowledgment of the container
	 */
	public void failed(Acknowledgment acknowledgment) {
		this.failed.set(acknowledgment);
	}

	@Override
	public void handleBatch(Exception failure, ConsumerRecords<?, ?> records, Consumer<?, ?> consumer,
			MessageListenerContainer container, Runnable invokeListener) {
		handle(records, consumer, container, invokeListener, (retry) -> {
			this.delegate.handleBatch(failure, records, consumer, container, retry);
			return ConsumerRecords.empty();
		});
	}

	@Override
	public <K, V> ConsumerRecords<K, V> handleBatchAndReturnRemaining(Exception failure, ConsumerRecords<?, ?> records,
			Consumer<?, ?> consumer, MessageListenerContainer container, Runnable invokeListener) {
		return handle(records, consumer, container, invokeListener,
				(retry) -> this.delegate.handleBatchAndReturnRemaining(failure, records, consumer, container, retry));
	}

	private <K, V> ConsumerRecords<K, V> handle(ConsumerRecords<?, ?> records, Consumer<?, ?> consumer,
			MessageListenerContainer container, Runnable invokeListener,
			Function<Runnable, ConsumerRecords<K, V>> handler) {
		Acknowledgment first = this.failed.get();
		boolean outOfOrder = first != null && first.isOutOfOrderCommit();
		this.taken.set(false);
		try {
			ConsumerRecords<K, V> remaining = handler.apply(() -> {
				invokeListener.run();
				this.taken.set(first != null);
			});
			Acknowledgment last = this.failed.get();
			if (outOfOrder && last != null && !this.taken.get() && remaining.isEmpty()) {
				last.acknowledge();
			}
			return remaining;
		}
		catch (RuntimeException ex) {
			if (outOfOrder) {
				release(records, consumer, container, ex);
			}
			throw ex;
		}
		finally {
			this.failed.remove();
		}
	}

	/**
	 * Let the container wait no longer for records that come again. It forgets them only
	 * for an exception that nobody but Spring Kafka can throw.
	 */
	private static void release(ConsumerRecords<?, ?> records, Consumer<?, ?> consumer,
			MessageListenerContainer container, RuntimeException failure) {
		Set<TopicPartition> assignment = consumer.assignment();
		List<ConsumerRecord<?, ?>> again = new ArrayList<>();
		for (TopicPartition partition : records.partitions()) {
			long position = assignment.contains(partition) ? consumer.position(partition) : Long.MAX_VALUE;
			records.records(partition).stream().filter((record) -> record.offset() >= position).forEach(again::add);
		}
		if (!again.isEmpty()) {
			SeekUtils.seekOrRecover(failure, again, consumer, container, false, (record, ex) -> false, logger,
					KafkaException.Level.DEBUG);
		}
	}

	@Override
	public boolean isAckAfterHandle() {
		return this.delegate.isAckAfterHandle() && !this.taken.get();
	}

	@Override
	public void setAckAfterHandle(boolean ackAfterHandle) {
		this.delegate.setAckAfterHandle(ackAfterHandle);
	}

	@Override
	public boolean seeksAfterHandling() {
		return this.delegate.seeksAfterHandling();
	}

	@Override
	public boolean deliveryAttemptHeader() {
		return this.delegate.deliveryAttemptHeader();
	}

	@Override
	public int deliveryAttempt(TopicPartitionOffset topicPartitionOffset) {
		return this.delegate.deliveryAttempt(topicPartitionOffset);
	}

	@Override
	public void handleOtherException(Exception failure, Consumer<?, ?> consumer, MessageListenerContainer container,
			boolean batchListener) {
		this.delegate.handleOtherException(failure, consumer, container, batchListener);
	}

	@Override
	public void clearThreadState() {
		this.delegate.clearThreadState();
	}

	@Override
	public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
			Runnable publishPause) {
		this.delegate.onPartitionsAssigned(consumer, partitions, publishPause);
	}

}
