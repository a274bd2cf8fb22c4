package io.github.asyncapikafka.document.check;

import java.util.ArrayList;
import java.util.List;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.ObjectType;
import io.github.asyncapikafka.document.check.type.Scalars;
import io.github.asyncapikafka.document.check.type.Type;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;

import static io.github.asyncapikafka.document.check.type.ListType.list;
import static io.github.asyncapikafka.document.check.type.ListType.uniqueList;
import static io.github.asyncapikafka.document.check.type.MapType.components;
import static io.github.asyncapikafka.document.check.type.MapType.map;
import static io.github.asyncapikafka.document.check.type.MapType.servers;
import static io.github.asyncapikafka.document.check.type.ObjectType.object;
import static io.github.asyncapikafka.document.check.type.ReferenceType.orReference;
import static io.github.asyncapikafka.document.check.type.ReferenceType.reference;

/**
 * The objects of AsyncAPI 3.0 and 3.1.
 */
final class Version3Types {

	private final CommonTypes common = new CommonTypes(true);

	private final Type securityScheme = new SecurityTypes(true, true).type();

	private final Type anySchema = orReference(this::anySchema);

	private final ObjectType multiFormatSchema = object("Multi Format Schema Object")
		.required("schemaFormat", Scalars.STRING)
		.required("schema", Scalars.ANY)
		.others(Version3Types::besideSchema)
		.rule((mapping, walk) -> this.common.formatted(mapping, "schema", walk));

	private final ObjectType messageTrait = messageMembers("Message Trait Object").patch();

	private final ObjectType message = messageMembers("Message Object").member("payload", this.anySchema)
		.member("traits", list(orReference(this.messageTrait)))
		.patchOfTraits();

	private final ObjectType server = server();

	private final ObjectType parameter = object("Parameter Object").member("description", Scalars.STRING)
		.member("enum", list(Scalars.STRING))
		.member("default", Scalars.STRING)
		.member("examples", list(Scalars.STRING))
		.member("location", Scalars.RUNTIME_LOCATION);

	private final ObjectType channel = channel();

	private final ObjectType replyAddress = object("Operation Reply Address Object")
		.required("location", Scalars.RUNTIME_LOCATION)
		.member("description", Scalars.STRING);

	private final ObjectType reply = object("Operation Reply Object").member("address", orReference(this.replyAddress))
		.member("channel", reference(this.channel))
		.member("messages", list(reference(this.message)));

	private final ObjectType operationTrait = operationMembers("Operation Trait Object").patch();

	private final ObjectType operation = operationMembers("Operation Object")
		.required("action", Scalars.oneOf("send", "receive"))
		.required("channel", reference(this.channel))
		.member("messages", list(reference(this.message)))
		.member("reply", orReference(this.reply))
		.member("traits", list(orReference(this.operationTrait)))
		.patchOfTraits();

	ObjectType document() {
		return object("document").required("asyncapi", Scalars.STRING)
			.member("id", Scalars.URL)
			.required("info", info())
			.member("servers", servers(orReference(this.server)))
			.member("defaultContentType", Scalars.STRING)
			.member("channels", map(orReference(this.channel)))
			.member("operations", map(orReference(this.operation)))
			.member("components", componentsObject())
			.rule(RootReferences::check);
	}

	/**
	 * Return the objects of the table, for comparison with the official schemas.
	 */
	List<ObjectType> objects() {
		List<ObjectType> objects = new ArrayList<>(this.common.objects());
		objects.addAll(List.of(document(), info(), componentsObject(), this.server, this.channel, this.parameter,
				this.operation, this.operationTrait, this.reply, this.replyAddress, this.message, this.messageTrait));
		return objects;
	}

	private ObjectType info() {
		return described(object("Info Object")).required("title", Scalars.STRING)
			.required("version", Scalars.VERSION_TEXT)
			.member("termsOfService", Scalars.URL)
			.member("contact", this.common.contact)
			.member("license", this.common.license);
	}

	private ObjectType described(ObjectType object) {
		return object.member("description", Scalars.STRING)
			.member("tags", this.common.tags)
			.member("externalDocs", this.common.externalDocs);
	}

	private ObjectType titled(ObjectType object) {
		return described(object).member("title", Scalars.STRING).member("summary", Scalars.STRING);
	}

	private ObjectType server() {
		return titled(object("Server Object")).required("host", Scalars.STRING)
			.required("protocol", Scalars.STRING)
			.member("protocolVersion", Scalars.STRING)
			.member("pathname", Scalars.STRING)
			.member("variables", map(orReference(this.common.serverVariable)))
			.member("security", list(orReference(this.securityScheme)))
			.member("bindings", this.common.serverBindings)
			.rule(Placeholders::ofHost);
	}

	private ObjectType channel() {
		return titled(object("Channel Object")).member("address", Scalars.STRING_OR_NULL)
			.member("messages", map(orReference(this.message)))
			.member("servers", uniqueList(reference(this.server)))
			.member("parameters", map(orReference(this.parameter)))
			.member("bindings", this.common.channelBindings)
			.rule(Placeholders::ofChannel);
	}

	private ObjectType operationMembers(String label) {
		return titled(object(label)).member("security", list(orReference(this.securityScheme)))
			.member("bindings", this.common.operationBindings);
	}

	private ObjectType messageMembers(String label) {
		return titled(object(label)).member("headers", this.common.headers(this.anySchema))
			.member("correlationId", orReference(this.common.correlationId))
			.member("contentType", Scalars.STRING)
			.member("name", Scalars.STRING)
			.member("bindings", this.common.messageBindings)
			.member("examples", list(example()))
			.member("deprecated", Scalars.BOOLEAN);
	}

	private static ObjectType example() {
		return object("Message Example Object").member("headers", Scalars.OBJECT)
			.member("payload", Scalars.ANY)
			.member("name", Scalars.STRING)
			.member("summary", Scalars.STRING)
			.rule(CommonTypes::example);
	}

	private static void besideSchema(Node node, String name, Walk walk) {
		walk.warning(node.location(), "The Multi Format Schema Object has no member " + Printable.quote(name) + ".",
				"It is ignored; move it into 'schema'.");
	}

	/**
	 * A schema may have a property of the name {@code schema}: only together with
	 * {@code schemaFormat} it is of another format.
	 */
	private void anySchema(Node node, String name, Walk walk) {
		boolean multiFormat = node instanceof Node.Mapping mapping && mapping.get("schemaFormat") != null
				&& mapping.get("schema") != null;
		walk.visit(node, multiFormat ? this.multiFormatSchema : this.common.schema, name);
	}

	private ObjectType componentsObject() {
		return object("Components Object").member("schemas", components(this.anySchema))
			.member("servers", components(orReference(this.server)))
			.member("channels", components(orReference(this.channel)))
			.member("operations", components(orReference(this.operation)))
			.member("messages", components(orReference(this.message)))
			.member("securitySchemes", components(orReference(this.securityScheme)))
			.member("serverVariables", components(orReference(this.common.serverVariable)))
			.member("parameters", components(orReference(this.parameter)))
			.member("correlationIds", components(orReference(this.common.correlationId)))
			.member("replies", components(orReference(this.reply)))
			.member("replyAddresses", components(orReference(this.replyAddress)))
			.member("externalDocs", components(this.common.externalDocs))
			.member("tags", components(orReference(this.common.tag)))
			.member("operationTraits", components(orReference(this.operationTrait)))
			.member("messageTraits", components(orReference(this.messageTrait)))
			.member("serverBindings", components(this.common.serverBindings))
			.member("channelBindings", components(this.common.channelBindings))
			.member("operationBindings", components(this.common.operationBindings))
			.member("messageBindings", components(this.common.messageBindings));
	}

}
