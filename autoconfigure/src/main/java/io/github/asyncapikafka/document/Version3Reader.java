package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads channels and operations of AsyncAPI 3.x.
 */
final class Version3Reader implements VersionReader {

	private final Reading reading;

	private final Traits traits;

	private final MessageReader messages;

	private final KafkaBindingReader kafka;

	/** The channels as they stand in the document, by id. */
	private final Map<String, Node> channelNodes = new LinkedHashMap<>();

	/** The messages of each channel as they stand in the document, by id. */
	private final Map<String, Map<String, Node>> messageNodes = new LinkedHashMap<>();

	Version3Reader(Reading reading) {
		SchemaReader schemas = new SchemaReader(reading);
		this.reading = reading;
		this.traits = new Traits(reading, false);
		this.kafka = new KafkaBindingReader(reading, schemas);
		this.messages = new MessageReader(reading, this.traits, schemas, this.kafka);
	}

	@Override
	public Set<String> rootMembers() {
		return Set.of("asyncapi", "id", "info", "servers", "defaultContentType", "channels", "components",
				"operations");
	}

	@Override
	public String addressMember() {
		return "host";
	}

	@Override
	public Map<String, Channel> channels(Members root) {
		Map<String, Channel> channels = new LinkedHashMap<>();
		root.map("channels").forEach((id, node) -> {
			Members channel = this.reading.object(node, "channels." + id);
			if (channel != null) {
				this.channelNodes.put(id, node);
				channels.put(id, channel(id, channel));
			}
		});
		return channels;
	}

	private Channel channel(String id, Members channel) {
		Map<String, Message> messages = new LinkedHashMap<>();
		Map<String, Node> nodes = channel.map("messages");
		this.messageNodes.put(id, nodes);
		nodes.forEach((messageId, node) -> {
			Members message = this.messages.members(node);
			if (message != null) {
				messages.put(messageId, this.messages.read(messageId, message));
			}
		});
		return new Channel(id, channel.located("address"), parameters(channel), messages, servers(channel),
				this.kafka.channel(channel), channel.location());
	}

	private Map<String, Parameter> parameters(Members channel) {
		Map<String, Parameter> parameters = new LinkedHashMap<>();
		channel.map("parameters").forEach((name, node) -> {
			Members parameter = this.reading.object(node, "parameters." + name);
			if (parameter != null) {
				parameters.put(name, new Parameter(name, parameter.texts("enum"), parameter.text("default"),
						parameter.text("description"), parameter.location()));
			}
		});
		return parameters;
	}

	private static List<String> servers(Members channel) {
		List<String> servers = new ArrayList<>();
		for (Node node : channel.list("servers")) {
			if (node instanceof Node.Mapping mapping && mapping.reference() != null) {
				List<String> tokens = Pointers.tokens(mapping.reference().replaceFirst("^[^#]*#", ""));
				servers.add(tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1));
			}
		}
		return servers;
	}

	@Override
	public Map<String, Operation> operations(Members root, Map<String, Channel> channels) {
		Map<String, Operation> operations = new LinkedHashMap<>();
		root.map("operations").forEach((id, node) -> {
			if (this.reading.references().resolve(node) instanceof Node.Mapping mapping) {
				Operation operation = operation(id, new Members(this.traits.apply(mapping), this.reading), channels);
				if (operation != null) {
					operations.put(id, operation);
				}
			}
			else {
				this.reading.object(node, "operations." + id);
			}
		});
		return operations;
	}

	private @Nullable Operation operation(String id, Members operation, Map<String, Channel> channels) {
		Operation.Action action = action(operation);
		String channelId = channelId(operation);
		Channel channel = (channelId != null) ? channels.get(channelId) : null;
		if (action == null || channel == null) {
			return null;
		}
		return new Operation(id, action, channel.id(), messages(operation, channel), this.kafka.operation(operation),
				operation.location());
	}

	private Operation.@Nullable Action action(Members operation) {
		Located<String> action = operation.requiredText("action");
		if (action == null) {
			return null;
		}
		return switch (action.value()) {
			case "receive" -> Operation.Action.RECEIVE;
			case "send" -> Operation.Action.SEND;
			default -> {
				this.reading.problem(action.location(),
						"'action' must be 'send' or 'receive', but is " + Printable.quote(action.value()) + ".",
						Suggestions.didYouMean(action.value(), List.of("send", "receive")) + "Correct it.");
				yield null;
			}
		};
	}

	private @Nullable String channelId(Members operation) {
		Node node = operation.raw("channel");
		if (node == null) {
			operation.required("channel");
			return null;
		}
		String id = keyOf(node, this.channelNodes);
		if (id == null && this.reading.references().resolve(node) != null) {
			this.reading.problem(node.location(), "The operation's channel is not one of the document's 'channels'.",
					"Refer to it with '#/channels/<id>'.");
		}
		return id;
	}

	private List<String> messages(Members operation, Channel channel) {
		if (operation.raw("messages") == null) {
			return List.copyOf(channel.messages().keySet());
		}
		List<String> ids = new ArrayList<>();
		for (Node node : operation.list("messages")) {
			String id = keyOf(node, this.messageNodes.getOrDefault(channel.id(), Map.of()));
			if (id != null) {
				ids.add(id);
			}
			else if (this.reading.references().resolve(node) != null) {
				this.reading.problem(node.location(),
						"The operation's message is not one of the channel " + Printable.quote(channel.id()) + ".",
						"Refer to it with '#/channels/" + Printable.escape(channel.id()) + "/messages/<id>'.");
			}
		}
		return ids;
	}

	/**
	 * Return the key of the entry that a reference points at, directly or through what
	 * the entry itself refers to.
	 */
	private @Nullable String keyOf(Node reference, Map<String, Node> entries) {
		Node target = this.reading.references().resolve(reference);
		if (target == null) {
			return null;
		}
		List<String> candidates = entries.entrySet()
			.stream()
			.filter((entry) -> this.reading.references().resolve(entry.getValue()) == target)
			.map(Map.Entry::getKey)
			.toList();
		if (candidates.size() > 1 && reference instanceof Node.Mapping mapping && mapping.reference() != null) {
			List<String> tokens = Pointers.tokens(mapping.reference().replaceFirst("^[^#]*#", ""));
			String last = tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
			return candidates.contains(last) ? last : null;
		}
		return candidates.isEmpty() ? null : candidates.get(0);
	}

}
