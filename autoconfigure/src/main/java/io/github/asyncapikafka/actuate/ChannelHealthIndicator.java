package io.github.asyncapikafka.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import io.github.asyncapikafka.kafka.deadletter.HeldPartition;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.topic.ContractTopics;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Is down while a channel makes no progress: its container has stopped by itself, a dead
 * letter cannot be written, or the topics were not yet seen to.
 */
public final class ChannelHealthIndicator extends AbstractHealthIndicator {

	private final ChannelListeners listeners;

	private final KafkaListenerEndpointRegistry registry;

	private final DeadLetters deadLetters;

	private final ContractTopics topics;

	/**
	 * Create an instance.
	 * @param listeners the listeners of channels
	 * @param registry has their containers
	 * @param deadLetters knows the partitions that wait
	 * @param topics knows what is in the way of the topics
	 */
	public ChannelHealthIndicator(ChannelListeners listeners, KafkaListenerEndpointRegistry registry,
			DeadLetters deadLetters, ContractTopics topics) {
		super("The health of channels cannot be told");
		this.listeners = listeners;
		this.registry = registry;
		this.deadLetters = deadLetters;
		this.topics = topics;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<String> stopped = new ArrayList<>();
		this.listeners.containers().forEach((id, description) -> {
			MessageListenerContainer container = this.registry.getListenerContainer(id);
			if (container != null && !container.isInExpectedState()) {
				stopped.add(description);
			}
		});
		List<HeldPartition> held = this.deadLetters.heldPartitions();
		List<String> obstacles = this.topics.obstacles();
		builder.status((stopped.isEmpty() && held.isEmpty() && obstacles.isEmpty()) ? "UP" : "DOWN");
		if (!stopped.isEmpty()) {
			builder.withDetail("stopped", stopped);
		}
		if (!obstacles.isEmpty()) {
			builder.withDetail("topics", obstacles);
		}
		if (!held.isEmpty()) {
			builder.withDetail("waiting", held.stream().map(ChannelHealthIndicator::details).toList());
		}
	}

	private static Map<String, Object> details(HeldPartition held) {
		return Map.of("operation", Printable.escape(held.operation()), "record", held.record(), "deadLetterTopic",
				held.destination(), "cause", held.cause(), "attempts", held.attempts());
	}

}
