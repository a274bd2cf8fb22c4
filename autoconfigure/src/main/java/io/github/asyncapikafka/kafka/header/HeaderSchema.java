package io.github.asyncapikafka.kafka.header;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.model.Schema;
import io.github.asyncapikafka.validation.TextType;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code headers} schema of a message (Message Object) says of single headers,
 * wherever in it that is said.
 */
final class HeaderSchema {

	private static final String REFERENCE = "$ref";

	/** Keywords with schemas of the same value, which hold always. */
	private static final Set<String> ALWAYS = Set.of("allOf");

	/** Keywords with schemas of the same value. */
	private static final Set<String> IN_PLACE = Set.of("allOf", "anyOf", "oneOf", "if", "then", "else",
			"dependentSchemas", "dependencies");

	private static final Set<String> REQUIRING = Set.of("dependentRequired", "dependencies");

	private final Schema schema;

	private final Map<String, TextType> types = new LinkedHashMap<>();

	private final Set<String> patterns = new LinkedHashSet<>();

	private final TextType patternType = new TextType();

	private final Set<String> required = new LinkedHashSet<>();

	private final Map<String, Object> constants = new LinkedHashMap<>();

	private HeaderSchema(Schema schema) {
		this.schema = schema;
	}

	static HeaderSchema of(Schema schema) {
		HeaderSchema result = new HeaderSchema(schema);
		result.parts(schema.definition(), IN_PLACE).forEach(result::addNames);
		result.parts(schema.definition(), ALWAYS).forEach(result::addStated);
		return result;
	}

	/**
	 * Return the headers that the schema names, each with the types that it can have.
	 */
	Map<String, TextType> types() {
		return this.types;
	}

	/**
	 * Return the regular expressions of names.
	 */
	Set<String> patterns() {
		return this.patterns;
	}

	/**
	 * Return the types that a header can have whose name only a pattern knows.
	 */
	TextType patternType() {
		return this.patternType;
	}

	boolean requires(String name) {
		return this.required.contains(name);
	}

	/**
	 * Return the headers that every record has, and of which the schema allows one value
	 * only.
	 */
	Map<String, Object> constants() {
		Map<String, Object> constants = new LinkedHashMap<>(this.constants);
		constants.keySet().retainAll(this.required);
		return constants;
	}

	private void addNames(Map<?, ?> part) {
		if (part.get("properties") instanceof Map<?, ?> properties) {
			properties.forEach((name, property) -> addTypes(type((String) name), property));
		}
		if (part.get("patternProperties") instanceof Map<?, ?> properties) {
			properties.forEach((pattern, property) -> {
				this.patterns.add((String) pattern);
				addTypes(this.patternType, property);
			});
		}
		strings(part.get("required")).forEach(this::type);
		for (String keyword : REQUIRING) {
			if (part.get(keyword) instanceof Map<?, ?> dependencies) {
				dependencies.forEach((name, others) -> {
					type((String) name);
					strings(others).forEach(this::type);
				});
			}
		}
	}

	private void addStated(Map<?, ?> part) {
		this.required.addAll(strings(part.get("required")));
		if (part.get("properties") instanceof Map<?, ?> properties) {
			properties.forEach((name, property) -> parts(property, ALWAYS).forEach((schema) -> {
				Object constant = constant(schema);
				if (constant != null) {
					this.constants.put((String) name, constant);
				}
			}));
		}
	}

	private static @Nullable Object constant(Map<?, ?> schema) {
		if (schema.get("const") != null) {
			return schema.get("const");
		}
		return (schema.get("enum") instanceof List<?> values && values.size() == 1) ? values.get(0) : null;
	}

	private TextType type(String name) {
		return this.types.computeIfAbsent(name, (absent) -> new TextType());
	}

	private void addTypes(TextType type, @Nullable Object property) {
		parts(property, IN_PLACE).forEach(type::add);
	}

	/**
	 * Return the schemas that a value is held against with a schema, without those of its
	 * members.
	 */
	private Collection<Map<?, ?>> parts(@Nullable Object definition, Set<String> keywords) {
		Set<Map<?, ?>> parts = Collections.newSetFromMap(new IdentityHashMap<>());
		List<Map<?, ?>> inOrder = new ArrayList<>();
		List<@Nullable Object> pending = new ArrayList<>();
		pending.add(definition);
		for (int i = 0; i < pending.size(); i++) {
			if (pending.get(i) instanceof Map<?, ?> part && parts.add(part)) {
				inOrder.add(part);
				pending.add(referenced(part.get(REFERENCE)));
				keywords.forEach((keyword) -> pending.addAll(schemas(keyword, part.get(keyword))));
			}
		}
		return inOrder;
	}

	private static Collection<?> schemas(String keyword, @Nullable Object value) {
		if (value instanceof Map<?, ?> members) {
			return keyword.startsWith("depende") ? members.values() : List.of(members);
		}
		return (value instanceof List<?> list) ? list : List.of();
	}

	/**
	 * Return the target of a reference: a schema stands alone, all of its references lead
	 * to itself or to one of its definitions.
	 */
	private @Nullable Object referenced(@Nullable Object reference) {
		if (!(reference instanceof String text) || !text.startsWith("#")) {
			return null;
		}
		String[] tokens = text.split("/");
		if (tokens.length == 1) {
			return this.schema.definition();
		}
		return (tokens.length == 3 && this.schema.get(tokens[1]) instanceof Map<?, ?> definitions)
				? definitions.get(tokens[2]) : null;
	}

	private static List<String> strings(@Nullable Object value) {
		return (value instanceof List<?> list)
				? list.stream().filter(String.class::isInstance).map(String.class::cast).toList() : List.of();
	}

}
