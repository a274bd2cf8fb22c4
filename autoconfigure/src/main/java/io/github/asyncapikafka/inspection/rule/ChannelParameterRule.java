package io.github.asyncapikafka.inspection.rule;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.AddressParameter;
import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.Severity;

/**
 * The parameters of methods that are values of an address are those that it has, and a
 * sender gives all values that nothing else gives.
 */
final class ChannelParameterRule implements Rule {

	@Override
	public String id() {
		return "channel-parameter";
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.all()
			.forEach((endpoint) -> subject.operations(endpoint)
				.stream()
				.filter((operation) -> operation.channel().problems().isEmpty())
				.forEach((operation) -> inspect(endpoint, operation, observations)));
	}

	private static void inspect(DeclaredEndpoint endpoint, KafkaOperation operation,
			Consumer<Observation> observations) {
		KafkaAddress address = operation.channel().address();
		Set<String> known = (address != null) ? address.parameters().keySet() : Set.of();
		Set<String> given = endpoint.parameters();
		given.stream()
			.filter((name) -> !known.contains(name))
			.sorted()
			.forEach((name) -> observations.accept(Observation.of(operation, endpoint.element(),
					unknown(endpoint, operation.channel(), name, known))));
		if (address != null && !endpoint.receives()) {
			address.open()
				.stream()
				.map((name) -> Objects.requireNonNull(address.parameters().get(name)))
				.filter((parameter) -> !given.contains(parameter.name()) && hasNoValue(parameter))
				.forEach((parameter) -> observations
					.accept(Observation.of(operation, endpoint.element(), parameter.opened()
							? missing(endpoint, operation.channel(), address, parameter) : parameter.missing())));
		}
	}

	private static boolean hasNoValue(AddressParameter parameter) {
		return parameter.source() == null && parameter.defaultValue() == null;
	}

	private static Problem unknown(DeclaredEndpoint endpoint, KafkaChannel channel, String name, Set<String> known) {
		List<String> printable = known.stream().map(Printable::quote).toList();
		String choice = known.isEmpty()
				? "Its topic is " + Printable.quote(String.valueOf(channel.name())) + ", without parameters."
				: "There are " + String.join(", ", printable) + ".";
		return new Problem(channel.location(),
				endpoint.element() + " has a @ChannelParameter " + Printable.quote(name)
						+ ", which the address of the channel " + Printable.quote(channel.id()) + " does not have.",
				Suggestions.didYouMean(name, known) + choice);
	}

	private static Problem missing(DeclaredEndpoint endpoint, KafkaChannel channel, KafkaAddress address,
			AddressParameter parameter) {
		return new Problem(channel.location(),
				endpoint.element() + " gives no value for " + Printable.quote("{" + parameter.name() + "}")
						+ " of the address " + Printable.quote(address.toString()) + ".",
				"Give the method a parameter with @ChannelParameter, or configure a value instead of '*'.");
	}

}
