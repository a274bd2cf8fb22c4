package io.github.asyncapikafka.kafka.topic;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.setting.Drift;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.jspecify.annotations.Nullable;

/**
 * Says in what topics differ from the contract, and what of it cannot be seen.
 */
final class TopicDrift {

	private final Drift onDrift;

	private final Findings findings;

	private final Problems problems = new Problems();

	TopicDrift(Drift onDrift, Findings findings) {
		this.onDrift = onDrift;
		this.findings = findings;
	}

	/**
	 * Return the differences that are problems.
	 */
	Problems problems() {
		return this.problems;
	}

	void compare(String name, KafkaChannel channel, WantedTopic wanted, TopicState state) {
		if (channel.partitions() != null && channel.partitions().value() != state.partitions()) {
			differs(name, channel, "partitions", "partitions " + state.partitions(), channel.partitions());
		}
		if (channel.replicas() != null && wanted.replicas() != null && wanted.replicas() != state.replicas()) {
			differs(name, channel, "replicas", "replicas " + state.replicas(), channel.replicas());
		}
		Config configuration = state.configuration();
		if (configuration != null) {
			channel.configuration().forEach((key, value) -> compare(name, channel, key, configuration.get(key), value));
		}
		else if (!channel.configuration().isEmpty()) {
			hidden(name, channel);
		}
	}

	private void compare(String name, KafkaChannel channel, String key, @Nullable ConfigEntry actual,
			Value<String> wanted) {
		if (actual == null) {
			differs(name, channel, "configuration." + key, "no setting " + Printable.quote(key), wanted);
		}
		else if (actual.value() != null && !isSame(actual.type(), actual.value().strip(), wanted.value().strip())) {
			differs(name, channel, "configuration." + key, Printable.quote(key) + " " + Printable.quote(actual.value()),
					wanted);
		}
	}

	private static boolean isSame(ConfigEntry.ConfigType type, String actual, String wanted) {
		return actual.equals(wanted) || switch (type) {
			case BOOLEAN -> actual.equalsIgnoreCase(wanted);
			case INT, SHORT, LONG, DOUBLE -> isSameNumber(actual, wanted);
			case LIST, UNKNOWN -> list(actual).equals(list(wanted));
			default -> false;
		};
	}

	private static boolean isSameNumber(String actual, String wanted) {
		try {
			return new BigDecimal(actual).compareTo(new BigDecimal(wanted)) == 0;
		}
		catch (NumberFormatException ex) {
			return false;
		}
	}

	/**
	 * Return the entries of a value that is a list, whose order means nothing.
	 */
	private static Set<String> list(String value) {
		return new TreeSet<>(Arrays.stream(value.split(",")).map(String::strip).toList());
	}

	private void differs(String name, KafkaChannel channel, String what, String actual, Value<?> wanted) {
		String message = "The topic " + Printable.quote(name) + " has " + actual + ", but the contract says "
				+ Printable.escape(String.valueOf(wanted.value()));
		Location location = wanted.source().location();
		if (this.onDrift == Drift.FAIL) {
			String source = (location != null) ? "." : " (" + wanted.source() + ").";
			this.problems.add((location != null) ? location : channel.location(), message + source,
					"Alter the topic, or correct the contract; '" + channel.property(what) + "' replaces its value.");
		}
		else {
			this.findings.warn(message + " (" + wanted.source() + "). It is left as it is.");
		}
	}

	private void hidden(String name, KafkaChannel channel) {
		String message = "The configuration of the topic " + Printable.quote(name)
				+ " cannot be compared with the contract: this application may not see it.";
		String action = "Ask for the right DESCRIBE_CONFIGS";
		if (this.onDrift == Drift.FAIL) {
			this.problems.add(channel.location(), message,
					action + ", or set 'asyncapi-kafka.topics.on-drift' to 'warn'.");
		}
		else {
			this.findings.warn(message + " " + action + ".");
		}
	}

}
