package io.github.asyncapikafka.validation;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.validation.JsonText.UnreadableException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Single values of JSON text.
 */
public final class JsonValues {

	private static final Location NOWHERE = new Location("", "", 0, 0);

	private JsonValues() {
	}

	/**
	 * Return a value.
	 * @param json the JSON text, or {@code null} for none
	 * @param pointer the JSON pointer to the value
	 * @return the string, number or boolean as text, or {@code null} if there is none
	 */
	public static @Nullable String text(byte @Nullable [] json, String pointer) {
		if (json == null) {
			return null;
		}
		try {
			JsonNode node = JsonText.read(json, NOWHERE).at(JsonPointer.compile(pointer));
			return (node.isValueNode() && !node.isNull() && !node.isMissingNode()) ? node.asString() : null;
		}
		catch (UnreadableException ex) {
			return null;
		}
	}

}
