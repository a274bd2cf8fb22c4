package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.reference.Entries;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.model.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Reads Operation Objects of AsyncAPI 3.x, which refer to a channel and to some of its
 * messages.
 */
final class Version3Operations {

	private final Reading reading;

	private final SecurityReader security;

	private final KafkaBindingReader kafka;

	private final Map<String, Channel> channels;

	private final Entries channelEntries;

	private final Map<String, Entries> messageEntries;

	/**
	 * Create an instance.
	 * @param reading what is read
	 * @param security reads what operations require
	 * @param kafka reads the binding
	 * @param channels the channels that were read, by id
	 * @param channelEntries finds a channel
	 * @param messageEntries finds a message of each channel, by the id of the channel
	 */
	Version3Operations(Reading reading, SecurityReader security, KafkaBindingReader kafka,
			Map<String, Channel> channels, Entries channelEntries, Map<String, Entries> messageEntries) {
		this.reading = reading;
		this.security = security;
		this.kafka = kafka;
		this.channels = channels;
		this.channelEntries = channelEntries;
		this.messageEntries = messageEntries;
	}

	@Nullable Operation read(String id, Members operation) {
		Action action = action(operation);
		Channel channel = channel(operation, "operation");
		Reply reply = reply(operation);
		if (action == null || channel == null) {
			return null;
		}
		return new Operation(id, action, channel.id(), messages(operation, channel, "operation"), reply,
				this.security.read(operation, id), this.kafka.operation(operation), operation.location());
	}

	private static @Nullable Action action(Members operation) {
		String action = operation.text("action");
		return "receive".equals(action) ? Action.RECEIVE : "send".equals(action) ? Action.SEND : null;
	}

	private @Nullable Reply reply(Members operation) {
		Members reply = operation.object("reply");
		if (reply == null) {
			return null;
		}
		Channel channel = channel(reply, "reply");
		List<String> messages = (channel != null) ? messages(reply, channel, "reply") : List.of();
		return new Reply((channel != null) ? channel.id() : null, messages, reply.expression("address"),
				reply.location());
	}

	private @Nullable Channel channel(Members owner, String name) {
		Node node = owner.raw("channel");
		if (node == null) {
			return null;
		}
		String id = this.channelEntries.keyOf(node);
		if (id == null && this.reading.references().resolve(node) != null) {
			this.reading.violation(node.location(),
					"The " + name + "'s channel is not one of the document's 'channels'.",
					"Refer to it with '#/channels/<id>'.");
		}
		return (id != null) ? this.channels.get(id) : null;
	}

	private List<String> messages(Members owner, Channel channel, String name) {
		if (owner.raw("messages") == null) {
			Set<String> all = channel.messages().keySet();
			return this.reading.repeat(all.size()) ? List.copyOf(all) : List.of();
		}
		List<String> ids = new ArrayList<>();
		Entries entries = this.messageEntries.get(channel.id());
		for (Node node : owner.list("messages")) {
			String id = (entries != null) ? entries.keyOf(node) : null;
			if (id != null && channel.messages().containsKey(id)) {
				ids.add(id);
			}
			else if (id == null && this.reading.references().resolve(node) != null) {
				this.reading.violation(node.location(),
						"The " + name + "'s message is not one of the channel " + Printable.quote(channel.id()) + ".",
						"Refer to it with '#/channels/" + Printable.escape(channel.id()) + "/messages/<id>'.");
			}
		}
		return ids;
	}

}
