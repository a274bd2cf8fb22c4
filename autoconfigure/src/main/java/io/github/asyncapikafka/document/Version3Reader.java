package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.document.reference.Entries;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.Pointers;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Parameter;

/**
 * Reads channels and operations of AsyncAPI 3.x.
 */
final class Version3Reader implements VersionReader {

	private final Reading reading;

	private final SecurityReader security;

	private final Traits traits;

	private final MessageReader messages;

	private final KafkaBindingReader kafka;

	/** The channels as they stand in the document, by id. */
	private final Map<String, Node> channelNodes = new LinkedHashMap<>();

	/** Find the messages of each channel, by the id of the channel. */
	private final Map<String, Entries> messageEntries = new LinkedHashMap<>();

	Version3Reader(Reading reading, SecurityReader security) {
		SchemaReader schemas = new SchemaReader(reading);
		this.reading = reading;
		this.security = security;
		this.traits = new Traits(reading, false);
		this.kafka = new KafkaBindingReader(schemas);
		this.messages = new MessageReader(reading, this.traits, schemas, this.kafka);
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
		this.messageEntries.put(id, new Entries(nodes, this.reading.references()));
		nodes.forEach((messageId, node) -> {
			Members message = this.messages.members(node);
			if (message != null) {
				messages.put(messageId, this.messages.read(messageId, message));
			}
		});
		return new Channel(id, channel.located("address"), parameters(channel), messages, channel.text("description"),
				servers(channel), this.kafka.channel(channel), channel.location());
	}

	private Map<String, Parameter> parameters(Members channel) {
		Map<String, Parameter> parameters = new LinkedHashMap<>();
		channel.map("parameters").forEach((name, node) -> {
			Members parameter = this.reading.object(node, "parameters." + name);
			if (parameter != null) {
				parameters.put(name,
						new Parameter(name, parameter.texts("enum"), parameter.text("default"),
								parameter.texts("examples"), parameter.located("location"),
								parameter.text("description"), parameter.location()));
			}
		});
		return parameters;
	}

	private static List<String> servers(Members channel) {
		List<String> servers = new ArrayList<>();
		for (Node node : channel.list("servers")) {
			if (node instanceof Node.Mapping mapping && mapping.reference() != null) {
				servers.add(Pointers.lastToken(mapping.reference()));
			}
		}
		return servers;
	}

	@Override
	public Map<String, Operation> operations(Members root, Map<String, Channel> channels) {
		Map<String, Operation> operations = new LinkedHashMap<>();
		Version3Operations reader = new Version3Operations(this.reading, this.security, this.kafka, channels,
				new Entries(this.channelNodes, this.reading.references()), this.messageEntries);
		root.map("operations").forEach((id, node) -> {
			if (this.reading.references().resolve(node) instanceof Node.Mapping mapping) {
				Operation operation = reader.read(id, new Members(this.traits.apply(mapping), this.reading));
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

}
