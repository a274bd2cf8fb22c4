package io.github.asyncapikafka.model;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import org.jspecify.annotations.Nullable;

/**
 * A variable of a server's host (Server Variable Object).
 *
 * @param name the name between the braces
 * @param allowedValues the values of its {@code enum}, empty if any value is allowed
 * @param defaultValue the value if configuration gives none, or {@code null}
 * @param description its description, or {@code null}
 * @param location the place of the variable
 */
public record ServerVariable(String name, List<String> allowedValues, @Nullable String defaultValue,
		@Nullable String description, Location location) {

	public ServerVariable {
		allowedValues = List.copyOf(allowedValues);
	}

}
