package io.github.asyncapikafka.document;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.Pointers;
import io.github.asyncapikafka.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * Collects the messages of a channel of AsyncAPI 2.x, which have no key there. A message
 * that both operations use is there once; different ones of one name are numbered.
 */
final class Version2Messages {

	private final String channel;

	private final MessageReader reader;

	private final Map<String, Message> messages = new LinkedHashMap<>();

	private final Map<Location, String> ids = new HashMap<>();

	private final Map<String, Integer> numbers = new HashMap<>();

	Version2Messages(String channel, MessageReader reader) {
		this.channel = channel;
		this.reader = reader;
	}

	Map<String, Message> messages() {
		return this.messages;
	}

	/**
	 * Add a message, unless it is there already.
	 * @param node the message, possibly a reference
	 * @return its id, or {@code null} if it is no object
	 */
	@Nullable String add(Node node) {
		Members message = this.reader.members(node);
		if (message == null) {
			return null;
		}
		String id = this.ids.get(message.location());
		if (id == null) {
			id = unique(id(node, message));
			this.ids.put(message.location(), id);
			this.messages.put(id, this.reader.read(id, message));
		}
		return id;
	}

	private String unique(String id) {
		String unique = id;
		while (this.messages.containsKey(unique)) {
			unique = id + this.numbers.merge(id, 1, (number, one) -> number + one);
		}
		this.numbers.putIfAbsent(id, 1);
		return unique;
	}

	private String id(Node node, Members message) {
		String messageId = message.text("messageId");
		String name = (messageId != null) ? messageId : message.text("name");
		if (name != null) {
			return name;
		}
		return (node instanceof Node.Mapping mapping && mapping.reference() != null)
				? Pointers.lastToken(mapping.reference()) : this.channel;
	}

}
