package io.github.asyncapikafka.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.operation.OperationIds;
import io.github.asyncapikafka.binding.server.KafkaSecurity;
import io.github.asyncapikafka.binding.setting.ContractSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.OperationSettings;
import io.github.asyncapikafka.binding.setting.ContractSettings.Role;
import io.github.asyncapikafka.binding.setting.ContractSettings.Unhandled;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.KafkaOperationBinding;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.model.Reply;
import io.github.asyncapikafka.model.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/**
 * Decides direction, ids and messages of each operation.
 */
final class OperationResolver {

	private final AsyncApi asyncApi;

	private final ContractSettings settings;

	private final Map<String, KafkaChannel> channels;

	private final @Nullable KafkaSecurity security;

	private final Map<String, OperationSettings> operationSettings;

	private final MessageResolver messages;

	OperationResolver(AsyncApi asyncApi, ContractSettings settings, Map<String, KafkaChannel> channels,
			@Nullable KafkaSecurity security, Problems configuration) {
		this.asyncApi = asyncApi;
		this.settings = settings;
		this.channels = channels;
		this.security = security;
		this.operationSettings = PropertyKeys.byId("operations", settings.operations(), asyncApi.operations().keySet(),
				configuration);
		this.messages = new MessageResolver(asyncApi, settings, configuration);
	}

	KafkaOperation resolve(Operation operation) {
		boolean own = this.settings.role() == Role.APPLICATION;
		Action action = own ? operation.action() : operation.action().opposite();
		Channel channel = Objects.requireNonNull(this.asyncApi.channels().get(operation.channel()));
		OperationSettings configured = this.operationSettings.getOrDefault(operation.id(), OperationSettings.NONE);
		Problems problems = new Problems();
		OperationIds ids = OperationIds.of(operation, action, configured, this.settings, problems);
		KafkaChannel kafkaChannel = Objects.requireNonNull(this.channels.get(channel.id()));
		Value<Enforcement> enforcement = (action == Action.RECEIVE) ? kafkaChannel.inbound() : kafkaChannel.outbound();
		List<KafkaMessage> messages = operation.messages()
			.stream()
			.map((id) -> Objects.requireNonNull(channel.messages().get(id)))
			.map((message) -> this.messages.resolve(channel, message, action, enforcement.value()))
			.toList();
		if (messages.isEmpty() && !channel.messages().isEmpty()) {
			problems.add(operation.location(),
					"The operation " + Printable.quote(operation.id())
							+ " has none of the messages of its channel, so nothing can be "
							+ ((action == Action.RECEIVE) ? "received." : "sent."),
					"List messages, or remove 'messages' to have all of the channel.");
		}
		List<KafkaMessage> others = channel.messages()
			.entrySet()
			.stream()
			.filter((entry) -> !operation.messages().contains(entry.getKey()))
			.map((entry) -> this.messages.resolve(channel, entry.getValue(), action, enforcement.value()))
			.toList();
		return new KafkaOperation(operation, action, kafkaChannel, ids,
				new OperationMessages(messages, others, configured.unhandled() == Unhandled.SKIP,
						reply(operation.reply(), action.opposite())),
				notes(operation, configured, action, own), problems.toList());
	}

	private @Nullable KafkaReply reply(@Nullable Reply reply, Action action) {
		Channel channel = (reply != null && reply.channel() != null) ? this.asyncApi.channels().get(reply.channel())
				: null;
		if (reply == null || channel == null) {
			return (reply != null) ? new KafkaReply(reply.channel(), List.of(), reply.location()) : null;
		}
		KafkaChannel resolved = Objects.requireNonNull(this.channels.get(channel.id()));
		Enforcement enforcement = ((action == Action.RECEIVE) ? resolved.inbound() : resolved.outbound()).value();
		return new KafkaReply(channel.id(),
				reply.messages()
					.stream()
					.flatMap((id) -> Stream.ofNullable(channel.messages().get(id)))
					.map((message) -> this.messages.resolve(channel, message, action, enforcement))
					.toList(),
				reply.location());
	}

	/**
	 * Say what of the binding has no meaning for this application.
	 */
	private List<String> notes(Operation operation, OperationSettings configured, Action action, boolean own) {
		List<String> notes = new ArrayList<>();
		if (configured.groupId() != null && action == Action.SEND) {
			notes.add("The property '" + PropertyKeys.PREFIX + "operations." + PropertyKeys.segment(operation.id())
					+ ".group-id' is not used: this application sends there");
		}
		KafkaOperationBinding kafka = operation.kafka();
		if (kafka != null && kafka.groupId() != null && action == Action.SEND) {
			notes.add("The 'groupId' of the operation " + Printable.quote(operation.id())
					+ " is not used: this application sends there (" + kafka.groupId().location() + ")");
		}
		if (kafka != null && kafka.clientId() != null && !own) {
			notes.add("The 'clientId' of the operation " + Printable.quote(operation.id())
					+ " is not used: it is that of the application that the document describes ("
					+ kafka.clientId().location() + ")");
		}
		noteSecurity(operation, notes);
		return notes;
	}

	/**
	 * Say that a connection is not authenticated as an operation asks: it is that of the
	 * server.
	 */
	private void noteSecurity(Operation operation, List<String> notes) {
		KafkaSecurity security = this.security;
		List<SecurityScheme> schemes = operation.security()
			.stream()
			.flatMap((requirement) -> requirement.schemes().stream())
			.toList();
		if (!schemes.isEmpty() && (security == null || schemes.stream().noneMatch(security::meets))) {
			notes.add("The security of the operation " + Printable.quote(operation.id())
					+ " is not applied: connections are authenticated as their server asks ("
					+ schemes.get(0).location() + ")");
		}
	}

}
