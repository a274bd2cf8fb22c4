package io.github.asyncapikafka.binding;

import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.binding.format.SerdeChoice;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.model.Message;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message as an operation sends or receives it.
 *
 * @param message the message of the document
 * @param key how the key becomes bytes
 * @param payload how the payload becomes bytes, or {@code null} if that is not known,
 * which is one of the problems
 * @param type the name of the class that configuration says stands for the message, or
 * {@code null}
 * @param problems why the message cannot be used
 */
public record KafkaMessage(Message message, Value<SerdeChoice> key, @Nullable Value<SerdeChoice> payload,
		@Nullable Value<String> type, List<Problem> problems) {

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
	 * Return the schema of the payload.
	 * @return the schema, or {@code null} if anything is allowed
	 */
	public @Nullable Schema payloadSchema() {
		return this.message.payload();
	}

	/**
	 * Return the schema of the key.
	 * @return the schema, or {@code null} if anything is allowed
	 */
	public @Nullable Schema keySchema() {
		return (this.message.kafka() != null) ? this.message.kafka().key() : null;
	}

	/**
	 * Return the key that the schema selects: the only one that it allows.
	 * @return the key, or {@code null} if it allows none or several
	 */
	public @Nullable Object selectedKey() {
		Schema key = keySchema();
		return (key != null && key.definition() instanceof Map<?, ?> members) ? constant(members) : null;
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
		Object type = (this.message.payload() != null) ? this.message.payload().get("type") : null;
		return "string".equals(type) || (type instanceof List<?> types && types.contains("string")
				&& types.stream().allMatch((entry) -> "string".equals(entry) || "null".equals(entry)));
	}

	/**
	 * Return whether a word names this message.
	 * @param word the word, such as the simple name of a class
	 * @return {@code true} if it is the id or the name of the message, without regard to
	 * case and punctuation
	 */
	public boolean isNamedLike(String word) {
		String wanted = Suggestions.canonical(word);
		return Suggestions.canonical(id()).equals(wanted)
				|| (name() != null && Suggestions.canonical(name()).equals(wanted));
	}

	private static @Nullable Object constant(Map<?, ?> schema) {
		if (schema.get("const") != null) {
			return schema.get("const");
		}
		return (schema.get("enum") instanceof List<?> values && values.size() == 1) ? values.get(0) : null;
	}

}
