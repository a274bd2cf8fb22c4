package io.github.asyncapikafka.document.check;

import java.util.List;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.MapType;
import io.github.asyncapikafka.document.check.type.ObjectType;
import io.github.asyncapikafka.document.check.type.Scalars;
import io.github.asyncapikafka.document.check.type.SchemaType;
import io.github.asyncapikafka.document.check.type.Type;
import io.github.asyncapikafka.document.check.type.UniqueNames;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

import static io.github.asyncapikafka.document.check.type.ListType.list;
import static io.github.asyncapikafka.document.check.type.ListType.uniqueList;
import static io.github.asyncapikafka.document.check.type.ObjectType.object;
import static io.github.asyncapikafka.document.check.type.ReferenceType.orReference;

/**
 * The objects that all versions of the specification have, with what differs little.
 */
final class CommonTypes {

	private static final List<String> PROTOCOLS = List.of("amqp", "amqp1", "anypointmq", "googlepubsub", "http",
			"ibmmq", "jms", "kafka", "mercure", "mqtt", "mqtt5", "nats", "pulsar", "redis", "ros2", "sns", "solace",
			"sqs", "stomp", "ws");

	private static final String ASYNCAPI_SCHEMA = "application/vnd.aai.asyncapi";

	private static final Pattern JSON_SCHEMA = Pattern
		.compile("application/schema\\+(json|yaml)\\s*;\\s*version=draft-07");

	private final boolean version3;

	private final SchemaType jsonSchema = SchemaType.jsonSchema();

	private final @Nullable ProtocolBindings others;

	private final ObjectType externalDocsObject = object("External Documentation Object")
		.member("description", Scalars.STRING)
		.required("url", Scalars.URL);

	final Type externalDocs;

	final ObjectType tag;

	final Type tags;

	final SchemaType schema;

	final Type serverBindings;

	final Type channelBindings;

	final Type operationBindings;

	final Type messageBindings;

	final ObjectType contact = object("Contact Object").member("name", Scalars.STRING)
		.member("url", Scalars.URL)
		.member("email", Scalars.EMAIL);

	final ObjectType license = object("License Object").required("name", Scalars.STRING).member("url", Scalars.URL);

	final ObjectType serverVariable = object("Server Variable Object").member("enum", uniqueList(Scalars.STRING))
		.member("default", Scalars.STRING)
		.member("description", Scalars.STRING)
		.member("examples", list(Scalars.STRING));

	final ObjectType correlationId = object("Correlation ID Object").member("description", Scalars.STRING)
		.required("location", Scalars.RUNTIME_LOCATION);

	CommonTypes(boolean version3) {
		this.version3 = version3;
		this.externalDocs = referable(this.externalDocsObject);
		this.schema = new SchemaType(this.externalDocs);
		this.tag = object("Tag Object").required("name", Scalars.STRING)
			.member("description", Scalars.STRING)
			.member("externalDocs", this.externalDocs);
		this.tags = UniqueNames.of(list(referable(this.tag)), "tag", "name");
		KafkaBindings kafka = new KafkaBindings(this.schema);
		this.others = version3 ? new ProtocolBindings(this.schema) : null;
		this.serverBindings = bindings("server", orReference(kafka.server()));
		this.channelBindings = bindings("channel", orReference(kafka.channel()));
		this.operationBindings = bindings("operation", orReference(kafka.operation()));
		this.messageBindings = bindings("message", orReference(kafka.message()));
	}

	/**
	 * Return the type, or in 3.x, where references are allowed nearly everywhere, it or a
	 * reference to it.
	 */
	Type referable(Type type) {
		return this.version3 ? orReference(type) : type;
	}

	List<ObjectType> objects() {
		return List.of(this.externalDocsObject, this.tag, this.contact, this.license, this.serverVariable,
				this.correlationId);
	}

	/**
	 * Return what the bindings of an object have to be.
	 */
	private Type bindings(String owner, Type kafka) {
		return orReference((node, name, walk) -> {
			if (!(node instanceof Node.Mapping mapping)) {
				walk.wrongType(node, name, "an object");
				return;
			}
			mapping.members().forEach((protocol, binding) -> binding(protocol, owner, binding, kafka, walk));
		});
	}

	private void binding(String protocol, String owner, Node binding, Type kafka, Walk walk) {
		if (protocol.equals("kafka")) {
			if (!Scalars.isNull(binding)) {
				walk.visit(binding, kafka, protocol);
			}
		}
		else if (protocol.startsWith(MapType.EXTENSION_PREFIX)) {
			return;
		}
		else if (!PROTOCOLS.contains(protocol)) {
			unknownProtocol(protocol, binding, walk);
		}
		else if (!Scalars.isNull(binding)) {
			walk.visit(binding, (this.others != null) ? this.others.of(protocol, owner) : Scalars.OBJECT, protocol);
		}
	}

	private void unknownProtocol(String protocol, Node binding, Walk walk) {
		String message = "There are no bindings for the protocol " + Printable.quote(protocol) + ".";
		String action = walk.didYouMean(protocol, PROTOCOLS) + "Known are " + String.join(", ", PROTOCOLS)
				+ ", and extensions that start with 'x-'.";
		if (this.version3) {
			walk.violation(binding.location(), message, action);
		}
		else {
			walk.warning(binding.location(), message, action);
		}
	}

	/**
	 * Return what the headers of a message have to be: a schema of an object.
	 */
	Type headers(Type type) {
		return (node, name, walk) -> {
			walk.visit(node, type, name);
			Node resolved = walk.resolve(node);
			Node stated = (resolved instanceof Node.Mapping mapping) ? mapping.get("type") : null;
			if (stated instanceof Node.Scalar scalar && scalar.value() instanceof String text
					&& !text.equals("object")) {
				walk.violation(stated.location(),
						"The type of headers must be 'object', but is " + Printable.quote(text) + ".",
						"Describe each header in 'properties'.");
			}
		};
	}

	/**
	 * Refuse an example that shows nothing.
	 */
	static void example(Node.Mapping example, Walk walk) {
		if (example.get("payload") == null && example.get("headers") == null) {
			walk.violation(example.location(), "The example has neither 'payload' nor 'headers'.", "Add one of them.");
		}
	}

	/**
	 * Check a schema that stands beside its format.
	 * @param owner a message, or a Multi Format Schema Object
	 * @param member the member that has the schema
	 * @param walk visits the schema
	 */
	void formatted(Node.Mapping owner, String member, Walk walk) {
		Node node = owner.get(member);
		if (node != null) {
			String format = Scalars.textOf(owner, "schemaFormat");
			boolean stated = owner.get("schemaFormat") != null;
			walk.visit(node, stated ? schemaOf(String.valueOf(format)) : this.schema, member);
		}
	}

	private Type schemaOf(String format) {
		return format.startsWith(ASYNCAPI_SCHEMA) ? this.schema
				: JSON_SCHEMA.matcher(format).matches() ? this.jsonSchema : SchemaType.OF_OTHER_FORMAT;
	}

}
