package io.github.asyncapikafka.validation.schema;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The schemas within a schema.
 */
public final class SchemaParts {

	/** Keywords whose value is a schema, or a list of schemas. */
	static final Set<String> SCHEMAS = Set.of("not", "if", "then", "else", "items", "additionalItems",
			"additionalProperties", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "allOf",
			"anyOf", "oneOf", "prefixItems");

	/** Keywords whose value has schemas by name. */
	static final Set<String> SCHEMAS_BY_NAME = Set.of("properties", "patternProperties", "$defs", "asyncapi$defs",
			"definitions", "dependentSchemas", "dependencies");

	private SchemaParts() {
	}

	/**
	 * Return the most specific known place of a pointer into the definition.
	 * @param schema the schema
	 * @param pointer the JSON pointer
	 * @return the place
	 */
	public static Location location(Schema schema, String pointer) {
		String current = pointer;
		while (true) {
			Location location = schema.locations().get(current);
			if (location != null) {
				return location;
			}
			int slash = current.lastIndexOf('/');
			if (slash < 0) {
				return schema.location();
			}
			current = current.substring(0, slash);
		}
	}

	/**
	 * Visit a schema and all schemas within it.
	 * @param definition the schema
	 * @param visitor takes each schema that is no boolean, and the pointer to it
	 */
	public static void visit(@Nullable Object definition, BiConsumer<Map<?, ?>, String> visitor) {
		visit(definition, "", visitor);
	}

	private static void visit(@Nullable Object value, String pointer, BiConsumer<Map<?, ?>, String> visitor) {
		if (value instanceof List<?> list) {
			for (int i = 0; i < list.size(); i++) {
				visit(list.get(i), pointer + "/" + i, visitor);
			}
		}
		if (!(value instanceof Map<?, ?> members)) {
			return;
		}
		visitor.accept(members, pointer);
		members.forEach((key, member) -> {
			String child = pointer + "/" + Pointers.escape((String) key);
			if (SCHEMAS.contains(key)) {
				visit(member, child, visitor);
			}
			else if (SCHEMAS_BY_NAME.contains(key) && member instanceof Map<?, ?> named) {
				named.forEach((name, schema) -> visit(schema, child + "/" + Pointers.escape((String) name), visitor));
			}
		});
	}

	/**
	 * Return the JSON pointer of a reference to a part of the same schema.
	 */
	static String pointer(String reference) {
		return URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
	}

}
