package io.github.asyncapikafka.binding.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Problem;

/**
 * An address with parameters: a topic for each combination of their values. Immutable.
 */
public final class KafkaAddress {

	private final List<AddressPart> parts;

	private final Map<String, AddressParameter> parameters = new LinkedHashMap<>();

	/**
	 * Create an instance.
	 * @param parts the parts in their order, the prefix of topics among them
	 */
	KafkaAddress(List<AddressPart> parts) {
		this.parts = List.copyOf(parts);
		this.parts.forEach((part) -> {
			if (part.parameter() != null) {
				this.parameters.put(part.parameter().name(), part.parameter());
			}
		});
	}

	/**
	 * Return the parameters.
	 * @return the parameters by name, in the order of the address
	 */
	public Map<String, AddressParameter> parameters() {
		return Collections.unmodifiableMap(this.parameters);
	}

	/**
	 * Return the parameters that are open if nobody wants more of them to be.
	 * @return the names
	 */
	public Set<String> open() {
		return open(Set.of());
	}

	/**
	 * Return the parameters that are open for code.
	 * @param wanted the names of the parameters whose values the code receives or gives
	 * @return the names
	 */
	public Set<String> open(Collection<String> wanted) {
		return this.parameters.values()
			.stream()
			.filter((parameter) -> parameter.isOpen(wanted.contains(parameter.name())))
			.map(AddressParameter::name)
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Return what is wrong with parameters that are open, but not on purpose.
	 * @param wanted the names of the parameters whose values code receives or gives
	 * @return the problems, empty if all is well
	 */
	public List<Problem> missing(Collection<String> wanted) {
		return this.parameters.values()
			.stream()
			.filter((parameter) -> parameter.needsValue() && !wanted.contains(parameter.name()))
			.map(AddressParameter::missing)
			.toList();
	}

	/**
	 * Return the parameters that need a value unless code opens them.
	 * @return the names
	 */
	public List<String> withoutValue() {
		return this.parameters.values()
			.stream()
			.filter(AddressParameter::needsValue)
			.map(AddressParameter::name)
			.toList();
	}

	/**
	 * Return whether something of the topics is known, be it a value.
	 * @return {@code false} if it is open parameters only
	 */
	public boolean hasText() {
		return this.parts.stream().anyMatch((part) -> {
			AddressParameter parameter = part.parameter();
			String text = (parameter != null) ? parameter.value() : part.text();
			return text != null && !text.isEmpty();
		});
	}

	/**
	 * Return a topic.
	 * @param values gives the value of a parameter
	 * @return the name, which may be one that Kafka does not allow
	 */
	public String expand(UnaryOperator<String> values) {
		StringBuilder topic = new StringBuilder();
		this.parts.forEach((part) -> topic
			.append((part.parameter() != null) ? values.apply(part.parameter().name()) : part.text()));
		return topic.toString();
	}

	/**
	 * Return a regular expression of the topics, without groups.
	 * @return the expression
	 */
	public String expression() {
		return this.parts.stream().map((part) -> {
			AddressParameter parameter = part.parameter();
			String value = (parameter != null) ? parameter.value() : part.text();
			return (value != null || parameter == null) ? Pattern.quote(String.valueOf(value))
					: "(?:" + parameter.expression() + ")";
		}).collect(Collectors.joining());
	}

	/**
	 * Return a topic that stands for all.
	 * @return the name, which may be one that Kafka does not allow
	 */
	public String sample() {
		return expand((name) -> {
			AddressParameter parameter = Objects.requireNonNull(this.parameters.get(name));
			return Objects.requireNonNullElse(parameter.value(), "x");
		});
	}

	/**
	 * Return the topics for code that receives.
	 * @param wanted the names of the parameters whose values the code receives
	 * @param excluded the topics that are none of the channel's, whatever their name is
	 * @return the topics
	 */
	public KafkaDestination destination(Collection<String> wanted, ExcludedTopics excluded) {
		Set<String> open = open(wanted);
		Map<String, String> values = new LinkedHashMap<>();
		List<AddressPart> remaining = new ArrayList<>();
		for (AddressPart part : this.parts) {
			AddressParameter parameter = part.parameter();
			if (parameter == null || open.contains(parameter.name())) {
				remaining.add(part);
			}
			else {
				String value = Objects.requireNonNull(parameter.value());
				values.put(parameter.name(), value);
				remaining.add(AddressPart.of(value));
			}
		}
		return new KafkaDestination(remaining, values, excluded);
	}

	/**
	 * Return the address with the values that are known.
	 */
	@Override
	public String toString() {
		return destination(Set.of(), ExcludedTopics.NONE).name();
	}

}
