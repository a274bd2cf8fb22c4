package io.github.asyncapikafka.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.asyncapikafka.document.tree.Node;
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

	private final SchemaReader schemas;

	KafkaBindingReader(SchemaReader schemas) {
		this.schemas = schemas;
	}

	@Nullable KafkaServerBinding server(Members server) {
		Members kafka = kafka(server);
		if (kafka == null) {
			return null;
		}
		return new KafkaServerBinding(kafka.located("schemaRegistryUrl"), kafka.located("schemaRegistryVendor"));
	}

	@Nullable KafkaChannelBinding channel(Members channel) {
		Members kafka = kafka(channel);
		if (kafka == null) {
			return null;
		}
		return new KafkaChannelBinding(kafka.located("topic"), kafka.positiveInteger("partitions"),
				kafka.positiveInteger("replicas"), topicConfiguration(kafka));
	}

	@Nullable KafkaOperationBinding operation(Members operation) {
		Members kafka = kafka(operation);
		if (kafka == null) {
			return null;
		}
		return new KafkaOperationBinding(id(kafka, "groupId"), id(kafka, "clientId"));
	}

	@Nullable KafkaMessageBinding message(Members message) {
		Members kafka = kafka(message);
		if (kafka == null) {
			return null;
		}
		Node key = kafka.raw("key");
		return new KafkaMessageBinding((key != null) ? this.schemas.read(key, null) : null,
				kafka.located("schemaIdLocation"), kafka.located("schemaIdPayloadEncoding"),
				kafka.located("schemaLookupStrategy"));
	}

	private static @Nullable Members kafka(Members owner) {
		Members bindings = owner.object("bindings");
		return (bindings != null) ? bindings.object("kafka") : null;
	}

	private Map<String, Located<String>> topicConfiguration(Members kafka) {
		Members configuration = kafka.object(kafka.has("topicConfiguration") ? "topicConfiguration" : "configs");
		if (configuration == null) {
			return Map.of();
		}
		Map<String, Located<String>> result = new LinkedHashMap<>();
		kafka.map(kafka.has("topicConfiguration") ? "topicConfiguration" : "configs").forEach((name, node) -> {
			String value = configurationValue(node);
			if (value != null) {
				result.put(name, new Located<>(value, node.location()));
			}
		});
		return result;
	}

	private @Nullable String configurationValue(Node node) {
		if (node instanceof Node.Scalar scalar && scalar.value() != null) {
			return scalar.value().toString();
		}
		if (node instanceof Node.Sequence sequence) {
			List<String> values = sequence.items().stream().map((item) -> configurationValue(item)).toList();
			return values.contains(null) ? null : values.stream().collect(Collectors.joining(","));
		}
		return null;
	}

	/**
	 * Read a schema that stands for an id. Many authors write the id itself, or a list.
	 */
	private @Nullable Schema id(Members kafka, String name) {
		Node node = kafka.get(name);
		if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
			return new Schema(null, Map.of("type", "string", "default", text), Map.of("", node.location()),
					node.location());
		}
		if (node instanceof Node.Sequence) {
			return new Schema(null, Map.of("type", "string", "enum", kafka.texts(name)), Map.of("", node.location()),
					node.location());
		}
		if (node == null || node instanceof Node.Mapping) {
			return (node != null) ? this.schemas.read(node, null) : null;
		}
		return null;
	}

}
