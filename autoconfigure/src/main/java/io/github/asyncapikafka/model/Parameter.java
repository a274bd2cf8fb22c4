package io.github.asyncapikafka.model;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a channel's address (Parameter Object).
 *
 * @param name the name between the braces
 * @param allowedValues the values of its {@code enum}, empty if any value is allowed
 * @param defaultValue the value if configuration gives none, or {@code null}
 * @param examples values that it may have, empty if none is stated
 * @param expression where a message has the value, a runtime expression, or {@code null}
 * @param description its description, or {@code null}
 * @param location the place of the parameter
 */
public record Parameter(String name, List<String> allowedValues, @Nullable String defaultValue, List<String> examples,
		@Nullable Located<String> expression, @Nullable String description, Location location) {

	public Parameter {
		allowedValues = List.copyOf(allowedValues);
		examples = List.copyOf(examples);
	}

}
