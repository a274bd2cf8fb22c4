package io.github.asyncapikafka.kafka.topic;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.setting.TopicMode;

/**
 * The topics that the application uses.
 *
 * @param received the channels that it receives from, each with a topic
 * @param sent the channels that it sends to, each with a topic
 * @param deadLetters the names of the dead-letter topics by the name of their source
 * @param openDeadLetters the channels that are received from as several topics by the
 * name of their dead-letter topic
 * @param used whether the application uses any topic at all, be its name known or not
 */
public record TopicPlan(Collection<KafkaChannel> received, Collection<KafkaChannel> sent,
		Map<String, Set<String>> deadLetters, Map<String, KafkaChannel> openDeadLetters, boolean used) {

	public TopicPlan {
		received = new LinkedHashSet<>(received);
		sent = new LinkedHashSet<>(sent);
		deadLetters = Map.copyOf(deadLetters);
		openDeadLetters = Map.copyOf(openDeadLetters);
	}

	/**
	 * Return the names of all dead-letter topics.
	 */
	Set<String> deadLetterNames() {
		Set<String> names = new LinkedHashSet<>(this.openDeadLetters.keySet());
		this.deadLetters.values().forEach(names::addAll);
		return names;
	}

	/**
	 * Return whether there is nothing to ask the broker.
	 */
	boolean isEmpty(TopicMode mode) {
		return deadLetterNames().isEmpty()
				&& (mode == TopicMode.NONE || (this.received.isEmpty() && this.sent.isEmpty()));
	}

}
