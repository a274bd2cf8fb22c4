package io.github.asyncapikafka.kafka.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.progress.corrupt.CorruptPartitions;
import io.github.asyncapikafka.kafka.progress.corrupt.CorruptRecords;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.event.ConsumerStoppedEvent.Reason;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * How far the consumers of one container come.
 */
public final class ContainerProgress {

	private static final Map<Reason, String> REASONS = Map.of(Reason.ABNORMAL, "a record could not be handled",
			Reason.FENCED, "its producer was fenced", Reason.AUTH, "it is not authorized", Reason.NO_OFFSET,
			"its group has no offset, and nothing says where to begin", Reason.ERROR, "an Error was thrown");

	private static final Duration MAX_LOOK_AFTER = Duration.ofSeconds(10);

	private final MessageListenerContainer container;

	private final KafkaOperation operation;

	private final String topic;

	private final ViolationReports reports;

	private final CorruptRecords corruptRecords;

	private final Duration stalledAfter;

	private final java.util.function.Consumer<Collection<TopicPartition>> onRevoked;

	/**
	 * After which time without a partition somebody is asked whether there is a topic.
	 */
	private final Duration lookAfter;

	private final Set<ConsumerProgress> consumers = ConcurrentHashMap.newKeySet();

	/** Where consumers were that have ended since one began. */
	private final Set<String> lastPositions = new ConcurrentSkipListSet<>();

	private volatile @Nullable String stopReason;

	ContainerProgress(MessageListenerContainer container, KafkaOperation operation, String topic,
			ViolationReports reports, CorruptRecords corruptRecords, Duration stalledAfter,
			java.util.function.Consumer<Collection<TopicPartition>> onRevoked) {
		this.container = container;
		this.operation = operation;
		this.topic = topic;
		this.reports = reports;
		this.corruptRecords = corruptRecords;
		this.stalledAfter = stalledAfter;
		this.onRevoked = onRevoked;
		this.lookAfter = (stalledAfter.compareTo(MAX_LOOK_AFTER) < 0) ? stalledAfter : MAX_LOOK_AFTER;
	}

	/**
	 * Watch a consumer.
	 * @param consumer the consumer
	 * @param batch whether its listener takes batches
	 * @return polls in the place of the consumer
	 */
	public ConsumerWatch watch(Consumer<Object, Object> consumer, boolean batch) {
		ContainerProperties properties = this.container.getContainerProperties();
		// The container is to do nothing for some time, or the consumer to wait for
		// records.
		ConsumerProgress progress = new ConsumerProgress(Printable.escape(this.operation.id()), consumer::metrics,
				batch, this.stalledAfter.plusMillis(Math.max(0, properties.getIdleBetweenPolls())),
				this.stalledAfter.plusMillis(Math.max(0, properties.getPollTimeout())));
		this.consumers.add(progress);
		this.stopReason = null;
		this.lastPositions.clear();
		CorruptPartitions corrupt = new CorruptPartitions(consumer, this.operation.id(), this.corruptRecords,
				(count) -> this.reports.skipped(this.operation, count));
		return new ConsumerWatch(consumer, progress, corrupt, new PauseRequests(this.container), this.onRevoked,
				() -> closed(progress));
	}

	private void closed(ConsumerProgress progress) {
		this.consumers.remove(progress);
		this.lastPositions.addAll(progress.positions());
	}

	boolean isOf(MessageListenerContainer other) {
		return this.container == other;
	}

	void stoppedBecauseOf(Reason reason) {
		String text = REASONS.get(reason);
		if (text != null) {
			this.stopReason = text;
		}
	}

	@Nullable StoppedContainer stopped() {
		if (this.container.isInExpectedState()) {
			return null;
		}
		String reason = this.stopReason;
		return new StoppedContainer(Printable.escape(this.operation.id()), Printable.escape(this.topic),
				(reason != null) ? reason : "not known", List.copyOf(this.lastPositions));
	}

	List<Stall> stalls() {
		return this.consumers.stream().flatMap((consumer) -> consumer.stalls().stream()).toList();
	}

	/**
	 * Return the topics of which a consumer has no partition, for so long that somebody
	 * should ask whether they exist. If they do, all is well: the group may have more
	 * members than the topic has partitions.
	 * @return for how long, by the name of the topic
	 */
	Map<String, Duration> doubtful() {
		Map<String, Duration> doubtful = unassigned();
		doubtful.remove(ConsumerProgress.ANY);
		doubtful.values().removeIf((age) -> age.compareTo(this.lookAfter) < 0);
		return doubtful;
	}

	Stall missing(String topic, Duration age) {
		return stall("the topic " + Printable.quote(topic) + " does not exist", age);
	}

	/**
	 * Return what the consumers wait for although nothing is wrong.
	 */
	@Nullable Stall unmatched() {
		Duration age = unassigned().get(ConsumerProgress.ANY);
		return (age != null) ? stall("there is no topic of the address " + Printable.quote(this.topic) + " yet", age)
				: null;
	}

	private Map<String, Duration> unassigned() {
		Map<String, Duration> unassigned = new HashMap<>();
		this.consumers.forEach((consumer) -> consumer.unassigned()
			.forEach((topic, age) -> unassigned.merge(topic, age,
					(one, other) -> (one.compareTo(other) > 0) ? one : other)));
		return unassigned;
	}

	private Stall stall(String cause, Duration age) {
		return new Stall(Printable.escape(this.operation.id()), null, cause, age);
	}

}
