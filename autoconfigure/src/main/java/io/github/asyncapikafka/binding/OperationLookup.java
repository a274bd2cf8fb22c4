package io.github.asyncapikafka.binding;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * Finds the operations that code names by channel or operation, or says why there is
 * none.
 */
final class OperationLookup {

	private final Location document;

	private final Map<String, KafkaChannel> channels;

	private final Map<String, KafkaOperation> operations;

	OperationLookup(Location document, Map<String, KafkaChannel> channels, Map<String, KafkaOperation> operations) {
		this.document = document;
		this.channels = channels;
		this.operations = operations;
	}

	KafkaOperation receiving(String channelId, String operationId, String element) {
		List<KafkaOperation> found = operationsOf(channelId, Action.RECEIVE, operationId, element);
		if (found.size() > 1) {
			throw new InvalidContractException(List.of(new Problem(locationOf(channelId),
					element + " names the channel " + Printable.quote(channelId) + ", which has several operations: "
							+ PropertyKeys.list(found.stream().map(KafkaOperation::id).toList()) + ".",
					"Name one with the attribute 'operation'.")));
		}
		return found.get(0);
	}

	/**
	 * Return the operations that one listener receives for, as one.
	 * @param grouped whether the listener names its group itself
	 */
	KafkaOperation receivingTogether(String channelId, boolean grouped, String element) {
		List<KafkaOperation> found = operationsOf(channelId, Action.RECEIVE, "", element);
		if (found.size() == 1) {
			return found.get(0);
		}
		Set<KafkaMessage> messages = new LinkedHashSet<>();
		Set<String> shared = new LinkedHashSet<>();
		found.stream()
			.flatMap((operation) -> operation.messages().stream())
			.filter((message) -> !messages.add(message))
			.forEach((message) -> shared.add(message.id()));
		if (!shared.isEmpty()) {
			throw apart(channelId, element, found, "of which several have " + PropertyKeys.list(shared));
		}
		if (!grouped && found.stream().map((operation) -> value(operation.groupId())).distinct().count() > 1) {
			throw apart(channelId, element, found, "which have different consumer groups");
		}
		if (found.stream().map((operation) -> value(operation.clientId())).distinct().count() > 1) {
			throw apart(channelId, element, found, "which have different client ids");
		}
		return KafkaOperation.joined(found);
	}

	private static Optional<String> value(@Nullable Value<String> value) {
		return Optional.ofNullable(value).map(Value::value);
	}

	private InvalidContractException apart(String channelId, String element, List<KafkaOperation> operations,
			String obstacle) {
		return new InvalidContractException(List.of(new Problem(locationOf(channelId),
				element + " cannot receive for all operations of the channel " + Printable.quote(channelId) + ", "
						+ PropertyKeys.list(operations.stream().map(KafkaOperation::id).toList()) + ", " + obstacle
						+ ".",
				"Name one with the attribute 'operation'.")));
	}

	List<KafkaOperation> sending(String channelId, String operationId, String element) {
		return operationsOf(channelId, Action.SEND, operationId, element);
	}

	KafkaOperation sending(String operationId, String element) {
		KafkaOperation operation = this.operations.get(operationId);
		if (operation == null) {
			throw unknown(element, "operation", operationId, this.operations.keySet());
		}
		return sending(operation.channel().id(), operationId, element).get(0);
	}

	private List<KafkaOperation> operationsOf(String channelId, Action action, String operationId, String element) {
		if (!this.channels.containsKey(channelId)) {
			throw unknown(element, "channel", channelId, this.channels.keySet());
		}
		Collection<KafkaOperation> onChannel = this.operations.values()
			.stream()
			.filter((operation) -> operation.channel().id().equals(channelId))
			.toList();
		if (!operationId.isEmpty() && onChannel.stream().noneMatch((operation) -> operation.id().equals(operationId))) {
			throw unknown(element, "operation", operationId, onChannel.stream().map(KafkaOperation::id).toList());
		}
		List<KafkaOperation> found = onChannel.stream()
			.filter((operation) -> operation.action() == action)
			.filter((operation) -> operationId.isEmpty() || operation.id().equals(operationId))
			.toList();
		if (found.isEmpty()) {
			throw operationId.isEmpty() ? wrongDirection(element, channelId, action)
					: wrongDirection(element, Objects.requireNonNull(this.operations.get(operationId)));
		}
		return found;
	}

	private Location locationOf(String channelId) {
		return Objects.requireNonNull(this.channels.get(channelId)).location();
	}

	private InvalidContractException unknown(String element, String what, String id, Collection<String> known) {
		String choice = known.isEmpty() ? "There are none." : "There are " + PropertyKeys.list(known) + ".";
		return new InvalidContractException(List.of(new Problem(this.document,
				element + " names the " + what + " " + Printable.quote(id) + ", which the document does not have.",
				Suggestions.didYouMean(id, known) + choice)));
	}

	private static InvalidContractException wrongDirection(String element, KafkaOperation operation) {
		boolean receives = operation.receives();
		return new InvalidContractException(List.of(new Problem(operation.location(),
				element + (receives ? " sends" : " receives") + " with the operation " + Printable.quote(operation.id())
						+ ", but it " + (receives ? "receives" : "sends") + ".",
				"Name another operation, or set 'asyncapi-kafka.role' to 'client' if the document describes the other "
						+ "side.")));
	}

	private InvalidContractException wrongDirection(String element, String channelId, Action action) {
		Stream<KafkaOperation> opposite = this.operations.values()
			.stream()
			.filter((operation) -> operation.channel().id().equals(channelId));
		String verb = (action == Action.RECEIVE) ? "receives from" : "sends to";
		String others = PropertyKeys.list(opposite.map(KafkaOperation::id).toList());
		String existing = others.isEmpty() ? "it has no operation" : "it has only " + others;
		return new InvalidContractException(List.of(new Problem(locationOf(channelId),
				element + " " + verb + " the channel " + Printable.quote(channelId)
						+ ", but no operation of the document does: " + existing + ".",
				"Add an operation (in 2.x the described application receives with 'publish' and sends with "
						+ "'subscribe'), or set 'asyncapi-kafka.role' to 'client' if the document describes the other "
						+ "side.")));
	}

}
