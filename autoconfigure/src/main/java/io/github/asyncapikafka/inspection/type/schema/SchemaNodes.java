package io.github.asyncapikafka.inspection.type.schema;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The values that a schema describes, with references and {@code allOf} resolved.
 */
public final class SchemaNodes {

	private static final int MAX_PARTS = 100;

	private final Schema schema;

	public SchemaNodes(Schema schema) {
		this.schema = schema;
	}

	public SchemaNode root() {
		return node(this.schema.definition(), "");
	}

	public SchemaNode anything() {
		return new SchemaNode(List.of(), this);
	}

	public SchemaNode node(@Nullable Object definition, String pointer) {
		List<SchemaPart> parts = new ArrayList<>();
		collect(definition, pointer, parts, new HashSet<>());
		return new SchemaNode(List.copyOf(parts), this);
	}

	private void collect(@Nullable Object definition, String pointer, List<SchemaPart> parts, Set<String> seen) {
		if (!(definition instanceof Map<?, ?> members) || !seen.add(pointer) || parts.size() > MAX_PARTS) {
			return;
		}
		if (members.get("$ref") instanceof String reference) {
			if (reference.startsWith("#")) {
				String target = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
				collect(find(target), target, parts, seen);
			}
			return;
		}
		SchemaPart part = new SchemaPart(members, pointer);
		if (!members.isEmpty()) {
			parts.add(part);
		}
		List<?> all = part.list("allOf");
		for (int i = 0; i < all.size(); i++) {
			collect(all.get(i), part.pointer("allOf", String.valueOf(i)), parts, seen);
		}
	}

	private @Nullable Object find(String pointer) {
		Object current = this.schema.definition();
		if (pointer.isEmpty()) {
			return current;
		}
		for (String token : pointer.substring(1).split("/", -1)) {
			String name = token.replace("~1", "/").replace("~0", "~");
			if (current instanceof Map<?, ?> members) {
				current = members.get(name);
			}
			else if (current instanceof List<?> list && name.matches("\\d{1,6}")
					&& Integer.parseInt(name) < list.size()) {
				current = list.get(Integer.parseInt(name));
			}
			else {
				return null;
			}
		}
		return current;
	}

	/**
	 * Return the most specific known place of a pointer into the definition.
	 */
	public Location location(String pointer) {
		String current = pointer;
		while (true) {
			Location location = this.schema.locations().get(current);
			if (location != null) {
				return location;
			}
			int slash = current.lastIndexOf('/');
			if (slash < 0) {
				return this.schema.location();
			}
			current = current.substring(0, slash);
		}
	}

	public boolean isOpenApi() {
		return format().startsWith("application/vnd.oai.openapi");
	}

	/**
	 * Return whether the schema is written in a kind of JSON Schema.
	 */
	public boolean isJsonSchema() {
		String format = format();
		return !this.schema.isAvro() && (format.isEmpty() || isOpenApi()
				|| format.startsWith("application/vnd.aai.asyncapi") || format.startsWith("application/schema"));
	}

	private String format() {
		return (this.schema.format() != null) ? this.schema.format().value().toLowerCase(Locale.ROOT).replace(" ", "")
				: "";
	}

}
