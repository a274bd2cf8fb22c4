package io.github.asyncapikafka.kafka.producer;

import java.util.List;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.check.ViolationReports;

/**
 * The checks of what is sent.
 */
public final class OutboundChecks {

	private final ContractChecks checks;

	private final ViolationReports reports;

	/**
	 * Create an instance.
	 * @param checks the checks of the contract
	 * @param reports where violations are reported
	 */
	public OutboundChecks(ContractChecks checks, ViolationReports reports) {
		this.checks = checks;
		this.reports = reports;
	}

	OutboundCheck of(KafkaOperation operation, List<KafkaMessage> messages) {
		return new OutboundCheck(operation, this.checks.of(operation, messages), this.reports);
	}

}
