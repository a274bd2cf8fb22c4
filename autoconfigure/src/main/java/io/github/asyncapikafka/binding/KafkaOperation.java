package io.github.asyncapikafka.binding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.github.asyncapikafka.binding.operation.OperationIds;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * What this application does on a channel. Immutable; each operation of a contract is
 * equal to itself only.
 */
public final class KafkaOperation {

	private final Operation operation;

	private final Action action;

	private final KafkaChannel channel;

	private final OperationIds ids;

	private final OperationMessages messages;

	private final List<String> notes;

	private final List<Problem> problems;

	private final List<KafkaOperation> parts;

	KafkaOperation(Operation operation, Action action, KafkaChannel channel, OperationIds ids,
			OperationMessages messages, List<String> notes, List<Problem> problems) {
		this(operation, action, channel, ids, messages, notes, problems, List.of());
	}

	private KafkaOperation(Operation operation, Action action, KafkaChannel channel, OperationIds ids,
			OperationMessages messages, List<String> notes, List<Problem> problems, List<KafkaOperation> parts) {
		this.operation = operation;
		this.action = action;
		this.channel = channel;
		this.ids = ids;
		this.messages = messages;
		this.notes = List.copyOf(notes);
		this.problems = List.copyOf(problems);
		this.parts = List.copyOf(parts);
	}

	/**
	 * Return operations that one piece of code receives for, as one that is called like
	 * the first.
	 * @param parts several operations of a channel
	 */
	static KafkaOperation joined(List<KafkaOperation> parts) {
		KafkaOperation first = parts.get(0);
		return new KafkaOperation(first.operation, first.action, first.channel, first.ids,
				OperationMessages.joined(parts.stream().map((part) -> part.messages).toList()),
				parts.stream().flatMap((part) -> part.notes.stream()).toList(),
				parts.stream().flatMap((part) -> part.problems.stream()).toList(), parts);
	}

	/**
	 * Return the operations of the document that this is.
	 * @return this one alone, unless one piece of code receives for several
	 */
	public List<KafkaOperation> parts() {
		return this.parts.isEmpty() ? List.of(this) : this.parts;
	}

	/**
	 * Return the operation of the document that has a message.
	 * @param message one of the messages
	 * @return this operation, or the part of it that has the message
	 */
	public KafkaOperation owner(KafkaMessage message) {
		return this.parts.stream().filter((part) -> part.messages().contains(message)).findFirst().orElse(this);
	}

	/**
	 * Return the id.
	 * @return the operation's id in the document
	 */
	public String id() {
		return this.operation.id();
	}

	/**
	 * Return what this application does.
	 * @return the opposite of the document's word if it describes another application
	 */
	public Action action() {
		return this.action;
	}

	/**
	 * Return the channel.
	 * @return the channel
	 */
	public KafkaChannel channel() {
		return this.channel;
	}

	/**
	 * Return the answer.
	 * @return the answer to each of the messages, or {@code null} if there is none, and
	 * where this is several operations, whose {@linkplain #parts() parts} know it
	 */
	public @Nullable KafkaReply reply() {
		return this.messages.reply();
	}

	/**
	 * Return the consumer group.
	 * @return the group, or {@code null} for a sender and where only an annotation can
	 * name it
	 */
	public @Nullable Value<String> groupId() {
		return this.ids.groupId();
	}

	/**
	 * Return the client id.
	 * @return the client id, or {@code null} if it is left to Spring Kafka
	 */
	public @Nullable Value<String> clientId() {
		return this.ids.clientId();
	}

	/**
	 * Return the ids of the clients, and what is allowed where code names them.
	 * @return the ids
	 */
	public OperationIds ids() {
		return this.ids;
	}

	/**
	 * Return what happens to records that break the contract.
	 * @return the enforcement for the direction of the operation
	 */
	public Value<Enforcement> enforcement() {
		return receives() ? this.channel.inbound() : this.channel.outbound();
	}

	/**
	 * Return the messages.
	 * @return the messages in document order
	 */
	public List<KafkaMessage> messages() {
		return this.messages.own();
	}

	/**
	 * Return the messages that only other operations of the channel have.
	 * @return the messages in document order, possibly empty
	 */
	public List<KafkaMessage> otherMessages() {
		return this.messages.others();
	}

	/**
	 * Return why records without a payload are to be expected.
	 * @return a phrase, or {@code null} if nothing says so
	 */
	public @Nullable String tombstones() {
		return this.channel.isCompacted() ? "the topic is compacted" : this.messages.tombstones();
	}

	/**
	 * Return whether messages that no handler takes are left alone on purpose.
	 * @return {@code false} if each of the messages needs a handler
	 */
	public boolean skipsUnhandled() {
		return this.messages.skipsUnhandled();
	}

	/**
	 * Return what of the document is not used.
	 * @return sentences, possibly empty
	 */
	public List<String> notes() {
		return this.notes;
	}

	/**
	 * Return why the operation cannot be used, apart from a missing group.
	 * @return the problems of the operation alone
	 */
	public List<Problem> problems() {
		return this.problems;
	}

	/**
	 * Return where the operation stands.
	 * @return its place in the document
	 */
	public Location location() {
		return this.operation.location();
	}

	/**
	 * Return whether this application receives.
	 * @return {@code false} if it sends
	 */
	public boolean receives() {
		return this.action == Action.RECEIVE;
	}

	/**
	 * Return the topic.
	 * @return the name of the topic
	 * @throws IllegalStateException if the channel has none, or several
	 */
	public String topic() {
		if (this.channel.topic() == null) {
			throw new IllegalStateException("The channel has no topic");
		}
		return this.channel.topic().value();
	}

	/**
	 * Return everything that prevents the use of the operation, including its channel and
	 * its messages.
	 * @return the problems, empty if it can be used
	 */
	public List<Problem> allProblems() {
		return allProblems(List.of());
	}

	/**
	 * Return everything that prevents the use of the operation by code that has
	 * parameters of the address.
	 * @param wanted the names of the parameters whose values the code receives or gives
	 * @return the problems, empty if it can be used
	 */
	public List<Problem> allProblems(Collection<String> wanted) {
		List<Problem> all = new ArrayList<>(this.channel.problems(wanted));
		all.addAll(this.problems);
		this.messages.own().forEach((message) -> all.addAll(message.problems()));
		return all;
	}

	/**
	 * Return what is wrong if neither contract nor code names a consumer group.
	 * @return the problem, or empty if the contract names one, sends, or has other
	 * problems that come first
	 */
	public Optional<Problem> missingGroup() {
		return (receives() && groupId() == null && this.problems.isEmpty()) ? Optional.of(this.ids.missingGroupId())
				: Optional.empty();
	}

}
