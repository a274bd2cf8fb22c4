package io.github.asyncapikafka.kafka.listener.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.kafka.check.ViolationReports;
import io.github.asyncapikafka.kafka.deadletter.DeadLetters;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reports what one consumer refuses, and each record once, however often it is polled
 * until it has been handled. What a retry or dead-letter topic of Spring Kafka has was
 * reported before it got there.
 */
final class InboundReports {

	private final KafkaOperation operation;

	private final ViolationReports reports;

	private final boolean ofOperation;

	/** The offsets that were reported and may come again, by partition. */
	private final Map<TopicPartition, NavigableSet<Long>> reported = new HashMap<>();

	InboundReports(KafkaOperation operation, ViolationReports reports, boolean ofOperation) {
		this.operation = operation;
		this.reports = reports;
		this.ofOperation = ofOperation;
	}

	InboundReports forConsumer() {
		return new InboundReports(this.operation, this.reports, this.ofOperation);
	}

	/**
	 * Return whether the records come from the operation's own topic.
	 */
	boolean ofOperation() {
		return this.ofOperation;
	}

	void report(ConsumerRecords<Object, Object> records) {
		if (!this.ofOperation) {
			return;
		}
		for (TopicPartition partition : records.partitions()) {
			NavigableSet<Long> offsets = this.reported.get(partition);
			if (offsets != null) {
				offsets.headSet(records.records(partition).get(0).offset()).clear();
			}
			for (ConsumerRecord<Object, Object> record : records.records(partition)) {
				if (record instanceof ReceivedRecord received
						&& (received.violation() != null || received.isFailed() || received.skipReason() != null)
						&& this.reported.computeIfAbsent(partition, (key) -> new TreeSet<>()).add(record.offset())) {
					report(received, partition + "@" + record.offset());
				}
			}
		}
	}

	private void report(ReceivedRecord record, String coordinates) {
		KafkaOperation operation = this.operation.parts()
			.stream()
			.filter((part) -> part.id().equals(record.operationId()))
			.findFirst()
			.orElse(this.operation);
		if (record.skipReason() != null) {
			this.reports.skipped(operation, coordinates, record.message(), record.skipReason());
		}
		else if (record.failure() != null && record.failure().getCause() != record.violation()) {
			this.reports.unreadable(operation, coordinates, DeadLetters.reason(record.failure()));
		}
		else if (record.violation() != null) {
			this.reports.received(operation, coordinates, record.violation());
		}
	}

}
