package io.github.asyncapikafka.document.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.ObjectType;
import io.github.asyncapikafka.document.check.type.ReferenceType;
import io.github.asyncapikafka.document.check.type.Scalars;
import io.github.asyncapikafka.document.check.type.Type;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;

import static io.github.asyncapikafka.document.check.type.ListType.list;
import static io.github.asyncapikafka.document.check.type.ListType.uniqueList;
import static io.github.asyncapikafka.document.check.type.MapType.components;
import static io.github.asyncapikafka.document.check.type.MapType.map;
import static io.github.asyncapikafka.document.check.type.MapType.plainMap;
import static io.github.asyncapikafka.document.check.type.MapType.servers;
import static io.github.asyncapikafka.document.check.type.ObjectType.object;
import static io.github.asyncapikafka.document.check.type.ReferenceType.orReference;

/**
 * The objects of AsyncAPI 2.0 to 2.6.
 */
final class Version2Types {

	private final int minor;

	private final CommonTypes common = new CommonTypes(false);

	private final SecurityTypes security;

	private final Map<String, Node> messageIds = new HashMap<>();

	private final ObjectType messageTrait;

	private final ObjectType message;

	private final Type anyMessage;

	private final ObjectType operationTrait;

	private final ObjectType operation;

	private final ObjectType parameter;

	private final ObjectType channelItem;

	private final ObjectType server;

	private final Type requirements;

	/**
	 * Create an instance.
	 * @param minor the minor version
	 * @param document where security schemes and servers are looked up
	 */
	Version2Types(int minor, Node.Mapping document) {
		this.minor = minor;
		this.security = new SecurityTypes(minor >= 1, false);
		this.requirements = list(KnownNames.requirement(plainMap(uniqueList(Scalars.STRING)), document));
		this.messageTrait = messageMembers("Message Trait Object").patch();
		this.message = messageMembers("Message Object").member("payload", Scalars.ANY)
			.member("traits", list(orReference(this.messageTrait)))
			.rule((mapping, walk) -> this.common.formatted(mapping, "payload", walk))
			.rule(this::messageId);
		this.anyMessage = orReference(alternatives());
		this.operationTrait = operationMembers("Operation Trait Object").patch();
		this.operation = operationMembers("Operation Object").member("message", this.anyMessage)
			.member("traits", list(orReference(this.operationTrait)));
		this.parameter = object("Parameter Object").member("description", Scalars.STRING)
			.member("schema", this.common.schema)
			.member("location", Scalars.RUNTIME_LOCATION);
		this.channelItem = channelItem(document);
		this.server = server();
	}

	private ObjectType since(int minor, ObjectType object, String name, Type type) {
		return object.since("2." + minor + ".0", this.minor >= minor, name, type);
	}

	ObjectType document() {
		return object("document").required("asyncapi", Scalars.STRING)
			.member("id", Scalars.URL)
			.required("info", info())
			.member("servers", servers(serverOrReference()))
			.member("defaultContentType", Scalars.STRING)
			.required("channels", ChannelNames.of(map(this.channelItem)))
			.member("components", componentsObject())
			.member("tags", this.common.tags)
			.member("externalDocs", this.common.externalDocs);
	}

	/**
	 * Return the objects of the table, for comparison with the official schemas.
	 */
	List<ObjectType> objects() {
		List<ObjectType> objects = new ArrayList<>(this.common.objects());
		objects.addAll(List.of(document(), info(), componentsObject(), this.server, this.channelItem, this.parameter,
				this.operation, this.operationTrait, this.message, this.messageTrait));
		return objects;
	}

	private ObjectType info() {
		return object("Info Object").required("title", Scalars.STRING)
			.required("version", Scalars.VERSION_TEXT)
			.member("description", Scalars.STRING)
			.member("termsOfService", Scalars.URL)
			.member("contact", this.common.contact)
			.member("license", this.common.license);
	}

	private Type serverOrReference() {
		return (this.minor >= 3) ? orReference(this.server) : this.server;
	}

	private Type variableOrReference() {
		return (this.minor >= 4) ? orReference(this.common.serverVariable) : this.common.serverVariable;
	}

	private ObjectType server() {
		ObjectType server = object("Server Object").required("url", Scalars.STRING)
			.member("description", Scalars.STRING)
			.required("protocol", Scalars.STRING)
			.member("protocolVersion", Scalars.STRING)
			.member("variables", map(variableOrReference()))
			.member("security", this.requirements)
			.member("bindings", this.common.serverBindings)
			.rule(Placeholders::ofUrl);
		return since(5, server, "tags", this.common.tags);
	}

	private ObjectType channelItem(Node.Mapping document) {
		ObjectType item = object("Channel Item Object").member("description", Scalars.STRING)
			.member("publish", this.operation)
			.member("subscribe", this.operation)
			.member("parameters", map(orReference(this.parameter)))
			.member("bindings", this.common.channelBindings)
			.member("deprecated", Scalars.BOOLEAN);
		item.member(ReferenceType.MEMBER, Scalars.STRING).rule((mapping, walk) -> {
			if (mapping.reference() != null) {
				walk.follow(mapping, item, "$ref");
			}
		});
		return since(2, item, "servers", KnownNames.servers(uniqueList(Scalars.STRING), document));
	}

	private ObjectType operationMembers(String label) {
		ObjectType operation = object(label).member("operationId", Scalars.STRING)
			.member("summary", Scalars.STRING)
			.member("description", Scalars.STRING)
			.member("tags", this.common.tags)
			.member("externalDocs", this.common.externalDocs)
			.member("bindings", this.common.operationBindings);
		return since(4, operation, "security", this.requirements);
	}

	private ObjectType messageMembers(String label) {
		ObjectType message = object(label).member("headers", this.common.headers(this.common.schema))
			.member("correlationId", orReference(this.common.correlationId))
			.member("schemaFormat", Scalars.STRING)
			.member("contentType", Scalars.STRING)
			.member("name", Scalars.STRING)
			.member("title", Scalars.STRING)
			.member("summary", Scalars.STRING)
			.member("description", Scalars.STRING)
			.member("tags", this.common.tags)
			.member("externalDocs", this.common.externalDocs)
			.member("bindings", this.common.messageBindings)
			.member("examples", list(example()))
			.member("deprecated", Scalars.BOOLEAN);
		return since(4, message, "messageId", Scalars.STRING);
	}

	private ObjectType example() {
		ObjectType example = object("Message Example Object").member("headers", Scalars.OBJECT)
			.member("payload", Scalars.ANY);
		if (this.minor >= 1) {
			example.rule(CommonTypes::example);
		}
		since(1, example, "name", Scalars.STRING);
		return since(1, example, "summary", Scalars.STRING);
	}

	private void messageId(Node.Mapping message, Walk walk) {
		String id = Scalars.textOf(message, "messageId");
		Node first = (id != null) ? this.messageIds.putIfAbsent(id, message) : null;
		if (first != null) {
			walk.violation(
					message.location(), "The message id " + Printable.quote(String.valueOf(id))
							+ " is there twice, first at " + first.location() + ".",
					"Give each message an id of its own.");
		}
	}

	/**
	 * A message is described by itself or as one of several.
	 */
	private Type alternatives() {
		ObjectType oneOf = object("list of messages");
		Type either = (node, name, walk) -> walk.visit(node,
				(node instanceof Node.Mapping mapping && mapping.get("oneOf") != null) ? oneOf : this.message, name);
		oneOf.member("oneOf", list(orReference(either)));
		return either;
	}

	private ObjectType componentsObject() {
		ObjectType object = object("Components Object").member("schemas", components(this.common.schema))
			.member("messages", components(this.anyMessage))
			.member("securitySchemes", components(orReference(this.security.type())))
			.member("parameters", components(orReference(this.parameter)))
			.member("correlationIds", components(orReference(this.common.correlationId)))
			.member("operationTraits", components(this.operationTrait))
			.member("messageTraits", components(this.messageTrait))
			.member("serverBindings", components(this.common.serverBindings))
			.member("channelBindings", components(this.common.channelBindings))
			.member("operationBindings", components(this.common.operationBindings))
			.member("messageBindings", components(this.common.messageBindings));
		since(3, object, "servers", components(orReference(this.server)));
		since(3, object, "channels", components(this.channelItem));
		return since(4, object, "serverVariables", components(variableOrReference()));
	}

}
