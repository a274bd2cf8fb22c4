package io.github.asyncapikafka.kafka.topic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a dead-letter topic should be, and says what is wrong with one.
 */
final class DeadLetterTopics {

	/** What reason and coordinates add to a record that becomes a dead letter. */
	private static final int HEADROOM = 65_536;

	private static final int MIN_HEADROOM = 16_384;

	private final Duration retention;

	private final @Nullable Integer maxReplicas;

	private final Findings findings;

	DeadLetterTopics(Duration retention, @Nullable Integer maxReplicas, Findings findings) {
		this.retention = retention;
		this.maxReplicas = maxReplicas;
		this.findings = findings;
	}

	void check(String name, TopicState state, @Nullable TopicState source) {
		if (Boolean.FALSE.equals(state.writable())) {
			this.findings.warn("The dead-letter topic " + Printable.quote(name)
					+ " cannot be written: this application has no right to. Ask for the right WRITE.");
		}
		String policy = Objects.requireNonNullElse(state.value("cleanup.policy"), "delete");
		if (policy.contains("compact")) {
			this.findings.warn("The dead-letter topic " + Printable.quote(name) + " has 'cleanup.policy' "
					+ Printable.quote(policy)
					+ ", so it keeps only the last dead letter of each key. Set it to 'delete'.");
		}
		if (source == null) {
			return;
		}
		if (state.partitions() < source.partitions()) {
			this.findings.warn("The dead-letter topic " + Printable.quote(name) + " has " + state.partitions()
					+ ((state.partitions() == 1) ? " partition" : " partitions") + ", but its source has "
					+ source.partitions() + ": dead letters of the others go to the partition of their key.");
		}
		if (state.maxMessageBytes() < source.maxMessageBytes() + MIN_HEADROOM) {
			this.findings.warn("The dead-letter topic " + Printable.quote(name) + " has 'max.message.bytes' "
					+ state.maxMessageBytes() + ", which is too small for the largest records of its source ("
					+ source.maxMessageBytes() + "). Set it to " + (source.maxMessageBytes() + HEADROOM) + ".");
		}
	}

	/**
	 * Return the topic as it should be.
	 * @param name its name
	 * @param channel a channel that its records come from
	 * @param source the topic that its records come from, or {@code null} if it is not
	 * known
	 */
	WantedTopic wanted(String name, KafkaChannel channel, @Nullable TopicState source) {
		Map<String, String> configuration = new LinkedHashMap<>();
		configuration.put("cleanup.policy", "delete");
		configuration.put("retention.ms", String.valueOf(this.retention.toMillis()));
		int size = (source != null) ? source.maxMessageBytes()
				: TopicState.of(1, 1, WantedTopic.of(name, channel, null).configuration()).maxMessageBytes();
		configuration.put("max.message.bytes", String.valueOf(size + HEADROOM));
		Integer stated = (channel.partitions() != null) ? channel.partitions().value() : null;
		return new WantedTopic(name, (source != null) ? Integer.valueOf(source.partitions()) : stated,
				WantedTopic.replicas(channel, this.maxReplicas), configuration);
	}

}
