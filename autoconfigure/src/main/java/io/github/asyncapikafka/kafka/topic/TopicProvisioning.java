package io.github.asyncapikafka.kafka.topic;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.asyncapikafka.binding.Drift;
import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.TopicMode;
import io.github.asyncapikafka.binding.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring the broker and the contract together.
 */
final class TopicProvisioning {

	/** What reason and coordinates add to a record that becomes a dead letter. */
	private static final int HEADROOM = 65_536;

	private static final int MIN_HEADROOM = 16_384;

	private static final int ATTEMPTS = 20;

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	/** The cluster of consumers. */
	private final TopicClient consumers;

	/** The cluster of producers, mostly the same. */
	private final TopicClient producers;

	private final TopicMode mode;

	private final @Nullable Integer maxReplicas;

	private final Duration retention;

	private final Drift onDrift;

	private final Problems problems = new Problems();

	private final Set<String> created = new HashSet<>();

	private boolean mayCreate;

	TopicProvisioning(TopicClient consumers, TopicClient producers, KafkaContract contract) {
		this.consumers = consumers;
		this.producers = producers;
		this.mode = contract.topicMode().value();
		this.maxReplicas = contract.maxReplicas();
		this.retention = contract.deadLetter().retention();
		this.onDrift = contract.onDrift();
		this.mayCreate = (this.mode == TopicMode.CREATE);
	}

	/**
	 * Create and compare.
	 * @return what the broker refuses to create, possibly nothing
	 */
	Problems run(TopicPlan plan) {
		Map<String, Source> sources = new TreeMap<>();
		for (KafkaChannel channel : plan.received()) {
			String name = name(channel);
			Source source = new Source(channel, source(this.consumers, name, channel));
			plan.deadLetters()
				.getOrDefault(name, Set.of())
				.forEach((deadLetter) -> sources.merge(deadLetter, source, Source::and));
		}
		plan.openDeadLetters()
			.forEach((deadLetter, channel) -> sources.merge(deadLetter, new Source(channel, null), Source::and));
		sources.forEach((deadLetter, source) -> deadLetter(deadLetter, source.channel(), source.state()));
		for (KafkaChannel channel : plan.sent()) {
			if (this.producers != this.consumers || !plan.received().contains(channel)) {
				source(this.producers, name(channel), channel);
			}
		}
		return this.problems;
	}

	private static String name(KafkaChannel channel) {
		return Objects.requireNonNull(channel.topic()).value();
	}

	private @Nullable TopicState source(TopicClient client, String name, KafkaChannel channel) {
		WantedTopic wanted = WantedTopic.of(name, channel, this.maxReplicas);
		TopicState state = describe(client, name);
		if (this.mode == TopicMode.NONE) {
			return state;
		}
		if (state == null) {
			state = missing(client, wanted, channel, channel.location());
		}
		if (state != null && !this.created.contains(name)) {
			compare(name, channel, wanted, state);
		}
		return state;
	}

	private void deadLetter(String name, KafkaChannel channel, @Nullable TopicState source) {
		TopicState state = describe(this.producers, name);
		if (state == null) {
			missing(this.producers, wantedDeadLetter(name, channel, source), channel, channel.location());
			return;
		}
		if (Boolean.FALSE.equals(state.writable())) {
			logger.warn("The dead-letter topic " + Printable.quote(name)
					+ " cannot be written: this application has no right to. Ask for the right WRITE.");
		}
		String policy = state.configuration().getOrDefault("cleanup.policy", "delete");
		if (policy.contains("compact")) {
			logger.warn("The dead-letter topic " + Printable.quote(name) + " has 'cleanup.policy' "
					+ Printable.quote(policy)
					+ ", so it keeps only the last dead letter of each key. Set it to 'delete'.");
		}
		if (source != null && state.partitions() < source.partitions()) {
			logger.warn("The dead-letter topic " + Printable.quote(name) + " has " + state.partitions()
					+ " partitions, but its source has " + source.partitions()
					+ ": dead letters of the others go to the partition of their key.");
		}
		if (source != null && state.maxMessageBytes() < source.maxMessageBytes() + MIN_HEADROOM) {
			logger.warn("The dead-letter topic " + Printable.quote(name) + " has 'max.message.bytes' "
					+ state.maxMessageBytes() + ", which is too small for the largest records of its source ("
					+ source.maxMessageBytes() + "). Set it to " + (source.maxMessageBytes() + HEADROOM) + ".");
		}
	}

	private WantedTopic wantedDeadLetter(String name, KafkaChannel channel, @Nullable TopicState source) {
		Map<String, String> configuration = new LinkedHashMap<>();
		configuration.put("cleanup.policy", "delete");
		configuration.put("retention.ms", String.valueOf(this.retention.toMillis()));
		int size = (source != null) ? source.maxMessageBytes()
				: new TopicState(1, 1, null, WantedTopic.of(name, channel, null).configuration()).maxMessageBytes();
		configuration.put("max.message.bytes", String.valueOf(size + HEADROOM));
		Integer stated = (channel.partitions() != null) ? channel.partitions().value() : null;
		return new WantedTopic(name, (source != null) ? Integer.valueOf(source.partitions()) : stated,
				WantedTopic.replicas(channel, this.maxReplicas), configuration);
	}

	private @Nullable TopicState describe(TopicClient client, String name) {
		try {
			return client.describe(name);
		}
		catch (ApiException ex) {
			logger.warn("The topic " + Printable.quote(name) + " cannot be looked at: " + reason(ex));
			return null;
		}
	}

	/**
	 * Return a topic that somebody else has just created. Not every broker knows of it at
	 * once.
	 */
	private @Nullable TopicState describeSoon(TopicClient client, String name) {
		TopicState state = describe(client, name);
		for (int attempt = 1; state == null && attempt < ATTEMPTS; attempt++) {
			if (!client.pause()) {
				return null;
			}
			state = describe(client, name);
		}
		return state;
	}

	private @Nullable TopicState missing(TopicClient client, WantedTopic wanted, KafkaChannel channel,
			Location location) {
		if (!this.mayCreate) {
			request(wanted, "it does not exist");
			return null;
		}
		try {
			TopicState created = client.create(wanted);
			this.created.add(wanted.name());
			logger.info("Created the topic " + wanted);
			return created;
		}
		catch (TopicExistsException ex) {
			return describeSoon(client, wanted.name());
		}
		catch (AuthorizationException ex) {
			request(wanted, "this application may not create it");
		}
		catch (ApiException ex) {
			boolean replicas = ex instanceof InvalidReplicationFactorException;
			this.problems.add(
					(replicas && channel.replicas() != null && channel.replicas().source().location() != null)
							? channel.replicas().source().location() : location,
					"The broker refuses to create the topic " + wanted + ": " + reason(ex) + ".",
					replicas ? "Set 'asyncapi-kafka.topics.max-replicas' or '" + channel.property("replicas") + "'."
							: "Correct the channel's binding, or create the topic and set 'asyncapi-kafka.topics.mode' to 'check'.");
		}
		return null;
	}

	private static void request(WantedTopic wanted, String why) {
		logger.warn("Somebody has to create the topic " + wanted + ": " + why + ".");
	}

	private void compare(String name, KafkaChannel channel, WantedTopic wanted, TopicState state) {
		if (channel.partitions() != null && channel.partitions().value() != state.partitions()) {
			differs(name, channel, "partitions", String.valueOf(state.partitions()), channel.partitions());
		}
		if (channel.replicas() != null && wanted.replicas() != null && wanted.replicas() != state.replicas()) {
			differs(name, channel, "replicas", String.valueOf(state.replicas()), channel.replicas());
		}
		channel.configuration().forEach((key, value) -> {
			String actual = state.configuration().get(key);
			if (actual != null && !list(actual).equals(list(value.value()))) {
				differs(name, channel, "configuration." + key, Printable.quote(actual), value);
			}
		});
	}

	/**
	 * Return the entries of a value that is a list, whose order means nothing.
	 */
	private static Set<String> list(String value) {
		return new TreeSet<>(Arrays.stream(value.split(",")).map(String::strip).toList());
	}

	private void differs(String name, KafkaChannel channel, String what, String actual, Value<?> wanted) {
		String setting = what.startsWith("configuration.") ? Printable.quote(what.substring("configuration.".length()))
				: what;
		String message = "The topic " + Printable.quote(name) + " has " + setting + " " + actual
				+ ", but the contract says " + Printable.escape(String.valueOf(wanted.value()));
		Location location = wanted.source().location();
		if (this.onDrift == Drift.FAIL) {
			this.problems.add((location != null) ? location : channel.location(), message + ".",
					"Alter the topic, or correct the contract; '" + channel.property(what) + "' replaces its value.");
		}
		else {
			logger.warn(message + " (" + wanted.source() + "). It is left as it is.");
		}
	}

	private static String reason(ApiException ex) {
		return ex.getClass().getSimpleName() + ": " + Printable.escape(String.valueOf(ex.getMessage()));
	}

	/**
	 * What dead letters come from: a topic, or what several of them have at most.
	 *
	 * @param channel the first of the channels
	 * @param state the topic, or {@code null} if it is not there
	 */
	private record Source(KafkaChannel channel, @Nullable TopicState state) {

		Source and(Source other) {
			if (this.state == null || other.state == null) {
				return (this.state != null) ? this : new Source(this.channel, other.state);
			}
			int bytes = Math.max(this.state.maxMessageBytes(), other.state.maxMessageBytes());
			return new Source(this.channel,
					new TopicState(Math.max(this.state.partitions(), other.state.partitions()),
							Math.max(this.state.replicas(), other.state.replicas()), null,
							Map.of("max.message.bytes", String.valueOf(bytes))));
		}

	}

}
