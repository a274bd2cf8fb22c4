package io.github.asyncapikafka.binding.message;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object to which its schema allows certain values only ({@code const},
 * {@code enum}), and those that it calls its {@code discriminator}.
 */
final class SchemaConstants {

	private static final int MAX_LEVELS = 4;

	private static final int MAX_SCHEMAS = 1000;

	private final Map<List<String>, Set<Object>> values = new LinkedHashMap<>();

	private final Set<List<String>> discriminators = new LinkedHashSet<>();

	private final @Nullable Object root;

	private int visited;

	private SchemaConstants(@Nullable Object root) {
		this.root = root;
	}

	static SchemaConstants of(@Nullable Schema schema) {
		Object definition = (schema != null) ? schema.definition() : null;
		SchemaConstants constants = new SchemaConstants(definition);
		constants.visit(definition, List.of());
		return constants;
	}

	/**
	 * Return the values, as {@link #comparable} gives them, by the names of the members
	 * that lead to them.
	 */
	Map<List<String>, Set<Object>> values() {
		return this.values;
	}

	/**
	 * Return the members that the schema calls discriminators.
	 */
	Set<List<String>> discriminators() {
		return this.discriminators;
	}

	/**
	 * Return a value as one that equals others of the same meaning.
	 */
	static Object comparable(Object value) {
		if (!(value instanceof Number number)) {
			return value;
		}
		BigDecimal exact = (number instanceof BigDecimal decimal) ? decimal : new BigDecimal(number.toString());
		return exact.stripTrailingZeros();
	}

	private void visit(@Nullable Object definition, List<String> path) {
		if (!(definition instanceof Map<?, ?> schema) || this.visited++ > MAX_SCHEMAS) {
			return;
		}
		visit(target(schema), path);
		if (schema.get("allOf") instanceof List<?> parts) {
			parts.forEach((part) -> visit(part, path));
		}
		Object discriminator = schema.get("discriminator");
		Object name = (discriminator instanceof Map<?, ?> ofOpenApi) ? ofOpenApi.get("propertyName") : discriminator;
		if (name instanceof String text) {
			this.discriminators.add(longer(path, text));
		}
		if (path.size() < MAX_LEVELS && schema.get("properties") instanceof Map<?, ?> properties) {
			properties.forEach((member, value) -> visitMember(value, longer(path, (String) member)));
		}
	}

	private void visitMember(@Nullable Object definition, List<String> path) {
		Set<Object> allowed = allowed(definition, 0);
		if (allowed.isEmpty()) {
			visit(definition, path);
		}
		else {
			this.values.merge(path, allowed, (known, further) -> (further.size() < known.size()) ? further : known);
		}
	}

	private Set<Object> allowed(@Nullable Object definition, int hops) {
		if (!(definition instanceof Map<?, ?> schema) || hops > MAX_LEVELS) {
			return Set.of();
		}
		Object constant = schema.get("const");
		if (isScalar(constant)) {
			return Set.of(comparable(Objects.requireNonNull(constant)));
		}
		if (schema.get("enum") instanceof List<?> list && !list.isEmpty()) {
			Set<Object> allowed = new LinkedHashSet<>();
			list.stream().filter(SchemaConstants::isScalar).forEach((value) -> allowed.add(comparable(value)));
			return allowed;
		}
		return allowed(target(schema), hops + 1);
	}

	private static boolean isScalar(@Nullable Object value) {
		return value instanceof String || value instanceof Number || value instanceof Boolean;
	}

	private @Nullable Object target(Map<?, ?> schema) {
		if (!(schema.get("$ref") instanceof String reference) || !reference.startsWith("#/")) {
			return null;
		}
		Object current = this.root;
		for (String token : reference.substring(2).split("/", -1)) {
			String name = URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8)
				.replace("~1", "/")
				.replace("~0", "~");
			current = (current instanceof Map<?, ?> members) ? members.get(name) : null;
		}
		return current;
	}

	private static List<String> longer(List<String> path, String name) {
		List<String> longer = new ArrayList<>(path);
		longer.add(name);
		return List.copyOf(longer);
	}

}
