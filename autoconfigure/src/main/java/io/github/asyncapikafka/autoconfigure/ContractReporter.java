package io.github.asyncapikafka.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaChannel;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.producer.ChannelProducers;
import io.github.asyncapikafka.model.AsyncApi;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Fails the start-up with everything that is wrong with listeners and producers, before
 * any of them runs; otherwise says what was loaded.
 */
class ContractReporter implements SmartInitializingSingleton {

	static final int MAX_OPERATIONS = 20;

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final AsyncApi asyncApi;

	private final KafkaContract contract;

	private final ChannelListeners listeners;

	private final ChannelProducers producers;

	private final ListableBeanFactory beanFactory;

	ContractReporter(AsyncApi asyncApi, KafkaContract contract, ChannelListeners listeners, ChannelProducers producers,
			ListableBeanFactory beanFactory) {
		this.asyncApi = asyncApi;
		this.contract = contract;
		this.listeners = listeners;
		this.producers = producers;
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Problems problems = new Problems();
		problems.addAll(this.listeners.getProblems());
		problems.addAll(this.producers.getProblems(this.beanFactory));
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems.toList());
		}
		this.asyncApi.warnings().forEach(logger::warn);
		logger.info("Loaded " + this.contract.headline());
		logOperations();
	}

	private void logOperations() {
		Collection<KafkaOperation> operations = this.contract.operations().values();
		Map<KafkaOperation, List<String>> senders = this.producers.elements();
		int width = operations.stream()
			.limit(MAX_OPERATIONS)
			.mapToInt((operation) -> Printable.escape(operation.id()).length())
			.max()
			.orElse(0);
		operations.stream().limit(MAX_OPERATIONS).forEach((operation) -> {
			Collection<String> elements = operation.receives() ? this.listeners.elementsOf(operation)
					: senders.getOrDefault(operation, List.of());
			logger.info(describe(operation, width, elements));
		});
		if (operations.size() > MAX_OPERATIONS) {
			logger.info("... and " + (operations.size() - MAX_OPERATIONS) + " more");
		}
	}

	private static String describe(KafkaOperation operation, int width, Collection<String> elements) {
		String id = Printable.escape(operation.id());
		KafkaChannel channel = operation.channel();
		String topic = (channel.topic() != null) ? channel.topic().value() : "(no topic)";
		StringBuilder details = new StringBuilder();
		if (operation.receives() && channel.partitions() != null) {
			details.append(channel.partitions().value()).append(" partitions, ");
		}
		if (operation.receives() && operation.groupId() != null) {
			details.append("group ").append(operation.groupId().value()).append(", ");
		}
		if (!details.isEmpty()) {
			details.setLength(details.length() - 2);
			details.insert(0, " (").append(')');
		}
		String code = elements.isEmpty() ? "" : " " + String.join(", ", elements);
		return (operation.receives() ? "receive " : "send    ") + id + " ".repeat(width - id.length())
				+ (operation.receives() ? " <- " : " -> ") + Printable.escape(topic) + details + code;
	}

}
