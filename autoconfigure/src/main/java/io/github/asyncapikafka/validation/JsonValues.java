package io.github.asyncapikafka.validation;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.validation.JsonText.UnreadableException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Single values of JSON text, which is read once.
 */
public final class JsonValues {

	private static final Location NOWHERE = new Location("", "", 0, 0);

	private final @Nullable JsonNode root;

	private JsonValues(@Nullable JsonNode root) {
		this.root = root;
	}

	/**
	 * Read JSON text.
	 * @param json the JSON text, or {@code null} for none
	 * @return its values, none if it cannot be read
	 */
	public static JsonValues of(byte @Nullable [] json) {
		try {
			return new JsonValues((json != null) ? JsonText.read(json, NOWHERE) : null);
		}
		catch (UnreadableException ex) {
			return new JsonValues(null);
		}
	}

	/**
	 * Return one value of JSON text, which is read no further than to it.
	 * @param json the JSON text
	 * @param path the names of the members that lead to the value
	 * @return the {@link String}, {@link java.math.BigDecimal} or {@link Boolean}, or
	 * {@code null} if there is none of these, or the text cannot be read
	 */
	public static @Nullable Object scalar(byte[] json, List<String> path) {
		return JsonText.scalar(json, path);
	}

	/**
	 * Return a value.
	 * @param pointer the JSON pointer to the value
	 * @return the string, number or boolean as text, or {@code null} if there is none
	 */
	public @Nullable String text(String pointer) {
		if (this.root == null) {
			return null;
		}
		JsonNode node = this.root.at(JsonPointer.compile(pointer));
		return (node.isValueNode() && !node.isNull() && !node.isMissingNode()) ? node.asString() : null;
	}

}
