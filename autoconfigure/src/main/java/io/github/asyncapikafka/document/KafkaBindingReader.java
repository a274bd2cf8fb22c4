package io.github.asyncapikafka.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.model.KafkaNames;
import io.github.asyncapikafka.model.KafkaChannelBinding;
import io.github.asyncapikafka.model.KafkaMessageBinding;
import io.github.asyncapikafka.model.KafkaOperationBinding;
import io.github.asyncapikafka.model.KafkaServerBinding;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Kafka bindings (versions 0.1.0 to 0.5.0 of the Kafka binding specification),
 * and what authors write for them.
 */
final class KafkaBindingReader {

	private final Reading reading;

	private final SchemaReader schemas;

	KafkaBindingReader(Reading reading, SchemaReader schemas) {
		this.reading = reading;
		this.schemas = schemas;
	}

	@Nullable KafkaServerBinding server(Members server) {
		Members kafka = kafka(server);
		if (kafka == null) {
			return null;
		}
		kafka.allow("Kafka server binding", Set.of("schemaRegistryUrl", "schemaRegistryVendor", "bindingVersion"));
		return new KafkaServerBinding(kafka.located("schemaRegistryUrl"), kafka.located("schemaRegistryVendor"));
	}

	@Nullable KafkaChannelBinding channel(Members channel) {
		Members kafka = kafka(channel);
		if (kafka == null) {
			return null;
		}
		kafka.allow("Kafka channel binding",
				Set.of("topic", "partitions", "replicas", "topicConfiguration", "configs", "bindingVersion"));
		return new KafkaChannelBinding(topic(kafka), kafka.positiveInteger("partitions"),
				kafka.positiveInteger("replicas"), topicConfiguration(kafka));
	}

	@Nullable KafkaOperationBinding operation(Members operation) {
		Members kafka = kafka(operation);
		if (kafka == null) {
			return null;
		}
		kafka.allow("Kafka operation binding", Set.of("groupId", "clientId", "bindingVersion"));
		return new KafkaOperationBinding(id(kafka, "groupId"), id(kafka, "clientId"));
	}

	@Nullable KafkaMessageBinding message(Members message) {
		Members kafka = kafka(message);
		if (kafka == null) {
			return null;
		}
		kafka.allow("Kafka message binding",
				Set.of("key", "schemaIdLocation", "schemaIdPayloadEncoding", "schemaLookupStrategy", "bindingVersion"));
		Node key = kafka.raw("key");
		return new KafkaMessageBinding((key != null) ? this.schemas.read(key, null) : null,
				kafka.located("schemaIdLocation"), kafka.located("schemaIdPayloadEncoding"),
				kafka.located("schemaLookupStrategy"));
	}

	private static @Nullable Members kafka(Members owner) {
		Members bindings = owner.object("bindings");
		return (bindings != null) ? bindings.object("kafka") : null;
	}

	private @Nullable Located<String> topic(Members kafka) {
		Located<String> topic = kafka.located("topic");
		if (topic != null && !KafkaNames.isLegalTopic(topic.value())) {
			this.reading.violation(topic.location(),
					"Kafka does not allow the topic name " + Printable.quote(topic.value()) + ".",
					KafkaNames.TOPIC_RULE);
		}
		return topic;
	}

	private Map<String, Located<String>> topicConfiguration(Members kafka) {
		Node configs = kafka.raw("configs");
		if (configs != null) {
			this.reading.warning(configs.location(), "'configs' is not a member of the Kafka channel binding.",
					"It is read as 'topicConfiguration'; rename it.");
		}
		Members configuration = kafka.object(kafka.has("topicConfiguration") ? "topicConfiguration" : "configs");
		if (configuration == null) {
			return Map.of();
		}
		Map<String, Located<String>> result = new LinkedHashMap<>();
		kafka.map(kafka.has("topicConfiguration") ? "topicConfiguration" : "configs").forEach((name, node) -> {
			String value = configurationValue(name, node);
			if (value != null) {
				result.put(name, new Located<>(value, node.location()));
			}
		});
		return result;
	}

	private @Nullable String configurationValue(String name, Node node) {
		if (node instanceof Node.Scalar scalar && scalar.value() != null) {
			return scalar.value().toString();
		}
		if (node instanceof Node.Sequence sequence) {
			List<String> values = sequence.items().stream().map((item) -> configurationValue(name, item)).toList();
			return values.contains(null) ? null : values.stream().collect(Collectors.joining(","));
		}
		this.reading.problem(
				node.location(), "The topic configuration " + Printable.quote(name)
						+ " must be a value or a list of values, but is " + node.kind() + ".",
				"Write it as Kafka does.");
		return null;
	}

	/**
	 * Read a schema that stands for an id. Many authors write the id itself, or a list.
	 */
	private @Nullable Schema id(Members kafka, String name) {
		Node node = kafka.get(name);
		if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
			warnAboutPlainId(node, name);
			return new Schema(null, Map.of("type", "string", "default", text), Map.of("", node.location()),
					node.location());
		}
		if (node instanceof Node.Sequence) {
			warnAboutPlainId(node, name);
			return new Schema(null, Map.of("type", "string", "enum", kafka.texts(name)), Map.of("", node.location()),
					node.location());
		}
		if (node == null || node instanceof Node.Mapping) {
			return (node != null) ? this.schemas.read(node, null) : null;
		}
		this.reading.problem(node.location(), "'" + name + "' must be a schema, but is " + node.kind() + ".",
				"Correct its type.");
		return null;
	}

	private void warnAboutPlainId(Node node, String name) {
		this.reading.warning(node.location(), "'" + name + "' must be a schema, but is " + node.kind() + ".",
				"It is read as a schema with this value; write '" + name + ": { type: string, enum: [...] }'.");
	}

}
