package io.github.asyncapikafka.autoconfigure.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.github.asyncapikafka.autoconfigure.connection.ContractConnections;
import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.binding.value.Source.Kind;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.check.ContractChecks;
import io.github.asyncapikafka.kafka.connection.ClientSecurity;
import io.github.asyncapikafka.kafka.listener.ChannelListeners;
import io.github.asyncapikafka.kafka.producer.ChannelProducers;
import io.github.asyncapikafka.kafka.topic.ContractTopics;
import io.github.asyncapikafka.model.AsyncApi;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.kafka.common.serialization.Serde;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.util.ClassUtils;

/**
 * Fails the start-up with everything that is wrong with listeners and producers, before
 * any of them runs; otherwise says what was loaded.
 */
public final class ContractReporter implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private static final int MAX_WARNINGS = 20;

	private final AsyncApi asyncApi;

	private final KafkaContract contract;

	private final ChannelListeners listeners;

	private final ChannelProducers producers;

	private final ContractInspection inspection;

	private final ContractChecks checks;

	private final UsedTopics topics;

	private final ObjectProvider<ContractTopics> contractTopics;

	private final ListableBeanFactory beanFactory;

	/**
	 * Create an instance.
	 * @param asyncApi the document
	 * @param contract the contract
	 * @param listeners the listeners of the application
	 * @param producers the producer interfaces of the application
	 * @param inspection compares code and contract
	 * @param checks checks whether records can be checked
	 * @param topics the topics that the code uses
	 * @param beanFactory has the beans
	 */
	public ContractReporter(AsyncApi asyncApi, KafkaContract contract, ChannelListeners listeners,
			ChannelProducers producers, ContractInspection inspection, ContractChecks checks, UsedTopics topics,
			ListableBeanFactory beanFactory) {
		this.asyncApi = asyncApi;
		this.contract = contract;
		this.listeners = listeners;
		this.producers = producers;
		this.inspection = inspection;
		this.checks = checks;
		this.topics = topics;
		this.contractTopics = beanFactory.getBeanProvider(ContractTopics.class);
		this.beanFactory = beanFactory;
	}

	@Override
	public void afterSingletonsInstantiated() {
		Problems problems = new Problems();
		problems.addAll(this.listeners.getProblems());
		this.producers.read(this.beanFactory);
		problems.addAll(this.producers.getProblems());
		problems.addAll(this.inspection.run());
		Set<String> notes = new LinkedHashSet<>();
		Set<KafkaOperation> used = new LinkedHashSet<>();
		Map<KafkaOperation, List<String>> senders = this.producers.elements();
		if (!senders.isEmpty()) {
			problems.addAll(this.producers.getConnectionProblems());
		}
		this.contract.operations().values().forEach((operation) -> {
			if (senders.containsKey(operation) || !this.listeners.endpoints().groupsByElement(operation).isEmpty()) {
				used.add(operation);
				checkSerdeBeans(operation, problems);
				checkTypes(operation, problems);
				this.checks.check(operation, problems);
				notes.addAll(this.checks.unchecked(operation));
				notes.addAll(operation.notes());
				notes.addAll(constantKeys(operation));
			}
		});
		if (!used.isEmpty()) {
			checkSecurity(problems);
		}
		this.topics.check(problems);
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems.toList());
		}
		notes.addAll(undeclared(used));
		warn(used);
		used.forEach(this::warnOfTombstones);
		this.contract.warnings().forEach(logger::warn);
		new ContractLog(this.contract, this.listeners, senders).write(logger);
		this.inspection.log(logger);
		this.contract.notes().forEach(logger::info);
		notes.forEach(logger::info);
		// Spring Kafka's admin would create the topics of retry topics with one
		// partition.
		this.contractTopics.getObject().start();
	}

	private void checkSecurity(Problems problems) {
		KafkaSecurity security = this.contract.server().security();
		if (security != null && this.beanFactory.getBean(ContractConnections.class).areSecuredByContract()) {
			ClientSecurity.check(security, security.protocol().source().location(), problems);
		}
	}

	/**
	 * Warn of what is questionable in the document, and of examples that mislead.
	 */
	private void warn(Set<KafkaOperation> used) {
		Set<Problem> warnings = new LinkedHashSet<>(this.asyncApi.warnings());
		used.forEach((operation) -> warnings.addAll(this.checks.examples(operation)));
		warnings.stream().limit(MAX_WARNINGS).forEach(logger::warn);
		if (warnings.size() > MAX_WARNINGS) {
			logger.warn("... and " + (warnings.size() - MAX_WARNINGS) + " more in the AsyncAPI document");
		}
	}

	/**
	 * Warn of listeners that do not take records that are to be expected.
	 */
	private void warnOfTombstones(KafkaOperation operation) {
		String tombstones = operation.tombstones();
		this.listeners.endpoints().handled(operation).forEach((listener, handled) -> {
			if (tombstones != null && !handled.takesTombstones()) {
				logger.warn("Records without a payload are skipped by " + listener + " of the operation "
						+ Printable.quote(operation.id()) + ", although " + tombstones
						+ ". Take them with @Payload(required = false).");
			}
		});
	}

	private static void checkTypes(KafkaOperation operation, Problems problems) {
		for (KafkaMessage message : operation.messages()) {
			Value<String> type = message.type();
			if (type != null && !ClassUtils.isPresent(type.value(), null)) {
				problems.add(
						message.location(), "The property '" + type.source() + "' names "
								+ Printable.quote(type.value()) + ", which is no class of the application.",
						"Correct it.");
			}
		}
	}

	/**
	 * Say of which messages nobody states what their payloads are.
	 */
	private Set<String> undeclared(Set<KafkaOperation> used) {
		List<String> ids = used.stream()
			.flatMap((operation) -> operation.messages().stream())
			.filter((message) -> message.payload() != null && message.payload().source().kind() == Kind.DEFAULT)
			.map((message) -> Printable.quote(message.id()))
			.distinct()
			.toList();
		return ids.isEmpty() ? Set.of()
				: Set.of("No content type is stated for " + String.join(", ", ids) + ": JSON is taken");
	}

	/**
	 * Say where all records of a topic go to one of its partitions.
	 */
	private static Set<String> constantKeys(KafkaOperation operation) {
		Set<String> notes = new LinkedHashSet<>();
		Value<Integer> partitions = operation.channel().partitions();
		operation.messages().forEach((message) -> {
			if (message.selectedKey() != null && partitions != null && partitions.value() > 1) {
				notes.add("The contract allows only one key for " + Printable.quote(message.id()) + ", so one of the "
						+ partitions.value() + " partitions of "
						+ Printable.quote(String.valueOf(operation.channel().name())) + " gets all of its records");
			}
		});
		return notes;
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

}
