package io.github.asyncapikafka.inspection.type.schema;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Finds out which types a value can have: those that are stated, else those that the
 * other keywords make no sense without.
 */
final class SchemaTypes {

	private SchemaTypes() {
	}

	static Set<JsonType> of(SchemaNode node) {
		Set<JsonType> result = null;
		for (SchemaPart part : node.parts()) {
			Set<Object> stated = part.types();
			if (stated != null) {
				Set<JsonType> types = EnumSet.noneOf(JsonType.class);
				stated.stream().map(JsonType::ofName).filter(Objects::nonNull).forEach(types::add);
				result = (result != null) ? common(result, types) : types;
			}
		}
		return (result != null) ? narrowed(node, result) : implied(node);
	}

	private static Set<JsonType> common(Set<JsonType> one, Set<JsonType> other) {
		Set<JsonType> result = EnumSet.noneOf(JsonType.class);
		for (JsonType type : one) {
			if (other.contains(type) || (type == JsonType.INTEGER && other.contains(JsonType.NUMBER))) {
				result.add(type);
			}
			else if (type == JsonType.NUMBER && other.contains(JsonType.INTEGER)) {
				result.add(JsonType.INTEGER);
			}
		}
		return result;
	}

	private static Set<JsonType> narrowed(SchemaNode node, Set<JsonType> types) {
		if (types.contains(JsonType.NUMBER) && types.contains(JsonType.INTEGER)) {
			types.remove(JsonType.INTEGER);
		}
		boolean whole = JsonType.INTEGER == JsonType.ofValue(node.first("multipleOf"))
				|| NumberRange.isIntegerFormat(node.first("format"));
		if (types.contains(JsonType.NUMBER) && whole) {
			types.remove(JsonType.NUMBER);
			types.add(JsonType.INTEGER);
		}
		return types;
	}

	private static Set<JsonType> implied(SchemaNode node) {
		Set<JsonType> result = EnumSet.noneOf(JsonType.class);
		List<?> values = node.values();
		if (values != null) {
			values.stream().map(JsonType::ofValue).filter(Objects::nonNull).forEach(result::add);
			return narrowed(node, result);
		}
		if (node.parts().stream().anyMatch((part) -> part.has("properties") || part.has("required"))) {
			result.add(JsonType.OBJECT);
		}
		else if (node.parts().stream().anyMatch((part) -> part.has("items"))) {
			result.add(JsonType.ARRAY);
		}
		return result;
	}

}
