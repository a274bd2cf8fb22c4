package io.github.asyncapikafka.binding.message;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A place in records whose value says which message a record is.
 *
 * @param header the name of the header, or {@code null} if it is a member of the payload
 * @param path the names that lead to the member
 * @param named the messages by value, which is text in a header and
 * {@linkplain #comparable comparable} in a payload
 * @param open the messages that leave the value open; a record with a value that names no
 * message can only be one of these
 * @param <C> the messages
 */
public record Discriminator<C>(@Nullable String header, List<String> path, Map<Object, C> named, List<C> open) {

	public Discriminator {
		path = List.copyOf(path);
		named = Map.copyOf(named);
		open = List.copyOf(open);
	}

	/**
	 * Return a value as one that equals others of the same meaning.
	 * @param value a string, number or boolean of a payload
	 * @return the value that names messages
	 */
	public static Object comparable(Object value) {
		return SchemaConstants.comparable(value);
	}

	/**
	 * Return where the value is.
	 * @return the JSON pointer to the member, or to the header as if headers were an
	 * object
	 */
	public String pointer() {
		StringBuilder pointer = new StringBuilder();
		((this.header != null) ? List.of(this.header) : this.path)
			.forEach((name) -> pointer.append('/').append(name.replace("~", "~0").replace("/", "~1")));
		return pointer.toString();
	}

	/**
	 * Return whether a record that fits a message can have no other's value here.
	 * @param message one of the messages
	 * @return {@code true} if its payload has values of its own here
	 */
	public boolean isSettledBy(C message) {
		return this.header == null && !this.open.contains(message);
	}

}
