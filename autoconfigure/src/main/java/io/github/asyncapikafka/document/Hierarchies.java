package io.github.asyncapikafka.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.github.asyncapikafka.document.tree.Dialect;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * Class hierarchies (Composition and Inheritance, in AsyncAPI and OpenAPI): a base with a
 * {@code discriminator} chooses among its kinds, and each of them takes the base in by
 * {@code allOf}. As JSON Schema that never comes to an end. What a kind inherits are the
 * base's own members, and as these are common to all kinds, a value can fit several of
 * them.
 */
final class Hierarchies {

	private final Reading reading;

	private final @Nullable String format;

	private final Function<Node.Mapping, @Nullable Node> targets;

	private final Map<Node, Map<String, Set<Node>>> inherited = new IdentityHashMap<>();

	/**
	 * Create an instance.
	 * @param reading bounds the work
	 * @param format the {@code schemaFormat}, or {@code null}
	 * @param targets says what a reference leads to
	 */
	Hierarchies(Reading reading, @Nullable String format, Function<Node.Mapping, @Nullable Node> targets) {
		this.reading = reading;
		this.format = format;
		this.targets = targets;
	}

	/**
	 * Return whether a reference stands for the own members of its target.
	 * @param reference the reference
	 * @param target what it leads to
	 * @return {@code true} if the target is a base and the reference is in one of its
	 * kinds
	 */
	boolean isInherited(Node.Mapping reference, Node target) {
		return inherited(target).values().stream().anyMatch((references) -> references.contains(reference));
	}

	/**
	 * Return what a kind inherits.
	 * @param base the base
	 * @return the base without the choice among its kinds
	 */
	Node.Mapping own(Node.Mapping base) {
		Map<String, Node> members = new LinkedHashMap<>(base.members());
		members.keySet().removeAll(inherited(base).keySet());
		return new Node.Mapping(base.location(), members);
	}

	/**
	 * Return a base with a choice that several of its kinds can satisfy.
	 * @param schema a schema
	 * @return the schema itself if it is no base
	 */
	Node.Mapping open(Node.Mapping schema) {
		Node kinds = inherited(schema).containsKey("oneOf") ? schema.get("oneOf") : null;
		if (kinds == null) {
			return schema;
		}
		Map<String, Node> members = new LinkedHashMap<>(schema.members());
		members.remove("oneOf");
		if (members.putIfAbsent("anyOf", kinds) != null) {
			List<Node> all = new ArrayList<>(items(schema, "allOf"));
			all.add(new Node.Mapping(kinds.location(), Map.of("anyOf", kinds)));
			members.put("allOf", new Node.Sequence(kinds.location(), all));
		}
		return new Node.Mapping(schema.location(), members);
	}

	/**
	 * Return the references to a base in its kinds, by the keyword that lists them.
	 */
	private Map<String, Set<Node>> inherited(Node schema) {
		if (!(schema instanceof Node.Mapping base) || !isDiscriminated(base)) {
			return Map.of();
		}
		Map<String, Set<Node>> known = this.inherited.get(base);
		if (known == null) {
			Map<String, Set<Node>> found = new LinkedHashMap<>();
			for (String keyword : List.of("oneOf", "anyOf")) {
				Set<Node> references = references(base, items(base, keyword));
				if (!references.isEmpty()) {
					found.put(keyword, references);
				}
			}
			known = found;
			this.inherited.put(base, known);
		}
		return known;
	}

	private boolean isDiscriminated(Node.Mapping schema) {
		if (!Dialect.knowsDiscriminator(this.format)) {
			return false;
		}
		Node stated = schema.get("discriminator");
		Node name = (stated instanceof Node.Mapping ofOpenApi) ? ofOpenApi.get("propertyName") : stated;
		return name instanceof Node.Scalar scalar && scalar.value() instanceof String;
	}

	private Set<Node> references(Node.Mapping base, Collection<Node> kinds) {
		Set<Node> found = identitySet();
		Set<Node> listed = identitySet();
		Set<Node> composed = identitySet();
		Deque<Step> pending = new ArrayDeque<>();
		kinds.forEach((kind) -> pending.add(new Step(kind, false)));
		while (!pending.isEmpty()) {
			Step step = pending.remove();
			boolean seen = !(step.composed() ? composed : listed).add(step.node());
			if (seen || !(step.node() instanceof Node.Mapping schema) || !this.reading.repeat(1)) {
				continue;
			}
			Node target = (schema.reference() != null) ? this.targets.apply(schema) : null;
			if (target == base && step.composed()) {
				found.add(schema);
			}
			else if (target != null && target != base) {
				pending.add(new Step(target, step.composed()));
			}
			if (schema.reference() == null || Dialect.keepsSiblings(this.format)) {
				items(schema, "allOf").forEach((part) -> pending.add(new Step(part, true)));
			}
		}
		return found;
	}

	private static List<Node> items(Node.Mapping schema, String keyword) {
		return (schema.get(keyword) instanceof Node.Sequence sequence) ? sequence.items() : List.of();
	}

	private static Set<Node> identitySet() {
		return Collections.newSetFromMap(new IdentityHashMap<>());
	}

	/**
	 * A schema on the way from a base to itself.
	 *
	 * @param node the schema
	 * @param composed whether {@code allOf} leads to it
	 */
	private record Step(Node node, boolean composed) {

	}

}
