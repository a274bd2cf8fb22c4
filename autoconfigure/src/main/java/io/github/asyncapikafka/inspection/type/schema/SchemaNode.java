package io.github.asyncapikafka.inspection.type.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What the schema says of one value: all schemas that apply to it at once, without
 * references and {@code allOf}.
 *
 * @param parts the schemas that apply, none if anything is allowed
 * @param schemas resolves what the parts refer to
 */
public record SchemaNode(List<SchemaPart> parts, SchemaNodes schemas) {

	public boolean isAnything() {
		return this.parts.isEmpty();
	}

	public SchemaNode with(SchemaNode other) {
		return new SchemaNode(Stream.concat(this.parts.stream(), other.parts.stream()).toList(), this.schemas);
	}

	/**
	 * Return the value of the first part that has a keyword.
	 */
	public @Nullable Object first(String keyword) {
		return this.parts.stream().map((part) -> part.get(keyword)).filter(Objects::nonNull).findFirst().orElse(null);
	}

	/**
	 * Return the place of the first part that has one of the keywords, else of the first.
	 */
	public String pointer(String... keywords) {
		for (String keyword : keywords) {
			for (SchemaPart part : this.parts) {
				if (part.has(keyword)) {
					return part.pointer();
				}
			}
		}
		return this.parts.isEmpty() ? "" : this.parts.get(0).pointer();
	}

	/**
	 * Return the types that a value can have, none if nothing says so.
	 */
	public Set<JsonType> types() {
		return SchemaTypes.of(this);
	}

	public SchemaNode withType(JsonType type) {
		return with(new SchemaNode(
				List.of(new SchemaPart(Map.of("type", type.name().toLowerCase(Locale.ROOT)), pointer("type"))),
				this.schemas));
	}

	/**
	 * Return whether {@code null} is among the values.
	 */
	public boolean isNullable() {
		boolean stated = false;
		for (SchemaPart part : this.parts) {
			Set<Object> types = part.types();
			if (types != null) {
				boolean nullable = types.contains("null")
						|| (this.schemas.isOpenApi() && Boolean.TRUE.equals(part.get("nullable")));
				if (!nullable) {
					return false;
				}
				stated = true;
			}
		}
		List<?> values = values();
		return stated && (values == null || values.contains(null));
	}

	/**
	 * Return the only values that are allowed, or {@code null} if there are others.
	 */
	public @Nullable List<?> values() {
		List<?> result = null;
		for (SchemaPart part : this.parts) {
			if (part.get("enum") instanceof List<?> values) {
				result = (result != null) ? result.stream().filter(values::contains).toList() : values;
			}
			if (part.has("const")) {
				result = List.of(Objects.requireNonNull(part.get("const")));
			}
		}
		return result;
	}

	public Set<String> required() {
		Set<String> result = new LinkedHashSet<>();
		this.parts.forEach((part) -> part.list("required").forEach((name) -> result.add(String.valueOf(name))));
		return result;
	}

	/**
	 * Return the names of the properties that are described and not ruled out.
	 */
	public Set<String> propertyNames() {
		Set<String> result = new LinkedHashSet<>();
		this.parts.forEach((part) -> part.map("properties").keySet().forEach((name) -> result.add((String) name)));
		result.removeIf((name) -> this.parts.stream()
			.anyMatch((part) -> Boolean.FALSE.equals(part.map("properties").get(name))));
		return result;
	}

	/**
	 * Return what is said of a property.
	 */
	public SchemaNode property(String name) {
		SchemaNode result = this.schemas.anything();
		for (SchemaPart part : this.parts) {
			Map<?, ?> properties = part.map("properties");
			if (properties.containsKey(name)) {
				result = result.with(this.schemas.node(properties.get(name), part.pointer("properties", name)));
			}
		}
		return result;
	}

	/**
	 * Return what is said of properties that are not described by name.
	 */
	public SchemaNode otherProperties() {
		SchemaNode result = this.schemas.anything();
		for (SchemaPart part : this.parts) {
			Object additional = part.get("additionalProperties");
			if (additional instanceof Map && part.map("properties").isEmpty() && !part.has("patternProperties")) {
				result = result.with(this.schemas.node(additional, part.pointer("additionalProperties")));
			}
		}
		return result;
	}

	/**
	 * Return what each pattern says of the properties that match it.
	 */
	public List<SchemaNode> patternProperties() {
		List<SchemaNode> result = new ArrayList<>();
		for (SchemaPart part : this.parts) {
			part.map("patternProperties")
				.forEach((pattern, schema) -> result
					.add(this.schemas.node(schema, part.pointer("patternProperties", (String) pattern))));
		}
		return result;
	}

	/**
	 * Return whether an object must not have a property.
	 */
	public boolean isForbidden(String name) {
		return this.parts.stream().anyMatch((part) -> {
			Object described = part.map("properties").get(name);
			if (described != null) {
				return Boolean.FALSE.equals(described);
			}
			return Boolean.FALSE.equals(part.get("additionalProperties")) && part.map("patternProperties")
				.keySet()
				.stream()
				.noneMatch((key) -> !Boolean.FALSE.equals(Patterns.find((String) key, name)));
		});
	}

	/**
	 * Return what is said of the entries of an array.
	 */
	public SchemaNode items() {
		SchemaNode result = this.schemas.anything();
		for (SchemaPart part : this.parts) {
			if (part.get("items") instanceof Map<?, ?> items && !part.has("prefixItems")) {
				result = result.with(this.schemas.node(items, part.pointer("items")));
			}
		}
		return result;
	}

	/**
	 * Return what the value can be according to the first {@code oneOf} or {@code anyOf},
	 * or {@code null} if there is none.
	 */
	public @Nullable List<SchemaNode> alternatives() {
		for (SchemaPart part : this.parts) {
			for (String keyword : List.of("oneOf", "anyOf")) {
				if (part.get(keyword) instanceof List<?> branches && !branches.isEmpty()) {
					return alternatives(part, keyword, branches);
				}
			}
		}
		return null;
	}

	private List<SchemaNode> alternatives(SchemaPart part, String keyword, List<?> branches) {
		Map<Object, Object> members = new LinkedHashMap<>(part.members());
		members.remove(keyword);
		SchemaNode rest = new SchemaNode(this.parts.stream()
			.map((other) -> (other == part) ? new SchemaPart(members, part.pointer()) : other)
			.toList(), this.schemas);
		List<SchemaNode> result = new ArrayList<>();
		for (int i = 0; i < branches.size(); i++) {
			SchemaNode branch = this.schemas.node(branches.get(i), part.pointer(keyword, String.valueOf(i)));
			if (!branch.isOnlyNull()) {
				result.add(rest.with(branch));
			}
		}
		return result;
	}

	private boolean isOnlyNull() {
		return this.parts.stream().anyMatch((part) -> Set.of("null").equals(part.types()));
	}

}
