package io.github.asyncapikafka.autoconfigure.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.address.Reader;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * What the start-up log says of a contract: a headline, and a line for each operation and
 * the code that implements it; at debug level every value with its source.
 */
final class ContractLog {

	static final int MAX_OPERATIONS = 20;

	private final KafkaContract contract;

	private final ChannelListeners listeners;

	private final Map<KafkaOperation, List<String>> senders;

	ContractLog(KafkaContract contract, ChannelListeners listeners, Map<KafkaOperation, List<String>> senders) {
		this.contract = contract;
		this.listeners = listeners;
		this.senders = senders;
	}

	void write(Log logger) {
		logger.info("Loaded " + this.contract.headline());
		Collection<KafkaOperation> operations = this.contract.operations().values();
		int width = operations.stream()
			.limit(MAX_OPERATIONS)
			.mapToInt((operation) -> Printable.escape(operation.id()).length())
			.max()
			.orElse(0);
		operations.stream().limit(MAX_OPERATIONS).forEach((operation) -> {
			String id = Printable.escape(operation.id());
			String padded = id + " ".repeat(width - id.length());
			if (operation.channel().elsewhere()) {
				logger.info("skip    " + padded + " (its channel is on no Kafka server)");
			}
			else if (operation.receives()) {
				writeReceiving(logger, operation, padded);
			}
			else {
				logger.info(
						"send    " + padded + " -> " + topic(operation) + inParentheses(open(open(operation.channel())))
								+ code(this.senders.getOrDefault(operation, List.of())));
			}
		});
		if (operations.size() > MAX_OPERATIONS) {
			logger.info("... and " + (operations.size() - MAX_OPERATIONS) + " more");
		}
		if (logger.isDebugEnabled()) {
			logger.debug("Every value of the contract, with its source:\n\n" + this.contract.describe() + "\n");
		}
	}

	private void writeReceiving(Log logger, KafkaOperation operation, String id) {
		List<Reader> readers = this.listeners.endpoints().readers(operation);
		if (readers.isEmpty()) {
			String group = (operation.groupId() != null) ? operation.groupId().value() : null;
			logger.info(
					"receive " + id + " <- " + topic(operation) + details(operation, open(operation.channel()), group));
		}
		readers.forEach((reader) -> logger.info("receive " + id + " <- " + Printable.escape(reader.destination().name())
				+ details(operation, reader.destination().open(), reader.groupId()) + code(List.of(reader.element()))));
	}

	private static String topic(KafkaOperation operation) {
		String name = operation.channel().name();
		return (name != null) ? Printable.escape(name) : "(no topic)";
	}

	private static List<String> open(Collection<String> parameters) {
		return parameters.isEmpty() ? List.of()
				: List.of(String.join(" and ", parameters.stream().map(Printable::escape).toList()) + " open");
	}

	private static Set<String> open(KafkaChannel channel) {
		return (channel.address() != null) ? channel.address().open() : Set.of();
	}

	private static String details(KafkaOperation operation, Set<String> open, @Nullable String group) {
		List<String> details = new ArrayList<>(open(open));
		Value<Integer> partitions = operation.channel().partitions();
		if (partitions != null) {
			details.add(partitions.value() + ((partitions.value() == 1) ? " partition" : " partitions"));
		}
		if (group != null) {
			details.add("group " + Printable.escape(group));
		}
		return inParentheses(details);
	}

	private static String inParentheses(List<String> details) {
		return details.isEmpty() ? "" : " (" + String.join(", ", details) + ")";
	}

	private static String code(Collection<String> elements) {
		return elements.isEmpty() ? "" : " " + String.join(", ", elements);
	}

}
