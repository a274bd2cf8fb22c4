package io.github.asyncapikafka.validation.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Finds schemas that lead back to themselves without going into the value, so that no
 * value could ever be checked: {@code allOf: [{ $ref: '#' }]}.
 */
final class EndlessReferences {

	private static final int MAX_PROBLEMS = 20;

	/** Keywords whose schemas are about the same value. */
	private static final Set<String> IN_PLACE = Set.of("not", "if", "then", "else", "allOf", "anyOf", "oneOf");

	/** Keywords whose named schemas are about the same value. */
	private static final Set<String> IN_PLACE_BY_NAME = Set.of("dependentSchemas", "dependencies");

	private static final Pattern CHOICE = Pattern.compile("/(oneOf|anyOf)/\\d+$");

	private static final Pattern COMPOSITION = Pattern.compile("/allOf/\\d+$");

	private static final Pattern OTHER = Pattern.compile("/(not|if|then|else|(dependentSchemas|dependencies)/[^/]+)$");

	private final Schema schema;

	private final SchemaDialect dialect;

	private final Map<String, Map<?, ?>> parts = new LinkedHashMap<>();

	private final Set<String> finished = new HashSet<>();

	EndlessReferences(Schema schema, @Nullable Object definition, SchemaDialect dialect) {
		this.schema = schema;
		this.dialect = dialect;
		SchemaParts.visit(definition, (members, pointer) -> this.parts.put(pointer, members));
	}

	void check(Problems problems) {
		int found = 0;
		for (String start : this.parts.keySet()) {
			List<String> cycle = this.finished.contains(start) ? List.of() : cycle(start);
			if (!cycle.isEmpty() && ++found <= MAX_PROBLEMS) {
				String place = cycle.get(0);
				problems.add(SchemaParts.location(this.schema, place),
						"The schema leads back to itself at " + Printable.quote("#" + place)
								+ " without going into the value, so that no value could be checked.",
						"Let it refer to itself below 'properties' or 'items' only, " + hierarchy(cycle) + "or set "
								+ "'asyncapi-kafka.channels.<id>.enforcement.inbound' and '.outbound' to 'off'.");
			}
		}
	}

	/**
	 * Return the remedy for a base that lists its kinds, each of which has the base in
	 * {@code allOf}.
	 */
	private String hierarchy(List<String> cycle) {
		List<String> choices = cycle.stream().filter((part) -> CHOICE.matcher(part).find()).toList();
		boolean composes = cycle.stream().anyMatch((part) -> COMPOSITION.matcher(part).find());
		boolean other = cycle.stream().anyMatch((part) -> OTHER.matcher(part).find());
		if (!this.dialect.knowsDiscriminator() || choices.size() != 1 || !composes || other) {
			return "";
		}
		String base = CHOICE.matcher(choices.get(0)).replaceFirst("");
		boolean referred = !COMPOSITION.matcher(base).find();
		return referred ? "or give the schema at " + Printable.quote("#" + base)
				+ " a 'discriminator' if it is the base of those that it lists, " : "";
	}

	/**
	 * Return the parts of a way that begins at a part and reaches itself, the last one
	 * first, or nothing.
	 */
	private List<String> cycle(String start) {
		Map<String, Deque<String>> open = new HashMap<>();
		Deque<String> path = new ArrayDeque<>();
		path.push(start);
		List<String> found = List.of();
		while (!path.isEmpty()) {
			String current = path.peek();
			String next = open.computeIfAbsent(current, this::next).poll();
			if (next == null) {
				path.pop();
				open.remove(current);
				this.finished.add(current);
			}
			else if (open.containsKey(next)) {
				found = found.isEmpty() ? upTo(next, path) : found;
			}
			else if (!this.finished.contains(next) && this.parts.containsKey(next)) {
				path.push(next);
			}
		}
		return found;
	}

	private static List<String> upTo(String part, Deque<String> path) {
		List<String> parts = new ArrayList<>();
		for (String visited : path) {
			parts.add(visited);
			if (visited.equals(part)) {
				break;
			}
		}
		return parts;
	}

	/**
	 * Return the parts that are about the same value as a part.
	 */
	private Deque<String> next(String pointer) {
		Map<?, ?> members = this.parts.getOrDefault(pointer, Map.of());
		List<String> targets = new ArrayList<>();
		if (members.get("$ref") instanceof String reference) {
			targets.add(SchemaParts.pointer(reference));
			if (this.dialect.isReferenceAlone()) {
				return new ArrayDeque<>(targets);
			}
		}
		members.forEach((key, value) -> {
			String child = pointer + "/" + key;
			if (IN_PLACE_BY_NAME.contains(key) && value instanceof Map<?, ?> named) {
				named.keySet().forEach((name) -> targets.add(child + "/" + Pointers.escape((String) name)));
			}
			else if (IN_PLACE.contains(key) && value instanceof List<?> list) {
				for (int i = 0; i < list.size(); i++) {
					targets.add(child + "/" + i);
				}
			}
			else if (IN_PLACE.contains(key)) {
				targets.add(child);
			}
		});
		return new ArrayDeque<>(targets);
	}

}
