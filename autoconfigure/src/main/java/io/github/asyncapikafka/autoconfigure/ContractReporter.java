package io.github.asyncapikafka.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.producer.ChannelProducers;
import io.github.asyncapikafka.model.AsyncApi;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

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
		Map<KafkaOperation, List<String>> senders = this.producers.elements();
		this.contract.operations().values().forEach((operation) -> {
			if (senders.containsKey(operation) || !this.listeners.groupsByElement(operation).isEmpty()) {
				checkSerdeBeans(operation, problems);
			}
		});
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems.toList());
		}
		this.asyncApi.warnings().forEach(logger::warn);
		logger.info("Loaded " + this.contract.headline());
		logOperations();
	}

	private void checkSerdeBeans(KafkaOperation operation, Problems problems) {
		for (KafkaMessage message : operation.messages()) {
			Stream.of(message.key(), message.payload()).filter(Objects::nonNull).forEach((serde) -> {
				String bean = serde.value().bean();
				if (bean != null
						&& !(this.beanFactory.containsBean(bean) && this.beanFactory.isTypeMatch(bean, Serde.class))) {
					problems.add(message.location(),
							"The property '" + serde.source() + "' names " + Printable.quote(bean)
									+ ", which is no bean of type Serde.",
							"Declare a bean of this name, or correct the property.");
				}
			});
		}
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
			String id = Printable.escape(operation.id());
			String padded = id + " ".repeat(width - id.length());
			if (operation.receives()) {
				logReceiving(operation, padded);
			}
			else {
				logger.info("send    " + padded + " -> " + topic(operation)
						+ code(senders.getOrDefault(operation, List.of())));
			}
		});
		if (operations.size() > MAX_OPERATIONS) {
			logger.info("... and " + (operations.size() - MAX_OPERATIONS) + " more");
		}
	}

	private void logReceiving(KafkaOperation operation, String id) {
		Map<String, String> listeners = this.listeners.groupsByElement(operation);
		if (listeners.isEmpty()) {
			String group = (operation.groupId() != null) ? operation.groupId().value() : null;
			logger.info("receive " + id + " <- " + topic(operation) + details(operation, group));
		}
		listeners.forEach((element, group) -> logger
			.info("receive " + id + " <- " + topic(operation) + details(operation, group) + code(List.of(element))));
	}

	private static String topic(KafkaOperation operation) {
		Value<String> topic = operation.channel().topic();
		return (topic != null) ? Printable.escape(topic.value()) : "(no topic)";
	}

	private static String details(KafkaOperation operation, @Nullable String group) {
		List<String> details = new ArrayList<>();
		Value<Integer> partitions = operation.channel().partitions();
		if (partitions != null) {
			details.add(partitions.value() + ((partitions.value() == 1) ? " partition" : " partitions"));
		}
		if (group != null) {
			details.add("group " + Printable.escape(group));
		}
		return details.isEmpty() ? "" : " (" + String.join(", ", details) + ")";
	}

	private static String code(Collection<String> elements) {
		return elements.isEmpty() ? "" : " " + String.join(", ", elements);
	}

}
