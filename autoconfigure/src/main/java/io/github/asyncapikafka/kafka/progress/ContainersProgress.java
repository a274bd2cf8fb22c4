package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.progress.corrupt.CorruptRecords;
import org.apache.kafka.common.TopicPartition;

import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Knows how far the containers of channels come, those of retry topics among them.
 */
public final class ContainersProgress implements ApplicationListener<ConsumerStoppedEvent> {

	private final List<ContainerProgress> containers = new CopyOnWriteArrayList<>();

	private final CorruptRecords corruptRecords;

	private final Duration stalledAfter;

	/**
	 * Create an instance.
	 * @param corruptRecords what happens at records that are corrupted
	 * @param stalledAfter for how long nothing may move
	 */
	public ContainersProgress(CorruptRecords corruptRecords, Duration stalledAfter) {
		this.corruptRecords = corruptRecords;
		this.stalledAfter = stalledAfter;
	}

	/**
	 * Watch a container.
	 * @param container the container
	 * @param operation the operation that it receives for
	 * @param topic what it receives from
	 * @param reports where records are reported that are skipped
	 * @param onRevoked is told of partitions that are taken from a consumer
	 * @return watches its consumers
	 */
	public ContainerProgress watch(MessageListenerContainer container, KafkaOperation operation, String topic,
			ViolationReports reports, Consumer<Collection<TopicPartition>> onRevoked) {
		ContainerProgress progress = new ContainerProgress(container, operation, topic, reports, this.corruptRecords,
				this.stalledAfter, onRevoked);
		this.containers.add(progress);
		return progress;
	}

	/**
	 * Return the containers that have stopped by themselves.
	 * @return the containers, empty if all is well
	 */
	public List<StoppedContainer> stopped() {
		return this.containers.stream().map(ContainerProgress::stopped).flatMap(Stream::ofNullable).toList();
	}

	/**
	 * Return what keeps consumers from getting on.
	 * @return what is in their way, empty if all is well
	 */
	public List<Stall> stalls() {
		return this.containers.stream().flatMap((container) -> container.stalls().stream()).toList();
	}

	@Override
	public void onApplicationEvent(ConsumerStoppedEvent event) {
		MessageListenerContainer container = event.getContainer(MessageListenerContainer.class);
		this.containers.stream()
			.filter((progress) -> progress.isOf(container))
			.forEach((progress) -> progress.stoppedBecauseOf(event.getReason()));
	}

}
