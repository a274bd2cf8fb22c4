package io.github.asyncapikafka.autoconfigure;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.DeadLetterSettings.Mode;
import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.producer.ChannelProducers;
import io.github.asyncapikafka.kafka.topic.TopicPlan;
import io.github.asyncapikafka.model.KafkaNames;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * The topics that the application's code uses: those of its listeners and producer
 * interfaces, and if it has templates injected, those of all operations that send.
 */
final class UsedTopics {

	private static final String TEMPLATES = "channelTemplates";

	private final KafkaContract contract;

	private final ChannelListeners listeners;

	private final ChannelProducers producers;

	private final ConfigurableBeanFactory beanFactory;

	UsedTopics(KafkaContract contract, ChannelListeners listeners, ChannelProducers producers,
			ConfigurableBeanFactory beanFactory) {
		this.contract = contract;
		this.listeners = listeners;
		this.producers = producers;
		this.beanFactory = beanFactory;
	}

	TopicPlan plan() {
		Map<String, KafkaChannel> received = new LinkedHashMap<>();
		Map<String, KafkaChannel> sent = new LinkedHashMap<>();
		Map<String, Set<String>> deadLetters = new LinkedHashMap<>();
		operations().forEach((operation) -> {
			(operation.receives() ? received : sent).putIfAbsent(operation.topic(), operation.channel());
			deadLetters.computeIfAbsent(operation.topic(), (topic) -> new LinkedHashSet<>())
				.addAll(deadLetterTopics(operation));
		});
		return new TopicPlan(received.values(), sent.values(), deadLetters);
	}

	private Collection<KafkaOperation> operations() {
		Set<KafkaOperation> senders = this.producers.elements().keySet();
		boolean templates = this.beanFactory.containsBean(TEMPLATES)
				&& this.beanFactory.getDependentBeans(TEMPLATES).length > 0;
		return this.contract.operations()
			.values()
			.stream()
			.filter((operation) -> operation.channel().topic() != null)
			.filter((operation) -> senders.contains(operation) || !this.listeners.groupsByElement(operation).isEmpty()
					|| (templates && !operation.receives() && operation.allProblems().isEmpty()))
			.toList();
	}

	private Set<String> deadLetterTopics(KafkaOperation operation) {
		if (this.contract.deadLetter().mode() != Mode.TOPIC || !operation.receives()) {
			return Set.of();
		}
		return this.listeners.groupsWithoutRetryTopics(operation)
			.values()
			.stream()
			.map((group) -> this.contract.deadLetter().topic(operation.topic(), group))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Report names of dead-letter topics that cannot be.
	 */
	void check(Problems problems) {
		Set<String> topics = this.contract.channels()
			.values()
			.stream()
			.filter((channel) -> channel.topic() != null)
			.map((channel) -> channel.topic().value())
			.collect(Collectors.toSet());
		operations().forEach((operation) -> deadLetterTopics(operation).forEach((name) -> {
			if (!KafkaNames.isLegalTopic(name)) {
				problems.add(operation.location(),
						"Kafka does not allow the name " + Printable.quote(name) + " for the dead-letter topic of "
								+ Printable.quote(operation.id()) + ".",
						KafkaNames.TOPIC_RULE + " Set 'asyncapi-kafka.dead-letter.topic'.");
			}
			else if (topics.contains(name)) {
				problems.add(operation.location(),
						"The dead-letter topic " + Printable.quote(name) + " of " + Printable.quote(operation.id())
								+ " is the topic of a channel.",
						"Set 'asyncapi-kafka.dead-letter.topic' to another name.");
			}
		}));
	}

}
