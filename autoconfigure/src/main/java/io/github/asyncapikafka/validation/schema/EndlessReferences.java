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

	private final Schema schema;

	private final boolean referenceAlone;

	private final Map<String, Map<?, ?>> parts = new LinkedHashMap<>();

	private final Set<String> finished = new HashSet<>();

	EndlessReferences(Schema schema, @Nullable Object definition, boolean referenceAlone) {
		this.schema = schema;
		this.referenceAlone = referenceAlone;
		SchemaParts.visit(definition, (members, pointer) -> this.parts.put(pointer, members));
	}

	void check(Problems problems) {
		int found = 0;
		for (String start : this.parts.keySet()) {
			String place = this.finished.contains(start) ? null : cycle(start);
			if (place != null && ++found <= MAX_PROBLEMS) {
				problems.add(SchemaParts.location(this.schema, place),
						"The schema leads back to itself at " + Printable.quote("#" + place)
								+ " without going into the value, so that no value could be checked.",
						"Let it refer to itself below 'properties' or 'items' only, or set "
								+ "'asyncapi-kafka.channels.<id>.enforcement.inbound' and '.outbound' to 'off'.");
			}
		}
	}

	/**
	 * Return where a way that begins at a part reaches itself, or {@code null}.
	 */
	private @Nullable String cycle(String start) {
		Map<String, Deque<String>> open = new HashMap<>();
		Deque<String> path = new ArrayDeque<>();
		path.push(start);
		String found = null;
		while (!path.isEmpty()) {
			String current = path.peek();
			String next = open.computeIfAbsent(current, this::next).poll();
			if (next == null) {
				path.pop();
				open.remove(current);
				this.finished.add(current);
			}
			else if (open.containsKey(next)) {
				found = (found != null) ? found : current;
			}
			else if (!this.finished.contains(next) && this.parts.containsKey(next)) {
				path.push(next);
			}
		}
		return found;
	}

	/**
	 * Return the parts that are about the same value as a part.
	 */
	private Deque<String> next(String pointer) {
		Map<?, ?> members = this.parts.getOrDefault(pointer, Map.of());
		List<String> targets = new ArrayList<>();
		if (members.get("$ref") instanceof String reference) {
			targets.add(SchemaParts.pointer(reference));
			if (this.referenceAlone) {
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
