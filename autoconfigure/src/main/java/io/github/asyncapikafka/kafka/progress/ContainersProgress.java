package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

	private final UnaryOperator<Set<String>> missing;

	/**
	 * Create an instance.
	 * @param corruptRecords what happens at records that are corrupted
	 * @param stalledAfter for how long nothing may move
	 * @param missing gives those of some topics that do not exist
	 */
	public ContainersProgress(CorruptRecords corruptRecords, Duration stalledAfter,
			UnaryOperator<Set<String>> missing) {
		this.corruptRecords = corruptRecords;
		this.stalledAfter = stalledAfter;
		this.missing = missing;
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
		List<Stall> stalls = new ArrayList<>();
		Map<ContainerProgress, Map<String, Duration>> doubtful = new LinkedHashMap<>();
		for (ContainerProgress container : this.containers) {
			List<Stall> found = container.stalls();
			stalls.addAll(found);
			if (found.isEmpty()) {
				doubtful.put(container, container.doubtful());
			}
		}
		addMissing(doubtful, stalls);
		return stalls;
	}

	/**
	 * Add the topics that do not exist. All are asked for at once, because who asks
	 * waits.
	 */
	private void addMissing(Map<ContainerProgress, Map<String, Duration>> doubtful, List<Stall> stalls) {
		Set<String> topics = doubtful.values()
			.stream()
			.flatMap((ages) -> ages.keySet().stream())
			.collect(Collectors.toSet());
		Set<String> missing = topics.isEmpty() ? Set.of() : this.missing.apply(topics);
		doubtful.forEach((container, ages) -> ages.forEach((topic, age) -> {
			if (missing.contains(topic)) {
				stalls.add(container.missing(topic, age));
			}
		}));
	}

	/**
	 * Return the listeners that wait for the first topic of their address.
	 * @return what they wait for, empty if there are none
	 */
	public List<Stall> unmatched() {
		return this.containers.stream().map(ContainerProgress::unmatched).flatMap(Stream::ofNullable).toList();
	}

	@Override
	public void onApplicationEvent(ConsumerStoppedEvent event) {
		MessageListenerContainer container = event.getContainer(MessageListenerContainer.class);
		this.containers.stream()
			.filter((progress) -> progress.isOf(container))
			.forEach((progress) -> progress.stoppedBecauseOf(event.getReason()));
	}

}
