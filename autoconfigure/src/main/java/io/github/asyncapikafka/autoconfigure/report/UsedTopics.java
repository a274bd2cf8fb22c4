package io.github.asyncapikafka.autoconfigure.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.binding.setting.DeadLetterSettings.Mode;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.address.Reader;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.producer.ChannelProducers;
import io.github.asyncapikafka.kafka.topic.TopicPlan;
import io.github.asyncapikafka.model.KafkaNames;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * The topics that the application's code uses: those of its listeners and producer
 * interfaces, and if it has templates injected, those of all operations that send.
 */
public final class UsedTopics {

	private static final String TEMPLATES = "channelTemplates";

	private final KafkaContract contract;

	private final ChannelListeners listeners;

	private final ChannelProducers producers;

	private final ConfigurableBeanFactory beanFactory;

	/**
	 * Create an instance.
	 * @param contract the contract
	 * @param listeners the listeners of the application
	 * @param producers the producer interfaces of the application
	 * @param beanFactory knows where templates are injected
	 */
	public UsedTopics(KafkaContract contract, ChannelListeners listeners, ChannelProducers producers,
			ConfigurableBeanFactory beanFactory) {
		this.contract = contract;
		this.listeners = listeners;
		this.producers = producers;
		this.beanFactory = beanFactory;
	}

	/**
	 * Return the topics.
	 * @return what is created or compared
	 */
	public TopicPlan plan() {
		Map<String, KafkaChannel> received = new LinkedHashMap<>();
		Map<String, KafkaChannel> sent = new LinkedHashMap<>();
		Map<String, Set<String>> deadLetters = new LinkedHashMap<>();
		Map<String, KafkaChannel> openDeadLetters = new LinkedHashMap<>();
		receivers().forEach((operation) -> this.listeners.endpoints().readers(operation).forEach((reader) -> {
			if (reader.destination().isOpen()) {
				deadLetterTopics(reader).forEach((name) -> openDeadLetters.put(name, operation.channel()));
			}
			else {
				received.putIfAbsent(reader.destination().name(), operation.channel());
				deadLetters.computeIfAbsent(reader.destination().name(), (topic) -> new TreeSet<>())
					.addAll(deadLetterTopics(reader));
			}
		}));
		senders().forEach((operation) -> sent.putIfAbsent(operation.topic(), operation.channel()));
		boolean used = !sent.isEmpty() || !this.producers.elements().isEmpty() || hasOpenTemplates()
				|| receivers().stream()
					.anyMatch((operation) -> !this.listeners.endpoints().readers(operation).isEmpty());
		return new TopicPlan(received.values(), sent.values(), deadLetters, openDeadLetters, used);
	}

	private List<KafkaOperation> receivers() {
		return this.contract.operations().values().stream().filter(KafkaOperation::receives).toList();
	}

	private List<KafkaOperation> senders() {
		Set<KafkaOperation> ofOneTopic = this.producers.ofOneTopic();
		boolean templates = hasTemplates();
		return this.contract.operations()
			.values()
			.stream()
			.filter((operation) -> !operation.receives() && operation.channel().topic() != null)
			.filter((operation) -> ofOneTopic.contains(operation) || (templates && operation.allProblems().isEmpty()))
			.toList();
	}

	private boolean hasTemplates() {
		return this.beanFactory.containsBean(TEMPLATES) && this.beanFactory.getDependentBeans(TEMPLATES).length > 0;
	}

	/**
	 * Return whether code may send to topics that are not known, through templates.
	 */
	private boolean hasOpenTemplates() {
		return hasTemplates() && this.contract.operations()
			.values()
			.stream()
			.filter((operation) -> !operation.receives())
			.anyMatch((operation) -> {
				KafkaAddress address = operation.channel().address();
				return address != null && operation.allProblems(address.parameters().keySet()).isEmpty();
			});
	}

	private Set<String> deadLetterTopics(Reader reader) {
		if (this.contract.deadLetter().mode() != Mode.TOPIC || reader.retryTopics()) {
			return Set.of();
		}
		return Set.of(this.contract.deadLetter().topic(reader.destination().deadLetterSource(), reader.groupId()));
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
		receivers().forEach((operation) -> this.listeners.endpoints()
			.readers(operation)
			.stream()
			.flatMap((reader) -> deadLetterTopics(reader).stream())
			.distinct()
			.forEach((name) -> {
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
