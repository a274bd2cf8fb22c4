package io.github.asyncapikafka.kafka.topic;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.setting.TopicMode;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring the broker and the contract together.
 */
final class TopicProvisioning {

	private static final int ATTEMPTS = 20;

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	/** The cluster of consumers. */
	private final TopicClient consumers;

	/** The cluster of producers, mostly the same. */
	private final TopicClient producers;

	private final KafkaContract contract;

	private final TopicMode mode;

	private final @Nullable Integer maxReplicas;

	private final DeadLetterTopics deadLetters;

	private final Findings findings;

	private final TopicDrift drift;

	private final Problems refused = new Problems();

	private final Set<String> created = new HashSet<>();

	/** The rights that are missing, by the topic that cannot be looked at. */
	private final Map<String, String> hidden = new HashMap<>();

	private boolean mayCreate;

	TopicProvisioning(TopicClient consumers, TopicClient producers, KafkaContract contract, Findings findings) {
		this.consumers = consumers;
		this.producers = producers;
		this.contract = contract;
		this.mode = contract.topicMode().value();
		this.maxReplicas = contract.maxReplicas();
		this.findings = findings;
		this.deadLetters = new DeadLetterTopics(contract.deadLetter().retention(), this.maxReplicas, findings);
		this.drift = new TopicDrift(contract.onDrift(), findings);
		this.mayCreate = (this.mode == TopicMode.CREATE);
	}

	/**
	 * Create and compare.
	 */
	Outcome run(TopicPlan plan) {
		expect(plan);
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
			if (isOfItsOwn(channel, plan)) {
				source(this.producers, name(channel), channel);
			}
		}
		return new Outcome(this.refused.toList(), this.drift.problems().toList());
	}

	private void expect(TopicPlan plan) {
		this.consumers.expect(plan.received().stream().map(TopicProvisioning::name).toList());
		this.producers.expect(plan.deadLetterNames());
		this.producers.expect(plan.sent()
			.stream()
			.filter((channel) -> isOfItsOwn(channel, plan))
			.map(TopicProvisioning::name)
			.toList());
	}

	private boolean isOfItsOwn(KafkaChannel channel, TopicPlan plan) {
		return this.producers != this.consumers || !plan.received().contains(channel);
	}

	private static String name(KafkaChannel channel) {
		return Objects.requireNonNull(channel.topic()).value();
	}

	private @Nullable TopicState source(TopicClient client, String name, KafkaChannel channel) {
		WantedTopic wanted = WantedTopic.of(name, channel, this.maxReplicas);
		TopicState state = describe(client, name, "the right DESCRIBE");
		if (this.mode == TopicMode.NONE) {
			if (this.hidden.containsKey(name)) {
				this.findings.warn(hidden(name) + ".");
			}
			return state;
		}
		if (state == null) {
			state = (this.mode == TopicMode.CREATE && this.contract.topicMode(channel) == TopicMode.CHECK)
					? ofAnother(wanted) : missing(client, wanted, channel, channel.location());
		}
		if (state != null && !this.created.contains(name)) {
			this.drift.compare(name, channel, wanted, state);
		}
		return state;
	}

	private @Nullable TopicState ofAnother(WantedTopic wanted) {
		request(wanted, "it does not exist, and its channel is written in another file. "
				+ "Set 'asyncapi-kafka.topics.mode' to 'create' if this application is to create it");
		return null;
	}

	private void deadLetter(String name, KafkaChannel channel, @Nullable TopicState source) {
		TopicState state = describe(this.producers, name, "the rights DESCRIBE and WRITE");
		if (state == null) {
			missing(this.producers, this.deadLetters.wanted(name, channel, source), channel, channel.location());
			return;
		}
		this.deadLetters.check(name, state, source);
	}

	private @Nullable TopicState describe(TopicClient client, String name, String rights) {
		try {
			return client.describe(name);
		}
		catch (TopicAuthorizationException ex) {
			this.hidden.put(name, rights);
			return null;
		}
		catch (ApiException ex) {
			return unseen(name, ex);
		}
	}

	/**
	 * Return a topic that has just been created. Not every broker knows of it at once.
	 */
	private @Nullable TopicState describeSoon(TopicClient client, String name) {
		try {
			TopicState state = client.describe(name);
			for (int attempt = 1; state == null && attempt < ATTEMPTS && client.pause(); attempt++) {
				state = client.describe(name);
			}
			return state;
		}
		catch (ApiException ex) {
			return unseen(name, ex);
		}
	}

	private @Nullable TopicState unseen(String name, ApiException ex) {
		this.findings.warn(this.hidden.containsKey(name) ? hidden(name) + "."
				: "The topic " + Printable.quote(name) + " cannot be looked at: " + reason(ex));
		return null;
	}

	/**
	 * Say what is missing. To an application that may not look at a topic, the broker
	 * does not tell whether there is one.
	 */
	private String hidden(String name) {
		return "The topic " + Printable.quote(name) + " cannot be looked at: this application has no right to. Ask for "
				+ this.hidden.get(name) + " on it for the principal of this application";
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
			return (created != null) ? created : describeSoon(client, wanted.name());
		}
		catch (TopicExistsException ex) {
			return describeSoon(client, wanted.name());
		}
		catch (AuthorizationException ex) {
			request(wanted, "this application may not create it");
		}
		catch (ApiException ex) {
			boolean replicas = ex instanceof InvalidReplicationFactorException;
			this.refused.add(
					(replicas && channel.replicas() != null && channel.replicas().source().location() != null)
							? channel.replicas().source().location() : location,
					"The broker refuses to create the topic " + wanted + ": " + reason(ex) + ".",
					replicas ? "Set 'asyncapi-kafka.topics.max-replicas' or '" + channel.property("replicas") + "'."
							: "Correct the channel's binding, or create the topic and set 'asyncapi-kafka.topics.mode' to 'check'.");
		}
		return null;
	}

	private void request(WantedTopic wanted, String why) {
		this.findings.warn(this.hidden.containsKey(wanted.name()) ? hidden(wanted.name())
				+ ". If there is none, somebody has to create the topic " + wanted + ": " + why + "."
				: "Somebody has to create the topic " + wanted + ": " + why + ".");
	}

	private static String reason(ApiException ex) {
		return ex.getClass().getSimpleName() + ": " + Printable.escape(String.valueOf(ex.getMessage()));
	}

	/**
	 * What came of an attempt.
	 *
	 * @param refused what the broker refuses to create, until something changes there
	 * @param drift in what topics differ from the contract, which nobody alters
	 */
	record Outcome(List<Problem> refused, List<Problem> drift) {

		List<Problem> problems() {
			return Stream.concat(this.refused.stream(), this.drift.stream()).toList();
		}

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
					TopicState.of(Math.max(this.state.partitions(), other.state.partitions()),
							Math.max(this.state.replicas(), other.state.replicas()),
							Map.of("max.message.bytes", String.valueOf(bytes))));
		}

	}

}
