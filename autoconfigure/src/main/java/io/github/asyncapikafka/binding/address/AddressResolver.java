package io.github.asyncapikafka.binding.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.asyncapikafka.binding.value.Placeholders;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Decides the values of the parameters of addresses, and which stay open.
 */
public final class AddressResolver {

	/** The value that leaves a parameter open. */
	private static final String OPEN = "*";

	private final String prefix;

	private final Map<String, String> values;

	/**
	 * Create an instance.
	 * @param prefix what topics of the document begin with, or {@code null}
	 * @param values the values of parameters of all channels
	 */
	public AddressResolver(@Nullable String prefix, Map<String, String> values) {
		this.prefix = Objects.requireNonNullElse(prefix, "");
		this.values = values;
	}

	/**
	 * Return what topics of the document begin with.
	 * @return the prefix, possibly empty
	 */
	public String prefix() {
		return this.prefix;
	}

	/**
	 * Return the address of a channel.
	 * @param channel the channel
	 * @param ownValues the values of parameters of this channel
	 * @param property what the channel's properties begin with
	 * @param problems where values are added that are not allowed
	 * @return the address, or {@code null} if it has none
	 */
	public @Nullable KafkaAddress resolve(Channel channel, Map<String, String> ownValues, String property,
			Problems problems) {
		Located<String> address = channel.address();
		if (address == null) {
			return null;
		}
		List<AddressPart> parts = new ArrayList<>(List.of(AddressPart.of(this.prefix)));
		parts.addAll(Placeholders.split(address.value(), AddressPart::of,
				(name) -> AddressPart.of(parameter(channel, name, ownValues.get(name), property, problems))));
		return new KafkaAddress(parts);
	}

	private AddressParameter parameter(Channel channel, String name, @Nullable String own, String property,
			Problems problems) {
		Parameter parameter = channel.parameters().get(name);
		List<String> allowed = (parameter != null) ? parameter.allowedValues() : List.of();
		String key = PropertyKeys.segment(name);
		String set = "Set '" + property + ".parameters." + key + "' or 'asyncapi-kafka.parameters." + key + "'"
				+ (allowed.isEmpty() ? "" : " to one of " + PropertyKeys.list(allowed));
		String stated = (own != null) ? own : this.values.get(name);
		String value = (stated != null && stated.isBlank()) ? null : stated;
		boolean opened = OPEN.equals(value);
		String configured = opened ? null : value;
		String defaultValue = (parameter != null) ? parameter.defaultValue() : null;
		String effective = (configured != null || opened) ? configured : defaultValue;
		if (effective != null && !allowed.isEmpty() && !allowed.contains(effective)) {
			Location location = Objects.requireNonNull(parameter).location();
			problems.add(location, "The value " + Printable.quote(effective) + " of the parameter "
					+ Printable.quote(name) + " is not one of its 'enum'.", set + ".");
		}
		Problem missing = new Problem(channel.location(),
				"The address of the channel " + Printable.quote(channel.id()) + " needs a value for "
						+ Printable.quote("{" + name + "}") + ".",
				set + ", or leave it open on purpose, with '*' or a @ChannelParameter.");
		return new AddressParameter(name, allowed, configured, defaultValue, opened,
				(parameter != null) ? parameter.expression() : null, missing);
	}

}
