package io.github.asyncapikafka.binding.address;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

	private static final int MOST_SAMPLES = 1000;

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
	 * Return open parameters without {@code enum} that nothing separates but characters
	 * that their values may have: where one ends and the next begins cannot be told.
	 * @param wanted the names of the parameters whose values somebody receives
	 * @return the names of the first such parameters of which one is wanted, empty if
	 * there are none
	 */
	public Set<String> inseparable(Collection<String> wanted) {
		Set<String> together = new LinkedHashSet<>();
		for (AddressPart part : this.parts) {
			AddressParameter parameter = part.parameter();
			if (parameter != null && parameter.allowedValues().isEmpty()) {
				together.add(parameter.name());
			}
			else if (isSeparator(part)) {
				if (together.size() > 1 && together.stream().anyMatch(wanted::contains)) {
					return together;
				}
				together = new LinkedHashSet<>();
			}
		}
		return (together.size() > 1 && together.stream().anyMatch(wanted::contains)) ? together : Set.of();
	}

	private static boolean isSeparator(AddressPart part) {
		List<String> texts = (part.parameter() != null) ? part.parameter().allowedValues() : List.of(part.text());
		return texts.stream()
			.noneMatch(
					(text) -> text.chars().allMatch((character) -> AddressParameter.allowsCharacter((char) character)));
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
		if (!isOpen() && !other.isOpen()) {
			return name().equals(other.name()) ? Optional.of(name()) : Optional.empty();
		}
		return TopicAutomaton.shared(this.parts, other.parts,
				(topic) -> this.pattern.matcher(topic).matches() && other.pattern.matcher(topic).matches());
	}

	/**
	 * Return topics that stand for all: each combination of the values of each
	 * {@code enum}, or so many that each value occurs in one.
	 */
	private Set<String> samples() {
		List<AddressParameter> parameters = this.parts.stream()
			.map(AddressPart::parameter)
			.filter(Objects::nonNull)
			.distinct()
			.toList();
		int most = parameters.stream().mapToInt((parameter) -> parameter.samples().size()).max().orElse(1);
		Set<String> samples = new LinkedHashSet<>();
		for (int i = 0; i < most; i++) {
			int index = i;
			samples.add(expand((parameter) -> parameter.samples().get(index % parameter.samples().size())));
		}
		addCombinations(parameters, Map.of(), samples);
		return samples;
	}

	private void addCombinations(List<AddressParameter> parameters, Map<String, String> chosen, Set<String> samples) {
		if (parameters.isEmpty()) {
			samples.add(expand((parameter) -> Objects.requireNonNull(chosen.get(parameter.name()))));
			return;
		}
		AddressParameter first = parameters.get(0);
		for (String value : first.samples()) {
			if (samples.size() >= MOST_SAMPLES) {
				return;
			}
			Map<String, String> more = new HashMap<>(chosen);
			more.put(first.name(), value);
			addCombinations(parameters.subList(1, parameters.size()), more, samples);
		}
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
