package io.github.asyncapikafka.kafka.producer;

import java.util.List;
import java.util.Objects;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.SerdeChoice;
import io.github.asyncapikafka.binding.SerdeFormat;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.jspecify.annotations.Nullable;

/**
 * Where a message goes, and how it becomes bytes.
 *
 * @param operation the operation
 * @param message the message, or {@code null} if the operation has none
 * @param encoder serializes key and payload
 * @param templates gives the Kafka template
 * @param check throws if a record breaks the contract
 * @param addressed finds the topic of a record, or {@code null} if there is only one
 */
record Route(KafkaOperation operation, @Nullable KafkaMessage message, RecordEncoder encoder,
		ProducerTemplates templates, OutboundCheck check, @Nullable AddressedTopics addressed) {

	private Route(KafkaOperation operation, @Nullable KafkaMessage message, RecordEncoder encoder,
			ProducerTemplates templates, OutboundCheck check) {
		this(operation, message, encoder, templates, check, AddressedTopics.of(operation, check));
	}

	static Route of(KafkaOperation operation, KafkaMessage message, ContractSerdes serdes, ProducerTemplates templates,
			OutboundChecks checks) {
		return new Route(operation, message, RecordEncoder.of(message, serdes, templates), templates,
				checks.of(operation, List.of(message)));
	}

	/**
	 * Return a route for a message of the channel that none of the operations sends.
	 */
	static Route outside(KafkaOperation operation, KafkaMessage message, ContractSerdes serdes,
			ProducerTemplates templates, OutboundChecks checks) {
		RecordEncoder encoder = (message.payload() != null) ? RecordEncoder.of(message, serdes, templates)
				: RecordEncoder.json(serdes, templates);
		return new Route(operation, message, encoder, templates, checks.outside(operation, message));
	}

	static Route withoutMessage(KafkaOperation operation, ContractSerdes serdes, ProducerTemplates templates,
			OutboundChecks checks) {
		return new Route(operation, null, RecordEncoder.json(serdes, templates), templates,
				checks.of(operation, List.of()));
	}

	/**
	 * Return a route for what can be one of several messages.
	 */
	Route checkedBy(OutboundCheck other) {
		return new Route(this.operation, null, this.encoder, this.templates, other);
	}

	/**
	 * Return the key to send if the sender names none: the only one that the contract
	 * allows.
	 */
	@Nullable Object selectedKey() {
		return (this.message != null) ? this.message.selectedKey() : null;
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
