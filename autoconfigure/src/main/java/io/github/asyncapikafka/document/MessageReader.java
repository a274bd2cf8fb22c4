package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.List;

import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.model.Located;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Message.Example;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads Message Objects of all versions.
 */
final class MessageReader {

	private final Reading reading;

	private final Traits traits;

	private final SchemaReader schemas;

	private final KafkaBindingReader kafka;

	MessageReader(Reading reading, Traits traits, SchemaReader schemas, KafkaBindingReader kafka) {
		this.reading = reading;
		this.traits = traits;
		this.schemas = schemas;
		this.kafka = kafka;
	}

	/**
	 * Return the message with its traits applied.
	 * @param node the message, possibly a reference
	 * @return its members, or {@code null} if it is no object
	 */
	@Nullable Members members(Node node) {
		Node resolved = this.reading.references().resolve(node);
		if (resolved instanceof Node.Mapping mapping) {
			return new Members(this.traits.apply(mapping), this.reading);
		}
		return this.reading.object(node, "message");
	}

	Message read(String id, Members message) {
		return new Message(id, message.text("name"), message.located("contentType"), payload(message), headers(message),
				message.expression("correlationId"), examples(message), this.kafka.message(message),
				message.location());
	}

	private List<Example> examples(Members message) {
		List<Example> examples = new ArrayList<>();
		for (Node node : message.list("examples")) {
			if (node instanceof Node.Mapping mapping) {
				examples.add(new Example(this.schemas.data(mapping.get("payload")),
						this.schemas.data(mapping.get("headers")), node.location()));
			}
		}
		return examples;
	}

	private @Nullable Schema payload(Members message) {
		Located<String> format = message.located("schemaFormat");
		Node payload = message.raw("payload");
		return (payload != null) ? this.schemas.read(payload, format) : null;
	}

	private @Nullable Schema headers(Members message) {
		Node headers = message.raw("headers");
		return (headers != null) ? this.schemas.read(headers, null) : null;
	}

}
