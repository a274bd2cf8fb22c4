package io.github.asyncapikafka.document.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.check.type.ObjectType;
import io.github.asyncapikafka.document.check.type.ReferenceType;
import io.github.asyncapikafka.document.check.type.Scalars;
import io.github.asyncapikafka.document.check.type.SchemaType;
import io.github.asyncapikafka.document.check.type.Type;
import io.github.asyncapikafka.document.check.type.Walk;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.model.Schema;

import static io.github.asyncapikafka.document.check.type.ListType.list;
import static io.github.asyncapikafka.document.check.type.ObjectType.object;

/**
 * The objects of the Kafka binding specification, in all of its versions. A binding that
 * states no version is one of the latest.
 */
final class KafkaBindings {

	private static final List<String> VERSIONS = List.of("0.1.0", "0.2.0", "0.3.0", "0.4.0", "0.5.0");

	private static final String LATEST = "latest";

	private static final Type NUMBER_OF = Scalars.integer(1, Integer.MAX_VALUE,
			"Correct the number, or remove it to leave the value to Kafka.");

	private static final Type UNLIMITED = Scalars.integer(-1, Long.MAX_VALUE, "Correct the number.");

	private static final Type LIMIT = Scalars.integer(0, Long.MAX_VALUE, "Correct the number.");

	private static final Type CLEANUP_POLICY = Scalars.oneOf("compact", "delete");

	private static final Type CONFIGURATION_VALUE = TopicConfigurations::value;

	private final SchemaType schema;

	private final Type key = this::key;

	KafkaBindings(SchemaType schema) {
		this.schema = schema;
	}

	Type server() {
		return versioned(
				(version) -> binding("server").since("0.3.0", version >= 3, "schemaRegistryUrl", Scalars.STRING)
					.since("0.3.0", version >= 3, "schemaRegistryVendor", Scalars.STRING));
	}

	Type channel() {
		Type configs = configuration(true).member("cleanup.policy", CONFIGURATION_VALUE)
			.others(TopicConfigurations::other);
		return versioned((version) -> binding("channel").since("0.3.0", version >= 3, "topic", Scalars.TOPIC)
			.since("0.3.0", version >= 3, "partitions", NUMBER_OF)
			.since("0.3.0", version >= 3, "replicas", NUMBER_OF)
			.since("0.4.0", version >= 4, "topicConfiguration", topicConfiguration(version))
			.tolerate("configs", configs, "It is read as 'topicConfiguration'; rename it.")
			.tolerate("envs", Scalars.ANY, "It is ignored; write 'x-envs'."));
	}

	Type operation() {
		Type id = this::id;
		return versioned((version) -> binding("operation").member("groupId", id)
			.member("clientId", id)
			.tolerate("acks", Scalars.ANY, "It is ignored; configure the producer, or write 'x-acks'.")
			.tolerate("key", Scalars.ANY, "It is ignored; move it to the binding of the message."));
	}

	Type message() {
		return versioned((version) -> binding("message").member("key", this.key)
			.since("0.3.0", version >= 3, "schemaIdLocation", Scalars.oneOf("header", "payload"))
			.since("0.3.0", version >= 3, "schemaIdPayloadEncoding", Scalars.STRING)
			.since("0.3.0", version >= 3, "schemaLookupStrategy", Scalars.STRING));
	}

	private static ObjectType binding(String owner) {
		return object("Kafka " + owner + " binding").member("bindingVersion", KafkaBindings::bindingVersion);
	}

	/**
	 * Create a type for a binding that looks different in each version.
	 */
	private static Type versioned(IntFunction<ObjectType> table) {
		Map<String, ObjectType> versions = VERSIONS.stream()
			.collect(Collectors.toMap((version) -> version, (version) -> table.apply(VERSIONS.indexOf(version) + 1)));
		ObjectType latest = Objects.requireNonNull(versions.get(VERSIONS.get(VERSIONS.size() - 1)));
		return (node, name, walk) -> {
			String version = Scalars.textOf((node instanceof Node.Mapping mapping) ? mapping : null, "bindingVersion");
			ObjectType stated = (version != null) ? versions.get(version) : null;
			walk.visit(node, (stated != null) ? stated : latest, name);
		};
	}

	private static void bindingVersion(Node node, String name, Walk walk) {
		if (!(node instanceof Node.Scalar scalar && scalar.value() instanceof String version)) {
			walk.wrongType(node, name, "a string");
		}
		else if (!VERSIONS.contains(version) && !LATEST.equals(version)) {
			walk.violation(node.location(), "The Kafka binding has no version " + Printable.quote(version) + ".",
					"Known are " + String.join(", ", VERSIONS) + " and latest.");
		}
	}

	private static Type topicConfiguration(int version) {
		ObjectType configuration = configuration(version >= 5).member("cleanup.policy", KafkaBindings::cleanupPolicy);
		return (version >= 5) ? configuration.others(TopicConfigurations::other) : configuration;
	}

	private static ObjectType configuration(boolean confluent) {
		ObjectType configuration = object("topicConfiguration").member("retention.ms", UNLIMITED)
			.member("retention.bytes", UNLIMITED)
			.member("delete.retention.ms", LIMIT)
			.member("max.message.bytes", LIMIT);
		for (String part : List.of("key", "value")) {
			configuration.since("0.5.0", confluent, "confluent." + part + ".schema.validation", Scalars.BOOLEAN)
				.since("0.5.0", confluent, "confluent." + part + ".subject.name.strategy", Scalars.STRING);
		}
		return configuration;
	}

	private static void cleanupPolicy(Node node, String name, Walk walk) {
		if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
			walk.warning(node.location(), "'" + name + "' must be a list, but is a string.",
					"It is read as Kafka writes it; write a list.");
			for (String policy : text.split(",")) {
				walk.visit(new Node.Scalar(node.location(), policy.strip()), CLEANUP_POLICY, name);
			}
		}
		else {
			list(CLEANUP_POLICY).check(node, name, walk);
		}
	}

	private void id(Node node, String name, Walk walk) {
		if (node instanceof Node.Sequence || node instanceof Node.Scalar scalar && scalar.value() instanceof String) {
			walk.warning(node.location(), "'" + name + "' must be a schema, but is " + node.kind() + ".",
					"It is read as a schema with this value; write '" + name + ": { type: string, enum: [...] }'.");
			if (node instanceof Node.Sequence) {
				list(Scalars.STRING).check(node, name, walk);
			}
		}
		else {
			schema(node, name, walk);
		}
	}

	private void key(Node node, String name, Walk walk) {
		if (ReferenceType.isReference(node, walk)) {
			walk.follow(node, this.key, name);
		}
		else if (isAvro(node)) {
			walk.warning(node.location(),
					"'" + name + "' is an Avro schema, which the binding has no 'schemaFormat' for.",
					"It is read as Avro; other tools may refuse it.");
		}
		else {
			schema(node, name, walk);
		}
	}

	private static boolean isAvro(Node node) {
		return node instanceof Node.Mapping mapping
				&& (Schema.AVRO_TYPES.contains(String.valueOf(Scalars.textOf(mapping, "type")))
						|| "array".equals(Scalars.textOf(mapping, "type")) && Scalars.textOf(mapping, "items") != null);
	}

	private void schema(Node node, String name, Walk walk) {
		walk.visit(node, this.schema, name);
		if (node instanceof Node.Mapping mapping && !mapping.members().isEmpty() && !this.schema.knowsOneOf(mapping)) {
			walk.violation(node.location(), "'" + name + "' must be a schema, but has no keyword of one.",
					"Describe the value, for example with 'type' and 'enum'.");
		}
	}

}
