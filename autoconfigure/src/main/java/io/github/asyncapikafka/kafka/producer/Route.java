package io.github.asyncapikafka.kafka.producer;

import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.header.StatedHeaders;
import io.github.asyncapikafka.kafka.producer.client.ProducerTemplates;
import io.github.asyncapikafka.serde.ContractSerdes;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where a message goes, and how it becomes bytes.
 *
 * @param operation the operation
 * @param message the message, or {@code null} if the operation has none
 * @param encoder serializes key and payload
 * @param templates gives the Kafka template
 * @param check throws if a record breaks the contract
 * @param stated the headers that need not be given
 * @param addressed finds the topic of a record, or {@code null} if there is only one
 */
record Route(KafkaOperation operation, @Nullable KafkaMessage message, RecordEncoder encoder,
		ProducerTemplates templates, OutboundCheck check, StatedHeaders stated, @Nullable AddressedTopics addressed) {

	private Route(KafkaOperation operation, @Nullable KafkaMessage message, RecordEncoder encoder,
			ProducerTemplates templates, OutboundCheck check, StatedHeaders stated) {
		this(operation, message, encoder, templates, check, stated, AddressedTopics.of(operation, check));
	}

	static Route of(KafkaOperation operation, KafkaMessage message, ContractSerdes serdes, ProducerTemplates templates,
			OutboundChecks checks) {
		return new Route(operation, message, RecordEncoder.of(message, serdes, templates), templates,
				checks.of(operation, List.of(message)), checks.headers(operation, message));
	}

	/**
	 * Return a route for a message of the channel that none of the operations sends.
	 */
	static Route outside(KafkaOperation operation, KafkaMessage message, ContractSerdes serdes,
			ProducerTemplates templates, OutboundChecks checks) {
		RecordEncoder encoder = (message.payload() != null) ? RecordEncoder.of(message, serdes, templates)
				: RecordEncoder.json(serdes, templates);
		return new Route(operation, message, encoder, templates, checks.outside(operation, message),
				StatedHeaders.of(null, null));
	}

	static Route withoutMessage(KafkaOperation operation, ContractSerdes serdes, ProducerTemplates templates,
			OutboundChecks checks) {
		return new Route(operation, null, RecordEncoder.json(serdes, templates), templates,
				checks.of(operation, List.of()), StatedHeaders.of(null, null));
	}

	/**
	 * Return a route for what can be one of several messages.
	 */
	Route checkedBy(OutboundCheck other) {
		return new Route(this.operation, null, this.encoder, this.templates, other, StatedHeaders.of(null, null));
	}

	/**
	 * Return the key to send if the sender names none: the only one that the contract
	 * allows.
	 */
	@Nullable Object selectedKey() {
		return (this.message != null) ? this.message.selectedKey() : null;
	}

	/**
	 * Return the headers to send.
	 * @param given the headers that the sender gives
	 * @throws ContractViolationException if one is missing that has to be given
	 */
	Headers headers(Headers given) {
		Headers headers = this.stated.complete(given);
		Violation violation = this.stated.violation(headers);
		if (violation != null) {
			this.check.violated(new ContractViolationException(this.operation.id(), List.of(violation)));
		}
		return headers;
	}

	boolean isJson() {
		SerdeChoice choice = (this.message != null) ? choice(this.message) : null;
		return choice == null || choice.format() == SerdeFormat.JSON;
	}

	/**
	 * Return whether it makes no difference which of two routes a record without a
	 * payload takes.
	 */
	boolean isEquivalentWithoutPayload(Route other) {
		return this.operation == other.operation && this.message != null && other.message != null
				&& this.message.key().value().equals(other.message.key().value());
	}

	boolean isEquivalent(Route other) {
		return isEquivalentWithoutPayload(other) && this.message != null && other.message != null
				&& Objects.equals(choice(this.message), choice(other.message))
				&& this.message.isTextPayload() == other.message.isTextPayload();
	}

	private static @Nullable SerdeChoice choice(KafkaMessage message) {
		return (message.payload() != null) ? message.payload().value() : null;
	}

	String description() {
		String name = (this.message != null) ? "/" + this.message.id() : "";
		return Printable.quote(this.operation.id() + name);
	}

}
