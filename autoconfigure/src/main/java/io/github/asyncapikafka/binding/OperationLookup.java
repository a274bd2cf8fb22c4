package io.github.asyncapikafka.binding;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.asyncapikafka.binding.OperationMatch.Failure;
import io.github.asyncapikafka.binding.setting.ContractSettings.Role;
import io.github.asyncapikafka.binding.value.PropertyKeys;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.model.AsyncApi;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operations that code names by channel or operation, or says why there is
 * none.
 */
final class OperationLookup {

	private static final String NAME_ONE = "Name one with the attribute 'operation'.";

	private final AsyncApi asyncApi;

	private final Role role;

	private final Map<String, KafkaChannel> channels;

	private final Map<String, KafkaOperation> operations;

	OperationLookup(AsyncApi asyncApi, Role role, Map<String, KafkaChannel> channels,
			Map<String, KafkaOperation> operations) {
		this.asyncApi = asyncApi;
		this.role = role;
		this.channels = channels;
		this.operations = operations;
	}

	/**
	 * Return the operation with an id.
	 */
	OperationMatch byId(Action action, String operationId, String element) {
		KafkaOperation operation = this.operations.get(operationId);
		if (operation == null) {
			return unknown(element, "operation", operationId, this.operations.keySet());
		}
		return onChannel(action, operation.channel().id(), operationId, element);
	}

	/**
	 * Return the operations on a channel: the one that receives, or all that send.
	 */
	OperationMatch onChannel(Action action, String channelId, String operationId, String element) {
		OperationMatch match = all(action, channelId, operationId, element);
		if (action != Action.RECEIVE || match.operations().size() < 2) {
			return match;
		}
		KafkaChannel channel = match.operations().get(0).channel();
		return OperationMatch.of(Failure.AMBIGUOUS,
				new Problem(channel.location(), element + " names the channel " + Printable.quote(channelId)
						+ ", which has several operations: " + list(match.operations()) + ".", NAME_ONE));
	}

	/**
	 * Return the operations that receive from a channel, if one listener can receive for
	 * all of them.
	 * @param grouped whether the listener names its group itself
	 */
	OperationMatch together(String channelId, boolean grouped, String element) {
		OperationMatch match = all(Action.RECEIVE, channelId, "", element);
		List<KafkaOperation> found = match.operations();
		Set<KafkaMessage> messages = new LinkedHashSet<>();
		Set<String> shared = new LinkedHashSet<>();
		found.stream()
			.flatMap((operation) -> operation.messages().stream())
			.filter((message) -> !messages.add(message))
			.forEach((message) -> shared.add(message.id()));
		if (!shared.isEmpty()) {
			return apart(element, found, "of which several have " + PropertyKeys.list(shared));
		}
		if (!grouped && found.stream().map((operation) -> value(operation.groupId())).distinct().count() > 1) {
			return apart(element, found, "which have different consumer groups");
		}
		if (found.stream().map((operation) -> value(operation.clientId())).distinct().count() > 1) {
			return apart(element, found, "which have different client ids");
		}
		return match;
	}

	private static Optional<String> value(@Nullable Value<String> value) {
		return Optional.ofNullable(value).map(Value::value);
	}

	private static OperationMatch apart(String element, List<KafkaOperation> operations, String obstacle) {
		KafkaChannel channel = operations.get(0).channel();
		return OperationMatch.of(Failure.AMBIGUOUS,
				new Problem(
						channel.location(), element + " cannot receive for all operations of the channel "
								+ Printable.quote(channel.id()) + ", " + list(operations) + ", " + obstacle + ".",
						NAME_ONE));
	}

	private OperationMatch all(Action action, String channelId, String operationId, String element) {
		KafkaChannel channel = this.channels.get(channelId);
		if (channel == null) {
			return unknown(element, "channel", channelId, this.channels.keySet());
		}
		List<KafkaOperation> onChannel = this.operations.values()
			.stream()
			.filter((operation) -> operation.channel().id().equals(channelId))
			.toList();
		List<KafkaOperation> named = onChannel.stream()
			.filter((operation) -> operationId.isEmpty() || operation.id().equals(operationId))
			.toList();
		if (named.isEmpty() && !operationId.isEmpty()) {
			return unknown(element, "operation", operationId, onChannel.stream().map(KafkaOperation::id).toList());
		}
		List<KafkaOperation> found = named.stream().filter((operation) -> operation.action() == action).toList();
		if (found.isEmpty()) {
			return OperationMatch.of(Failure.WRONG_DIRECTION, operationId.isEmpty()
					? wrongDirection(element, channel, action, onChannel) : wrongDirection(element, named.get(0)));
		}
		return OperationMatch.of(found);
	}

	private OperationMatch unknown(String element, String what, String id, Collection<String> known) {
		String choice = known.isEmpty() ? "There are none." : "There are " + PropertyKeys.list(known) + ".";
		return OperationMatch.of(Failure.UNKNOWN, new Problem(this.asyncApi.location(),
				element + " names the " + what + " " + Printable.quote(id) + ", which the document does not have.",
				Suggestions.didYouMean(id, known) + choice));
	}

	private Problem wrongDirection(String element, KafkaOperation operation) {
		boolean receives = operation.receives();
		return new Problem(operation.location(),
				element + (receives ? " sends" : " receives") + " with the operation " + Printable.quote(operation.id())
						+ ", but it " + (receives ? "receives" : "sends") + ": " + wordOf(operation) + ".",
				"Name another operation, or " + otherRole());
	}

	private Problem wrongDirection(String element, KafkaChannel channel, Action action, List<KafkaOperation> opposite) {
		String verb = (action == Action.RECEIVE) ? "receives from" : "sends to";
		String existing = opposite.isEmpty() ? "no operation"
				: "only " + list(opposite) + ": " + wordOf(opposite.get(0));
		return new Problem(channel.location(), element + " " + verb + " the channel " + Printable.quote(channel.id())
				+ ", which has " + existing + ".", "Name another channel, add an operation, or " + otherRole());
	}

	/**
	 * Return the word that the document uses for an operation, and what it means for this
	 * application.
	 */
	private String wordOf(KafkaOperation operation) {
		boolean ours = this.role == Role.APPLICATION;
		boolean described = ours == operation.receives();
		boolean version2 = this.asyncApi.specificationVersion().startsWith("2.");
		String verb = described ? "receives" : "sends";
		String word = version2 ? (described ? "publish" : "subscribe") : (described ? "receive" : "send");
		String meaning = ours ? "this application " + verb
				: "the application it describes " + verb + ", and this one is its client";
		return "the document says '" + word + "', which means" + (version2 ? " in 2.x" : "") + " that " + meaning;
	}

	private String otherRole() {
		return "set 'asyncapi-kafka.role' to "
				+ ((this.role == Role.APPLICATION) ? "'client' if the document describes the other side."
						: "'application' if the document describes this side.");
	}

	private static String list(List<KafkaOperation> operations) {
		return PropertyKeys.list(operations.stream().map(KafkaOperation::id).toList());
	}

}
