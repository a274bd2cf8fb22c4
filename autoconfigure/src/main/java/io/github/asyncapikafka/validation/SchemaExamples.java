package io.github.asyncapikafka.validation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.schema.SchemaParts;
import org.jspecify.annotations.Nullable;

/**
 * The {@code examples} and {@code default}s that stand in the parts of a schema. All of
 * them become one value, and the parts one schema, so that they are checked at once
 * however many they are.
 */
public final class SchemaExamples {

	private static final int MAX_EXAMPLES = 200;

	private static final List<String> DEFINITIONS = List.of("$defs", "asyncapi$defs", "definitions");

	private final Schema schema;

	private final List<Shown> shown = new ArrayList<>();

	private final Map<String, Object> parts = new LinkedHashMap<>();

	private final Set<Location> visited = new HashSet<>();

	private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

	private SchemaExamples(Schema schema) {
		this.schema = schema;
	}

	/**
	 * Collect the examples of a schema.
	 * @param schema the schema
	 * @return its examples, or {@code null} if there are none
	 */
	public static @Nullable SchemaExamples of(Schema schema) {
		SchemaExamples examples = new SchemaExamples(schema);
		SchemaParts.visit(schema.definition(), examples::collect);
		return examples.values.isEmpty() ? null : examples;
	}

	private void collect(Map<?, ?> part, String pointer) {
		Location location = this.schema.locations().get(pointer);
		if (part.containsKey("$ref") || (location != null && !this.visited.add(location))) {
			return;
		}
		if (part.containsKey("default")) {
			add("default", part, pointer, part.get("default"));
		}
		if (part.get("examples") instanceof List<?> list) {
			list.forEach((value) -> add("example", part, pointer, value));
		}
	}

	private void add(String keyword, Map<?, ?> part, String pointer, @Nullable Object value) {
		if (this.shown.size() < MAX_EXAMPLES) {
			String name = String.valueOf(this.shown.size());
			this.shown.add(new Shown(keyword, "", SchemaParts.location(this.schema, pointer)));
			this.parts.put(name, part);
			this.values.put(name, value);
		}
	}

	/**
	 * Return a schema of all examples together.
	 * @return the schema
	 */
	public Schema schema() {
		Map<String, @Nullable Object> definition = new LinkedHashMap<>();
		DEFINITIONS.forEach((name) -> {
			if (this.schema.has(name)) {
				definition.put(name, this.schema.get(name));
			}
		});
		definition.put("properties", this.parts);
		return new Schema(this.schema.format(), definition, Map.of(), this.schema.location());
	}

	/**
	 * Return all examples together.
	 * @return JSON text
	 */
	public byte[] values() {
		return json(this.values);
	}

	/**
	 * Return the example that a violation is about.
	 * @param pointer the pointer of the violation
	 * @return the example, or {@code null} if it is about none
	 */
	public @Nullable Shown shown(String pointer) {
		int slash = pointer.indexOf('/', 1);
		String name = pointer.substring(Math.min(1, pointer.length()), (slash < 0) ? pointer.length() : slash);
		if (!this.values.containsKey(name)) {
			return null;
		}
		Shown example = this.shown.get(Integer.parseInt(name));
		return new Shown(example.keyword(), (slash < 0) ? "" : pointer.substring(slash), example.location());
	}

	/**
	 * Write a value of the document as JSON.
	 * @param value the value, as a schema's definition is written
	 * @return JSON text
	 */
	public static byte[] json(@Nullable Object value) {
		return ((value != null) ? JsonText.tree(value) : JsonText.nullNode()).toString()
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * An example in a schema.
	 *
	 * @param keyword {@code default} or {@code example}
	 * @param pointer the JSON pointer to a place in it, empty for all of it
	 * @param location the place of the schema that shows it
	 */
	public record Shown(String keyword, String pointer, Location location) {

	}

}
