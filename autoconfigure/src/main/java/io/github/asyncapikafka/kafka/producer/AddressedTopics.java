package io.github.asyncapikafka.kafka.producer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.AddressParameter;
import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.binding.address.MessageLocation;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.model.KafkaNames;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.JsonValues;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Finds the topic of a record whose channel has an address with parameters. What is the
 * same for all records is found out once.
 */
final class AddressedTopics {

	private final KafkaOperation operation;

	private final KafkaAddress address;

	private final OutboundCheck check;

	/** Where messages have the values of parameters. */
	private final Map<String, MessageLocation> locations = new HashMap<>();

	private final boolean open;

	/** The parameters that are open only for a sender that gives them a value. */
	private final Set<String> opened;

	private AddressedTopics(KafkaOperation operation, KafkaAddress address, OutboundCheck check) {
		this.operation = operation;
		this.address = address;
		this.check = check;
		this.open = operation.channel().topic() == null || !address.open().isEmpty();
		this.opened = Set.copyOf(address.open(address.parameters().keySet()));
		address.parameters().forEach((name, parameter) -> {
			if (parameter.source() != null) {
				MessageLocation.of(parameter.source().value())
					.ifPresent((location) -> this.locations.put(name, location));
			}
		});
	}

	/**
	 * Create an instance.
	 * @param operation the operation
	 * @param check decides what becomes of values that break the contract
	 * @return the topics, or {@code null} if the address has no parameters
	 */
	static @Nullable AddressedTopics of(KafkaOperation operation, OutboundCheck check) {
		KafkaAddress address = operation.channel().address();
		return (address != null) ? new AddressedTopics(operation, address, check) : null;
	}

	/**
	 * Return whether the topic is not known before a record is.
	 */
	boolean isOpen(Map<String, String> arguments) {
		return this.open || arguments.keySet().stream().anyMatch(this.opened::contains);
	}

	/**
	 * Return the topic of a record.
	 * @param arguments the values that the sender gives
	 * @param headers the headers of the record
	 * @param payload the payload of the record
	 * @return the name of the topic
	 * @throws ContractViolationException if a value breaks the contract
	 */
	String topic(Map<String, String> arguments, Headers headers, OutboundPayload payload) {
		arguments.keySet().stream().filter((name) -> !this.address.parameters().containsKey(name)).forEach((name) -> {
			throw new IllegalArgumentException("The address " + Printable.quote(this.address.toString())
					+ " has no parameter " + Printable.quote(name));
		});
		String topic = this.address.expand((name) -> value(Objects.requireNonNull(this.address.parameters().get(name)),
				arguments.get(name), headers, payload));
		if (!KafkaNames.isLegalTopic(topic)) {
			throw new IllegalArgumentException("Kafka does not allow the topic name " + Printable.quote(topic)
					+ " that the address of the channel " + Printable.quote(this.operation.channel().id())
					+ " becomes");
		}
		return topic;
	}

	private String value(AddressParameter parameter, @Nullable String argument, Headers headers,
			OutboundPayload payload) {
		String configured = parameter.configured();
		if (configured != null) {
			if (argument != null && !argument.equals(configured)) {
				violated(parameter, "the configured value " + Printable.quote(configured));
			}
			return configured;
		}
		String inMessage = inMessage(parameter, headers, payload);
		if (argument != null && inMessage != null && !argument.equals(inMessage)) {
			violated(parameter, "the value at " + Objects.requireNonNull(parameter.source()).value());
		}
		String value = (argument != null) ? argument : (inMessage != null) ? inMessage : parameter.defaultValue();
		if (value == null) {
			throw missing(parameter);
		}
		if (!parameter.allows(value)) {
			violated(parameter, parameter.rule());
		}
		return value;
	}

	private IllegalArgumentException missing(AddressParameter parameter) {
		String place = (parameter.source() != null)
				? ", and the record has none at " + Printable.escape(parameter.source().value()) : "";
		return new IllegalArgumentException("No value is given for " + Printable.quote("{" + parameter.name() + "}")
				+ " of the address " + Printable.quote(this.address.toString()) + place + ". Give it with "
				+ "@ChannelParameter or parameter(name, value): " + parameter.rule());
	}

	private void violated(AddressParameter parameter, String expectation) {
		Location location = (parameter.source() != null) ? parameter.source().location()
				: this.operation.channel().location();
		this.check.violated(new ContractViolationException(this.operation.id(), List
			.of(new Violation(Part.ADDRESS, null, "", "parameter", parameter.name() + ": " + expectation, location))));
	}

	/**
	 * Return the value that the message itself has, or {@code null} if there is none.
	 */
	private @Nullable String inMessage(AddressParameter parameter, Headers headers, OutboundPayload payload) {
		MessageLocation location = this.locations.get(parameter.name());
		if (location == null) {
			return null;
		}
		if (location.header() == null) {
			return payload.text(location.pointer());
		}
		Header header = headers.lastHeader(location.header());
		byte[] value = (header != null) ? header.value() : null;
		return location.pointer().isEmpty() ? RecordHeaderValues.read(value)
				: JsonValues.of(value).text(location.pointer());
	}

}
