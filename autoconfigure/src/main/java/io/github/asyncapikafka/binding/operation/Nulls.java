package io.github.asyncapikafka.binding.operation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tells schemas that admit {@code null} on purpose from those that only do not exclude
 * it.
 */
public final class Nulls {

	private static final int MAX_LEVELS = 10;

	private Nulls() {
	}

	/**
	 * Return whether a schema names {@code null} among the values of a whole payload.
	 * @param schema the schema, or {@code null} if anything is allowed
	 * @return {@code true} if somebody wrote {@code null} there
	 */
	public static boolean areNamed(@Nullable Schema schema) {
		return schema != null && areNamed(schema.definition(), 0);
	}

	private static boolean areNamed(@Nullable Object definition, int level) {
		if (!(definition instanceof Map<?, ?> schema) || level > MAX_LEVELS) {
			return false;
		}
		Object type = schema.get("type");
		boolean named = "null".equals(type) || (type instanceof List<?> types && types.contains("null"))
				|| Boolean.TRUE.equals(schema.get("nullable"))
				|| (schema.containsKey("const") && schema.get("const") == null);
		return named || Stream.of("anyOf", "oneOf")
			.flatMap((keyword) -> (schema.get(keyword) instanceof List<?> list) ? list.stream() : Stream.empty())
			.anyMatch((branch) -> areNamed(branch, level + 1));
	}

}
