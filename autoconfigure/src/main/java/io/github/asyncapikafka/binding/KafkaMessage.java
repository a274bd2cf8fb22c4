package io.github.asyncapikafka.binding;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.model.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message as an operation sends or receives it.
 *
 * @param message the message of the document
 * @param key how the key becomes bytes
 * @param payload how the payload becomes bytes, or {@code null} if that is not known,
 * which is one of the problems
 * @param problems why the message cannot be used
 */
public record KafkaMessage(Message message, Value<SerdeChoice> key, @Nullable Value<SerdeChoice> payload,
		List<Problem> problems) {

	public KafkaMessage {
		problems = List.copyOf(problems);
	}

	/**
	 * Return the id of the message.
	 * @return its key in the channel
	 */
	public String id() {
		return this.message.id();
	}

	/**
	 * Return the machine-friendly name.
	 * @return its name, or {@code null} if it has none beside its id
	 */
	public @Nullable String name() {
		return this.message.name();
	}

	/**
	 * Return where the message stands.
	 * @return its place in the document
	 */
	public Location location() {
		return this.message.location();
	}

	/**
	 * Return whether the payload is a JSON string according to its schema. Otherwise a
	 * {@link String} in the application's code is the whole JSON text.
	 * @return {@code true} if the schema's type is {@code string}
	 */
	public boolean isTextPayload() {
		return this.message.payload() != null && "string".equals(this.message.payload().get("type"));
	}

}
