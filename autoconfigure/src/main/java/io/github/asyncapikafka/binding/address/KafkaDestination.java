package io.github.asyncapikafka.binding.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What a receiver subscribes to: one topic, or all that a pattern matches. Immutable.
 */
public final class KafkaDestination {

	private final List<AddressPart> parts;

	private final Map<String, String> values;

	/** The number of the group of an open parameter in the pattern. */
	private final Map<String, Integer> groups = new LinkedHashMap<>();

	private final Pattern pattern;

	/** Finds other values than the pattern if there are any. */
	private final Pattern opposite;

	KafkaDestination(List<AddressPart> parts, Map<String, String> values, ExcludedTopics excluded) {
		this.parts = List.copyOf(parts);
		this.values = Map.copyOf(values);
		String expression = expression(AddressParameter::expression);
		this.pattern = Pattern.compile((isOpen() ? excluded.lookAhead() : "") + expression);
		this.opposite = Pattern.compile(expression(AddressParameter::oppositeExpression));
	}

	/**
	 * Return a destination that is one topic.
	 * @param topic the name of the topic
	 * @return the destination
	 */
	public static KafkaDestination of(String topic) {
		return new KafkaDestination(List.of(AddressPart.of(topic)), Map.of(), ExcludedTopics.NONE);
	}

	/**
	 * The literals are quoted: a document is data. The groups have no names, because
	 * parameters may have names that groups may not.
	 */
	private String expression(Function<AddressParameter, String> values) {
		this.groups.clear();
		StringBuilder expression = new StringBuilder();
		for (AddressPart part : this.parts) {
			AddressParameter parameter = part.parameter();
			if (parameter == null) {
				expression.append(Pattern.quote(part.text()));
			}
			else if (this.groups.containsKey(parameter.name())) {
				expression.append("(?:\\").append(this.groups.get(parameter.name())).append(')');
			}
			else {
				this.groups.put(parameter.name(), this.groups.size() + 1);
				expression.append('(').append(values.apply(parameter)).append(')');
			}
		}
		return expression.toString();
	}

	/**
	 * Return whether parameters are open.
	 * @return {@code false} if it is one topic
	 */
	public boolean isOpen() {
		return !this.groups.isEmpty();
	}

	/**
	 * Return the open parameters.
	 * @return the names in the order of the address
	 */
	public Set<String> open() {
		return this.groups.keySet();
	}

	/**
	 * Return the pattern of the topics.
	 * @return a pattern that matches whole names
	 */
	public Pattern pattern() {
		return this.pattern;
	}

	/**
	 * Return the pattern of the topics but for some.
	 * @param topics the names of topics that are none of these
	 * @return a pattern that matches whole names
	 */
	public Pattern patternWithout(Collection<String> topics) {
		return topics.isEmpty() ? this.pattern
				: Pattern.compile(ExcludedTopics.named(topics).lookAhead() + this.pattern.pattern());
	}

	/**
	 * Return the name.
	 * @return the topic, with open parameters in braces
	 */
	public String name() {
		return this.parts.stream().map(AddressPart::text).collect(Collectors.joining());
	}

	/**
	 * Return what the name of the dead-letter topic is made of, which is one for all
	 * topics.
	 * @return the topic, with {@code _} for each open parameter
	 */
	public String deadLetterSource() {
		return expand((parameter) -> "_");
	}

	/**
	 * Return the value that a parameter has in a topic.
	 * @param parameter the name of the parameter
	 * @param topic the name of a topic of this destination
	 * @return the value, or {@code null} if the topic is none of these, if there is no
	 * such parameter, or if it could have several values
	 */
	public @Nullable String value(String parameter, String topic) {
		Integer group = this.groups.get(parameter);
		if (group == null) {
			return this.values.get(parameter);
		}
		Matcher matcher = this.pattern.matcher(topic);
		Matcher other = this.opposite.matcher(topic);
		boolean one = matcher.matches() && other.matches() && matcher.group(group).equals(other.group(group));
		return one ? matcher.group(group) : null;
	}

	/**
	 * Return a topic that this one could be, but that the pattern does not match.
	 * @return the name of the topic, or empty if it matches all
	 */
	public Optional<String> unmatched() {
		return samples().stream().filter((topic) -> !this.pattern.matcher(topic).matches()).findFirst();
	}

	/**
	 * Return a topic that is in this destination and in another one.
	 * @param other the other one
	 * @return the name of the topic, or empty if none can be told
	 */
	public Optional<String> shared(KafkaDestination other) {
		return samples().stream()
			.filter((topic) -> this.pattern.matcher(topic).matches() && other.pattern.matcher(topic).matches())
			.findFirst()
			.or(() -> other.samples()
				.stream()
				.filter((topic) -> this.pattern.matcher(topic).matches() && other.pattern.matcher(topic).matches())
				.findFirst());
	}

	/**
	 * Return topics that stand for all: each value of each {@code enum} occurs in one.
	 */
	private List<String> samples() {
		List<String> samples = new ArrayList<>();
		int most = this.parts.stream()
			.map(AddressPart::parameter)
			.mapToInt((parameter) -> (parameter != null) ? parameter.samples().size() : 1)
			.max()
			.orElse(1);
		for (int i = 0; i < most; i++) {
			int index = i;
			samples.add(expand((parameter) -> parameter.samples().get(index % parameter.samples().size())));
		}
		return samples;
	}

	private String expand(Function<AddressParameter, String> value) {
		return this.parts.stream()
			.map((part) -> (part.parameter() != null) ? value.apply(part.parameter()) : part.text())
			.collect(Collectors.joining());
	}

	/**
	 * Return the name.
	 */
	@Override
	public String toString() {
		return name();
	}

}
