package io.github.asyncapikafka.actuate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import io.github.asyncapikafka.kafka.deadletter.HeldPartition;
import io.github.asyncapikafka.kafka.progress.ContainersProgress;
import io.github.asyncapikafka.kafka.progress.Stall;
import io.github.asyncapikafka.kafka.progress.StoppedContainer;
import io.github.asyncapikafka.kafka.topic.ContractTopics;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Is down while a channel makes no progress: its container has stopped by itself, a dead
 * letter cannot be written or a record not be read now, nothing moves although it should,
 * or the topics were not yet seen to.
 */
public final class ChannelHealthIndicator extends AbstractHealthIndicator {

	private final ContainersProgress progress;

	private final DeadLetters deadLetters;

	private final ContractTopics topics;

	/**
	 * Create an instance.
	 * @param progress knows how far containers come
	 * @param deadLetters knows the partitions that wait
	 * @param topics knows what is in the way of the topics
	 */
	public ChannelHealthIndicator(ContainersProgress progress, DeadLetters deadLetters, ContractTopics topics) {
		super("The health of channels cannot be told");
		this.progress = progress;
		this.deadLetters = deadLetters;
		this.topics = topics;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		builder.up();
		List<Stall> unmatched = this.progress.unmatched();
		if (!unmatched.isEmpty()) {
			builder.withDetail("unmatched", unmatched.stream().map(ChannelHealthIndicator::details).toList());
		}
		add(builder, "stopped", this.progress.stopped().stream().map(ChannelHealthIndicator::details).toList());
		add(builder, "topics", this.topics.obstacles());
		List<HeldPartition> waiting = this.deadLetters.heldPartitions();
		add(builder, "waiting", waiting.stream().map(ChannelHealthIndicator::details).toList());
		add(builder, "stalled",
				this.progress.stalls()
					.stream()
					.filter((stall) -> waiting.stream().noneMatch((held) -> isSame(held, stall)))
					.map(ChannelHealthIndicator::details)
					.toList());
	}

	private static boolean isSame(HeldPartition held, Stall stall) {
		return held.record().equals(stall.at()) && Printable.escape(held.operation()).equals(stall.operation());
	}

	private static void add(Health.Builder builder, String name, List<?> findings) {
		if (!findings.isEmpty()) {
			builder.down().withDetail(name, findings);
		}
	}

	private static Map<String, Object> details(StoppedContainer stopped) {
		return Map.of("operation", stopped.operation(), "topic", stopped.topic(), "cause", stopped.cause(), "positions",
				stopped.positions());
	}

	private static Map<String, Object> details(HeldPartition held) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("operation", Printable.escape(held.operation()));
		details.put("record", held.record());
		if (held.destination() != null) {
			details.put("deadLetterTopic", held.destination());
		}
		details.put("cause", held.cause());
		details.put("attempts", held.attempts());
		return details;
	}

	private static Map<String, Object> details(Stall stall) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("operation", stall.operation());
		if (stall.at() != null) {
			details.put("record", stall.at());
		}
		details.put("cause", stall.cause());
		details.put("since", Duration.ofSeconds(stall.since().toSeconds()).toString());
		return details;
	}

}
