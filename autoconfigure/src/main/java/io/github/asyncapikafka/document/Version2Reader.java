package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.model.Channel;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Operation;
import io.github.asyncapikafka.model.Operation.Action;
import io.github.asyncapikafka.model.Parameter;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads channels and operations of AsyncAPI 2.x, where {@code publish} means that the
 * described application receives, and {@code subscribe} that it sends.
 */
final class Version2Reader implements VersionReader {

	private static final Map<String, Action> VERBS = verbs();

	private final Reading reading;

	private final SecurityReader security;

	private final Traits traits;

	private final SchemaReader schemas;

	private final MessageReader messages;

	private final KafkaBindingReader kafka;

	private final Map<String, Operation> operations = new LinkedHashMap<>();

	Version2Reader(Reading reading, SecurityReader security) {
		this.reading = reading;
		this.security = security;
		this.traits = new Traits(reading, true);
		this.schemas = new SchemaReader(reading);
		this.kafka = new KafkaBindingReader(this.schemas);
		this.messages = new MessageReader(reading, this.traits, this.schemas, this.kafka);
	}

	private static Map<String, Action> verbs() {
		Map<String, Action> verbs = new LinkedHashMap<>();
		verbs.put("publish", Action.RECEIVE);
		verbs.put("subscribe", Action.SEND);
		return verbs;
	}

	@Override
	public String addressMember() {
		return "url";
	}

	@Override
	public Map<String, Channel> channels(Members root) {
		Map<String, Channel> channels = new LinkedHashMap<>();
		root.map("channels").forEach((name, node) -> {
			Members item = item(name, node);
			if (item != null) {
				channels.put(name, channel(name, node.location(), item));
			}
		});
		return channels;
	}

	/**
	 * Return a Channel Item with what it refers to: here, and only here, {@code $ref} is
	 * a field that stands beside others.
	 */
	private @Nullable Members item(String name, Node node) {
		Members item = this.reading.object(node, "channels." + name);
		if (item == null || !(node instanceof Node.Mapping own) || own.reference() == null || own.members().size() == 1
				|| !(this.reading.references().resolve(node) instanceof Node.Mapping target)
				|| !this.reading.repeat(target.members().size())) {
			return item;
		}
		Map<String, Node> merged = new LinkedHashMap<>(target.members());
		own.members().forEach((member, value) -> {
			if (!member.equals("$ref") && merged.putIfAbsent(member, value) != null) {
				this.reading.problem(value.location(),
						"The member " + Printable.quote(member) + " stands beside '$ref' and in what it refers to.",
						"Keep one of them.");
			}
		});
		return new Members(new Node.Mapping(own.location(), merged), this.reading);
	}

	private Channel channel(String name, Location location, Members item) {
		Version2Messages messages = new Version2Messages(name, this.messages);
		VERBS.forEach((verb, action) -> {
			Node node = item.raw(verb);
			if (node != null && this.reading.references().resolve(node) instanceof Node.Mapping mapping) {
				operation(name, verb, action, new Members(this.traits.apply(mapping), this.reading), messages);
			}
			else if (node != null) {
				this.reading.object(node, verb);
			}
		});
		return new Channel(name, new Located<>(name, location), parameters(item), messages.messages(),
				item.text("description"), item.texts("servers"), this.kafka.channel(item), item.location());
	}

	private void operation(String channel, String verb, Action action, Members operation, Version2Messages messages) {
		String operationId = operation.text("operationId");
		String id = (operationId != null) ? operationId : channel + "." + verb;
		List<String> messageIds = new ArrayList<>();
		Node message = operation.raw("message");
		if (message != null) {
			for (Node alternative : alternatives(message)) {
				String messageId = messages.add(alternative);
				if (messageId != null) {
					messageIds.add(messageId);
				}
			}
		}
		Operation read = new Operation(id, action, channel, messageIds, null, this.security.read(operation, id),
				this.kafka.operation(operation), operation.location());
		Operation first = this.operations.putIfAbsent(id, read);
		if (first != null) {
			this.reading.problem(operation.location(),
					"The operation id " + Printable.quote(id) + " is there twice, first at " + first.location() + ".",
					"Give each operation an id of its own.");
		}
	}

	private List<Node> alternatives(Node message) {
		Node resolved = this.reading.references().resolve(message);
		if (resolved instanceof Node.Mapping mapping && mapping.get("oneOf") != null) {
			return new Members(mapping, this.reading).list("oneOf");
		}
		return List.of(message);
	}

	private Map<String, Parameter> parameters(Members item) {
		Map<String, Parameter> parameters = new LinkedHashMap<>();
		item.map("parameters").forEach((name, node) -> {
			Members parameter = this.reading.object(node, "parameters." + name);
			if (parameter != null) {
				parameters.put(name, parameter(name, parameter));
			}
		});
		return parameters;
	}

	private Parameter parameter(String name, Members parameter) {
		Node node = parameter.raw("schema");
		Schema schema = (node != null) ? this.schemas.read(node, null) : null;
		List<String> allowed = values(schema, "enum");
		List<String> examples = values(schema, "examples");
		Object defaultValue = (schema != null) ? schema.get("default") : null;
		return new Parameter(name, allowed, (defaultValue != null) ? defaultValue.toString() : null, examples,
				parameter.located("location"), parameter.text("description"), parameter.location());
	}

	private static List<String> values(@Nullable Schema schema, String keyword) {
		Object values = (schema != null) ? schema.get(keyword) : null;
		return (values instanceof List<?> list) ? list.stream().map(String::valueOf).toList() : List.of();
	}

	@Override
	public Map<String, Operation> operations(Members root, Map<String, Channel> channels) {
		return this.operations;
	}

}
