package io.github.asyncapikafka.kafka.progress.client;

import java.util.Collection;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells of partitions that are taken from a consumer before anybody else hears of it.
 */
public final class RevocationListener implements ConsumerRebalanceListener {

	private final Consumer<Collection<TopicPartition>> onRevoked;

	private final ConsumerRebalanceListener delegate;

	/**
	 * Create an instance.
	 * @param onRevoked is told of the partitions
	 * @param delegate listens otherwise
	 */
	public RevocationListener(Consumer<Collection<TopicPartition>> onRevoked, ConsumerRebalanceListener delegate) {
		this.onRevoked = onRevoked;
		this.delegate = delegate;
	}

	@Override
	public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
		this.onRevoked.accept(partitions);
		this.delegate.onPartitionsRevoked(partitions);
	}

	@Override
	public void onPartitionsLost(Collection<TopicPartition> partitions) {
		this.onRevoked.accept(partitions);
		this.delegate.onPartitionsLost(partitions);
	}

	@Override
	public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
		this.delegate.onPartitionsAssigned(partitions);
	}

}
