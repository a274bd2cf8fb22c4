package io.github.asyncapikafka.kafka.producer;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.OperationMatch;
import io.github.asyncapikafka.binding.address.KafkaAddress;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.kafka.ChannelTemplate;
import io.github.asyncapikafka.kafka.ChannelTemplates;
import io.github.asyncapikafka.kafka.Send;
import io.github.asyncapikafka.kafka.producer.client.ProducerTemplates;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.serde.ContractSerdes;

/**
 * Creates the templates of channels when they are first asked for.
 */
public final class DefaultChannelTemplates implements ChannelTemplates {

	private final KafkaContract contract;

	private final ContractSerdes serdes;

	private final ProducerTemplates templates;

	private final OutboundChecks checks;

	/** The templates by the ids of channel and operation. */
	private final Map<List<String>, DefaultChannelTemplate<?>> templatesById = new ConcurrentHashMap<>();

	/**
	 * Create an instance.
	 * @param contract the contract
	 * @param serdes creates serializers
	 * @param templates gives the Kafka templates
	 * @param checks the checks of what is sent
	 */
	public DefaultChannelTemplates(KafkaContract contract, ContractSerdes serdes, ProducerTemplates templates,
			OutboundChecks checks) {
		this.contract = contract;
		this.serdes = serdes;
		this.templates = templates;
		this.checks = checks;
	}

	@Override
	public <T> ChannelTemplate<T> get(String channelId) {
		return get(channelId, "", "ChannelTemplates.get");
	}

	@Override
	public <T> ChannelTemplate<T> getByOperation(String operationId) {
		return template(List.of("", operationId),
				() -> List.of(this.contract.sending(operationId, "ChannelTemplates.getByOperation")));
	}

	/**
	 * Return the template of the operations that send to a channel.
	 * @param element what the code element that names the channel is called
	 */
	<T> DefaultChannelTemplate<T> get(String channelId, String operationId, String element) {
		return template(List.of(channelId, operationId), () -> this.contract.sending(channelId, operationId, element));
	}

	/**
	 * Return the operations that a method sends with, or why there is none.
	 */
	OperationMatch match(Send send, String element) {
		return this.contract.match(Action.SEND, send.value(), send.operation(), element);
	}

	@SuppressWarnings("unchecked")
	private <T> DefaultChannelTemplate<T> template(List<String> ids, Supplier<List<KafkaOperation>> operations) {
		DefaultChannelTemplate<?> template = this.templatesById.get(ids);
		if (template == null) {
			template = this.templatesById.computeIfAbsent(ids, (absent) -> create(operations.get()));
		}
		return (DefaultChannelTemplate<T>) template;
	}

	private DefaultChannelTemplate<?> create(List<KafkaOperation> operations) {
		Problems problems = new Problems();
		problems.addAll(this.contract.serverProblems());
		operations.forEach((operation) -> problems.addAll(operation.allProblems(parameters(operation))));
		if (!problems.isEmpty()) {
			throw new InvalidContractException(problems.toList());
		}
		return new DefaultChannelTemplate<>(new Routes(operations, this.serdes, this.templates, this.checks));
	}

	/**
	 * Return the parameters that senders can give a value. Whether they do is known only
	 * when they send.
	 */
	private static Set<String> parameters(KafkaOperation operation) {
		KafkaAddress address = operation.channel().address();
		return (address != null) ? address.parameters().keySet() : Set.of();
	}

	ProducerTemplates producerTemplates() {
		return this.templates;
	}

}
