package io.github.asyncapikafka.kafka.producer;

import java.util.List;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.kafka.check.RecordCheck;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.topic.TopicLookup;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records that break the contract from being sent.
 *
 * @param operation the operation
 * @param check the check
 * @param reports where violations are reported
 * @param topics knows which topics exist
 * @param outside what every record breaks, or {@code null} if it depends on the record
 */
record OutboundCheck(KafkaOperation operation, RecordCheck check, ViolationReports reports, TopicLookup topics,
		@Nullable Violation outside) {

	/**
	 * Check a record.
	 * @throws ContractViolationException if it must not be sent
	 */
	void check(byte @Nullable [] key, byte @Nullable [] payload, Headers headers) {
		ContractViolationException violation = (this.outside != null)
				? new ContractViolationException(this.operation.id(), List.of(this.outside))
				: this.check.check(key, payload, headers);
		if (violation != null) {
			violated(violation);
		}
	}

	/**
	 * Say that a record breaks the contract.
	 * @throws ContractViolationException if it must not be sent
	 */
	void violated(ContractViolationException violation) {
		if (this.check.enforcement() != Enforcement.OFF) {
			this.reports.sent(this.operation, violation);
		}
		if (this.check.enforcement() == Enforcement.REJECT) {
			throw violation;
		}
	}

}
