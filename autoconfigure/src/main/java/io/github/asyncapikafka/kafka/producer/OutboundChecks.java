package io.github.asyncapikafka.kafka.producer;

import java.util.List;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.header.StatedHeaders;
import io.github.asyncapikafka.kafka.topic.TopicLookup;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;

/**
 * The checks of what is sent.
 */
public final class OutboundChecks {

	private final ContractChecks checks;

	private final ViolationReports reports;

	private final TopicLookup topics;

	/**
	 * Create an instance.
	 * @param checks the checks of the contract
	 * @param reports where violations are reported
	 * @param topics knows which topics exist
	 */
	public OutboundChecks(ContractChecks checks, ViolationReports reports, TopicLookup topics) {
		this.checks = checks;
		this.reports = reports;
		this.topics = topics;
	}

	StatedHeaders headers(KafkaOperation operation, KafkaMessage message) {
		return StatedHeaders.of(message.message(), this.checks.headers(operation, message));
	}

	OutboundCheck of(KafkaOperation operation, List<KafkaMessage> messages) {
		return new OutboundCheck(operation, this.checks.of(operation, messages), this.reports, this.topics, null);
	}

	/**
	 * Return the check of a message that the operation does not have: it always breaks
	 * the contract.
	 */
	OutboundCheck outside(KafkaOperation operation, KafkaMessage message) {
		List<String> own = operation.messages().stream().map((other) -> Printable.escape(other.id())).toList();
		return new OutboundCheck(operation, this.checks.of(operation, List.of()), this.reports, this.topics,
				new Violation(Part.PAYLOAD, message.id(), "", "message",
						"one of the messages " + String.join(", ", own), operation.location()));
	}

}
