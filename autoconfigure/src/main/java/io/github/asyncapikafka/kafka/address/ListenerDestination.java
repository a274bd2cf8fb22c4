package io.github.asyncapikafka.kafka.address;

import java.lang.reflect.AnnotatedElement;
import java.util.Set;

import io.github.asyncapikafka.binding.ChannelDestinations;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.kafka.annotation.RetryableTopic;

/**
 * Decides what a listener subscribes to.
 */
public final class ListenerDestination {

	private ListenerDestination() {
	}

	/**
	 * Decide what a listener subscribes to.
	 * @param contract the contract
	 * @param operation the listener's operation
	 * @param element the listener's method or class
	 * @param name what the element is called
	 * @param groupId the consumer group that its annotation names, or {@code null}
	 * @param problems where everything is added that prevents the use of operation and
	 * topics
	 * @return the topics, or {@code null} if there is a problem
	 */
	public static @Nullable KafkaDestination of(KafkaContract contract, KafkaOperation operation,
			AnnotatedElement element, String name, @Nullable String groupId, Problems problems) {
		Problems found = new Problems();
		Set<String> wanted = ChannelParameters.of(element, name, found);
		found.addAll(operation.allProblems(wanted));
		if (operation.channel().problems().isEmpty()) {
			ChannelParameters.check(operation, wanted, name, found);
		}
		KafkaDestination destination = found.isEmpty() ? ChannelDestinations.of(contract, operation, wanted, groupId)
				: null;
		if (destination != null && destination.isOpen()) {
			checkOpen(operation, destination, element, name, found);
		}
		problems.addAll(found.toList());
		return found.isEmpty() ? destination : null;
	}

	private static void checkOpen(KafkaOperation operation, KafkaDestination destination, AnnotatedElement element,
			String name, Problems problems) {
		destination.unmatched()
			.ifPresent((topic) -> problems.add(operation.channel().location(), name + " would not receive from "
					+ Printable.quote(topic) + ", which the address " + Printable.quote(destination.name())
					+ " can be: its name is that of a dead-letter, retry, reply or internal topic, and those are left out.",
					"Give the parameters values, or set 'asyncapi-kafka.dead-letter.topic' if it names such topics."));
		if (hasRetryTopics(element)) {
			problems.add(operation.channel().location(),
					name + " has @RetryableTopic, but the address " + Printable.quote(destination.name())
							+ " is open: retry topics are made for topics that are known at start-up.",
					"Remove @RetryableTopic, or give the parameters values: "
							+ String.join(", ", destination.open().stream().map(Printable::quote).toList()) + ".");
		}
	}

	/**
	 * Return whether a listener has retry topics.
	 * @param element the listener's method or class
	 * @return whether Spring Kafka makes them
	 */
	public static boolean hasRetryTopics(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(RetryableTopic.class);
	}

}
