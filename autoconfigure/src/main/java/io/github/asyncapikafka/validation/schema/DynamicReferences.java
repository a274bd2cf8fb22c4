package io.github.asyncapikafka.validation.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.model.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Where the dynamic references of a schema lead: {@code $recursiveRef} of 2019-09 and
 * {@code $dynamicRef} of 2020-12. Every check begins at the root of the schema, so the
 * outermost anchor is known before there is a value.
 */
final class DynamicReferences {

	private static final String BUNDLE = "asyncapi$defs";

	private final Schema schema;

	private final String bundle;

	/** The pointers to the anchors of each name, one for each place in the document. */
	private final Map<String, Map<Location, String>> anchors = new LinkedHashMap<>();

	private final List<String> identified = new ArrayList<>();

	private final List<String> recursive = new ArrayList<>();

	DynamicReferences(Schema schema) {
		this.schema = schema;
		this.bundle = "/" + (schema.has(BUNDLE) ? BUNDLE : "$defs") + "/";
		SchemaParts.visit(schema.definition(), this::collect);
	}

	private void collect(Map<?, ?> members, String pointer) {
		for (String keyword : List.of("$dynamicAnchor", "$anchor")) {
			if (members.get(keyword) instanceof String name) {
				this.anchors.computeIfAbsent(name, (key) -> new LinkedHashMap<>())
					.putIfAbsent(SchemaParts.location(this.schema, pointer), pointer);
			}
		}
		if (members.get("$id") instanceof String) {
			this.identified.add(pointer);
		}
		if (Boolean.TRUE.equals(members.get("$recursiveAnchor"))) {
			this.recursive.add(pointer);
		}
	}

	/**
	 * Return where a {@code $dynamicRef} leads.
	 * @param reference the reference
	 * @return a pointer into the definition, or {@code null} if that is not known
	 */
	@Nullable String dynamic(String reference) {
		Map<Location, String> found = this.anchors.getOrDefault(reference.replaceFirst("^#", ""), Map.of());
		List<String> outermost = found.values().stream().filter((pointer) -> !isBundled(pointer)).toList();
		List<String> candidates = outermost.isEmpty() ? List.copyOf(found.values()) : outermost;
		return (candidates.size() == 1) ? candidates.get(0) : null;
	}

	/**
	 * Return where a {@code $recursiveRef} leads.
	 * @param pointer the pointer to the schema that has it
	 * @return a pointer into the definition
	 */
	String recursive(String pointer) {
		String root = isBundled(pointer) ? pointer.substring(0, end(pointer)) : "";
		for (String candidate : this.identified) {
			boolean around = pointer.equals(candidate) || pointer.startsWith(candidate + "/");
			if (around && candidate.length() > root.length()) {
				root = candidate;
			}
		}
		return (this.recursive.contains(root) && this.recursive.contains("")) ? "" : root;
	}

	private boolean isBundled(String pointer) {
		return pointer.startsWith(this.bundle) && pointer.substring(this.bundle.length()).matches("d\\d+(/.*)?");
	}

	private int end(String pointer) {
		int slash = pointer.indexOf('/', this.bundle.length());
		return (slash < 0) ? pointer.length() : slash;
	}

}
