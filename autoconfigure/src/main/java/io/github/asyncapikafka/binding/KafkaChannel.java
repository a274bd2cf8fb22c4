package io.github.asyncapikafka.binding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A channel as a Kafka topic.
 *
 * @param id the channel's id
 * @param topic the topic, or {@code null} if there is none, which is one of the problems
 * @param elsewhere whether all of its servers are of other protocols than Kafka, which is
 * one of the problems too
 * @param partitions the number of partitions, or {@code null} if nobody states it
 * @param replicas the number of replicas, or {@code null} if nobody states it
 * @param configuration the topic's configuration
 * @param inbound what happens to received records that break the contract
 * @param outbound what happens to records that break the contract where they are sent
 * @param problems why the channel cannot be used
 * @param location the place of the channel
 */
public record KafkaChannel(String id, @Nullable Value<String> topic, boolean elsewhere,
		@Nullable Value<Integer> partitions, @Nullable Value<Integer> replicas,
		Map<String, Value<String>> configuration, Value<Enforcement> inbound, Value<Enforcement> outbound,
		List<Problem> problems, Location location) {

	public KafkaChannel {
		configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
		problems = List.copyOf(problems);
	}

	/**
	 * Return the key of a property of the channel.
	 * @param name what the property is about, such as {@code replicas}
	 * @return the key in printable form
	 */
	public String property(String name) {
		return PropertyKeys.PREFIX + "channels." + PropertyKeys.segment(this.id) + "." + name;
	}

}
