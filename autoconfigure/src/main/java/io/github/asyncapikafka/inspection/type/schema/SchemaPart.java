package io.github.asyncapikafka.inspection.type.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One of the schemas that a value has to satisfy at the same time.
 *
 * @param members the keywords
 * @param pointer the JSON pointer into the whole definition
 */
public record SchemaPart(Map<?, ?> members, String pointer) {

	public @Nullable Object get(String keyword) {
		return this.members.get(keyword);
	}

	public boolean has(String keyword) {
		return this.members.get(keyword) != null;
	}

	/**
	 * Return the pointer to something within the part.
	 */
	public String pointer(String... tokens) {
		StringBuilder result = new StringBuilder(this.pointer);
		for (String token : tokens) {
			result.append('/').append(token.replace("~", "~0").replace("/", "~1"));
		}
		return result.toString();
	}

	public Map<?, ?> map(String keyword) {
		return (get(keyword) instanceof Map<?, ?> map) ? map : Map.of();
	}

	public List<?> list(String keyword) {
		return (get(keyword) instanceof List<?> list) ? list : List.of();
	}

	/**
	 * Return the types that are stated, or {@code null} if none are.
	 */
	public @Nullable Set<Object> types() {
		Object type = get("type");
		if (type instanceof List<?> list) {
			return Set.copyOf(list);
		}
		return (type instanceof String) ? Set.of(type) : null;
	}

}
