package io.github.asyncapikafka.kafka.progress;

import java.util.Set;

import org.apache.kafka.common.TopicPartition;

import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Tells apart why partitions are paused: because somebody has asked for it, or because
 * the container cannot take more records yet.
 */
class PauseRequests {

	private final MessageListenerContainer container;

	PauseRequests(MessageListenerContainer container) {
		this.container = container;
	}

	/**
	 * Return whether the container has paused all partitions of a consumer, and nobody
	 * has asked for it.
	 */
	boolean isHeldBack(Set<TopicPartition> assignment, Set<TopicPartition> paused) {
		return !paused.isEmpty() && paused.containsAll(assignment) && !assignment.stream().allMatch(this::isRequested);
	}

	/**
	 * Return whether the container keeps a record at which the listener has failed,
	 * instead of polling it again.
	 */
	boolean isKept(TopicPartition partition) {
		CommonErrorHandler errorHandler = (this.container instanceof AbstractMessageListenerContainer<?, ?> concrete)
				? concrete.getCommonErrorHandler() : null;
		return errorHandler != null && !errorHandler.seeksAfterHandling() && !isRequested(partition);
	}

	private boolean isRequested(TopicPartition partition) {
		return this.container.isPauseRequested() || this.container.isPartitionPauseRequested(partition);
	}

}
