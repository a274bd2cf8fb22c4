package io.github.asyncapikafka.kafka.address;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.ChannelDestinations;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.KafkaListenerConfigUtils;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.retrytopic.RetryTopicConfiguration;

/**
 * Decides what a listener subscribes to.
 */
public final class ListenerDestination {

	private static final String METADATA_MAX_AGE_MS = "30000";

	private final KafkaContract contract;

	private final ListableBeanFactory beanFactory;

	/**
	 * Create an instance.
	 * @param contract the contract
	 * @param beanFactory the beans of the application
	 */
	public ListenerDestination(KafkaContract contract, ListableBeanFactory beanFactory) {
		this.contract = contract;
		this.beanFactory = beanFactory;
	}

	/**
	 * Decide what a listener subscribes to.
	 * @param operation the listener's operation
	 * @param element the listener's method or class
	 * @param name what the element is called
	 * @param groupId the consumer group that its annotation names, or {@code null}
	 * @param problems where everything is added that prevents the use of operation and
	 * topics, but for parameters that the address does not have
	 * @return the topics, or {@code null} if there is a problem, or such a parameter
	 */
	public @Nullable KafkaDestination of(KafkaOperation operation, AnnotatedElement element, String name,
			@Nullable String groupId, Problems problems) {
		Problems found = new Problems();
		Set<String> wanted = ChannelParameters.of(element, name, found);
		found.addAll(operation.allProblems(wanted));
		KafkaAddress address = operation.channel().address();
		Set<String> known = (address != null) ? address.parameters().keySet() : Set.of();
		KafkaDestination destination = (found.isEmpty() && known.containsAll(wanted))
				? ChannelDestinations.of(this.contract, operation, wanted, groupId) : null;
		if (destination != null && destination.isOpen()) {
			checkOpen(operation, destination, element, name, found);
			checkValues(operation, destination, wanted, name, found);
		}
		problems.addAll(found.toList());
		return found.isEmpty() ? destination : null;
	}

	private void checkOpen(KafkaOperation operation, KafkaDestination destination, AnnotatedElement element,
			String name, Problems problems) {
		destination.unmatched()
			.ifPresent((topic) -> problems.add(operation.channel().location(), name + " would not receive from "
					+ Printable.quote(topic) + ", which the address " + Printable.quote(destination.name())
					+ " can be: its name is that of a dead-letter, retry, reply or internal topic, and those are left out.",
					"Give the parameters values, or set 'asyncapi-kafka.dead-letter.topic' if it names such topics."));
		boolean annotated = hasRetryTopics(element);
		if (annotated || this.beanFactory.getBeanNamesForType(RetryTopicConfiguration.class, true, false).length > 0) {
			problems.add(
					operation.channel().location(), name
							+ (annotated ? " has @RetryableTopic"
									: " would have retry topics, as 'spring.kafka.retry.topic.enabled' or a "
											+ "RetryTopicConfiguration bean says")
							+ ", but the address " + Printable.quote(destination.name())
							+ " is open: retry topics are made for topics that are known at start-up.",
					"Remove it, or give the parameters values: "
							+ String.join(", ", destination.open().stream().map(Printable::quote).toList()) + ".");
		}
	}

	private static void checkValues(KafkaOperation operation, KafkaDestination destination, Set<String> wanted,
			String name, Problems problems) {
		Set<String> inseparable = destination.inseparable(wanted);
		if (!inseparable.isEmpty()) {
			problems.add(operation.channel().location(),
					name + " could not get the values of "
							+ String.join(" and ", inseparable.stream().map(Printable::quote).toList())
							+ " from a topic of the address " + Printable.quote(destination.name())
							+ ": only characters that the values may have stand between them.",
					"Give one of them an 'enum' or a value, or separate them with '.'.");
		}
	}

	/**
	 * Let consumers of a pattern notice new topics sooner than Kafka does by default.
	 * @param own the consumer properties of the listener
	 * @param application what all consumers are configured with
	 */
	public static void configure(Properties own, Map<String, Object> application) {
		if (!application.containsKey(ConsumerConfig.METADATA_MAX_AGE_CONFIG)) {
			own.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
		}
	}

	/**
	 * Return the topics that Spring Kafka has made for retries and their dead letters,
	 * whatever their names are.
	 * @param beanFactory has the containers that read them
	 * @return the names of the topics
	 */
	public static Set<String> retryTopics(BeanFactory beanFactory) {
		return beanFactory
			.getBean(KafkaListenerConfigUtils.KAFKA_LISTENER_ENDPOINT_REGISTRY_BEAN_NAME,
					KafkaListenerEndpointRegistry.class)
			.getListenerContainers()
			.stream()
			.filter((container) -> container instanceof AbstractMessageListenerContainer<?, ?> retrying
					&& retrying.getMainListenerId() != null
					&& !retrying.getMainListenerId().equals(retrying.getListenerId()))
			.map((container) -> container.getContainerProperties().getTopics())
			.filter(Objects::nonNull)
			.flatMap(Arrays::stream)
			.collect(Collectors.toSet());
	}

	/**
	 * Return whether a listener has retry topics, whoever says so.
	 * @param beanFactory has the configurations of retry topics
	 * @param element the listener's method or class
	 * @param destination what it subscribes to
	 * @return whether Spring Kafka makes them
	 */
	public static boolean hasRetryTopics(ListableBeanFactory beanFactory, AnnotatedElement element,
			KafkaDestination destination) {
		return hasRetryTopics(element) || (!destination.isOpen() && beanFactory
			.getBeansOfType(RetryTopicConfiguration.class)
			.values()
			.stream()
			.anyMatch((configuration) -> configuration.hasConfigurationForTopics(new String[] { destination.name() })));
	}

	/**
	 * Return whether a listener has retry topics by annotation.
	 * @param element the listener's method or class
	 * @return whether Spring Kafka makes them
	 */
	private static boolean hasRetryTopics(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(RetryableTopic.class);
	}

}
