package io.github.asyncapikafka.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A channel as a Kafka topic, or as several while parameters of its address are open.
 *
 * @param id the channel's id
 * @param topic the topic, or {@code null} if there is none, which is one of the problems,
 * or if parameters are open
 * @param address the address with its parameters, or {@code null} if the topic does not
 * come from one that has any
 * @param elsewhere whether all of its servers are of other protocols than Kafka, which is
 * one of the problems too
 * @param partitions the number of partitions, or {@code null} if nobody states it
 * @param replicas the number of replicas, or {@code null} if nobody states it
 * @param configuration the topic's configuration
 * @param inbound what happens to received records that break the contract
 * @param outbound what happens to records that break the contract where they are sent
 * @param problems why the channel cannot be used, but for parameters without a value
 * @param location the place of the channel
 */
public record KafkaChannel(String id, @Nullable Value<String> topic, @Nullable KafkaAddress address, boolean elsewhere,
		@Nullable Value<Integer> partitions, @Nullable Value<Integer> replicas,
		Map<String, Value<String>> configuration, Value<Enforcement> inbound, Value<Enforcement> outbound,
		List<Problem> problems, Location location) {

	public KafkaChannel {
		configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
		problems = List.copyOf(problems);
	}

	/**
	 * Return the name for people.
	 * @return the topic, with open parameters in braces, or {@code null} if there is none
	 */
	public @Nullable String name() {
		if (this.topic != null) {
			return this.topic.value();
		}
		return (this.address != null) ? this.address.toString() : null;
	}

	/**
	 * Return whether the topic keeps the last record of each key, so that a record
	 * without a payload deletes a key.
	 * @return {@code true} if {@code compact} is among the policies of
	 * {@code cleanup.policy}
	 */
	public boolean isCompacted() {
		Value<String> policy = this.configuration.get("cleanup.policy");
		return policy != null
				&& Arrays.stream(policy.value().split(",")).anyMatch((word) -> word.strip().equals("compact"));
	}

	/**
	 * Return what is wrong with the channel.
	 * @param wanted the names of the parameters whose values code receives or gives
	 * @return the problems, empty if it can be used
	 */
	List<Problem> problems(Collection<String> wanted) {
		List<Problem> all = new ArrayList<>(this.problems);
		if (this.address != null) {
			all.addAll(this.address.missing(wanted));
		}
		return all;
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
