package io.github.asyncapikafka.document.tree;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The {@code $id}s and anchors of one file. They are names of subschemas, never addresses
 * that something is fetched from.
 */
public final class Identifiers {

	/** Stands for the file, whatever its address is. */
	private static final Scope FILE = new Scope("file:/", null);

	private static final List<String> ANCHORS = List.of("$anchor", "$dynamicAnchor");

	private final Map<String, Node> targets = new HashMap<>();

	/** The innermost subschema with an {@code $id} around each Reference Object. */
	private final Map<Node, Scope> scopes = new IdentityHashMap<>();

	/**
	 * Collect the identifiers of a file.
	 * @param root the root of the file
	 */
	public Identifiers(Node root) {
		Deque<Step> pending = new ArrayDeque<>();
		pending.add(new Step(root, FILE, false));
		Map<Node, Boolean> visited = new IdentityHashMap<>();
		while (!pending.isEmpty()) {
			Step step = pending.remove();
			if (visited.put(step.node, true) == null) {
				visit(step, pending);
			}
		}
	}

	private void visit(Step step, Deque<Step> pending) {
		if (step.node instanceof Node.Sequence sequence) {
			sequence.items().forEach((item) -> pending.add(new Step(item, step.scope, false)));
		}
		if (!(step.node instanceof Node.Mapping mapping)) {
			return;
		}
		Scope scope = (step.named || mapping.reference() != null) ? step.scope : enter(mapping, step.scope);
		if (mapping.reference() != null) {
			this.scopes.put(mapping, scope);
		}
		mapping.members().forEach((name, value) -> {
			if (step.named || !Keywords.isData(name)) {
				pending.add(new Step(value, scope, !step.named && Keywords.isNamed(name)));
			}
		});
	}

	private Scope enter(Node.Mapping schema, Scope outer) {
		Scope scope = outer;
		String id = text(schema, "$id");
		if (id != null) {
			String address = resolve(outer.base, id);
			this.targets.putIfAbsent(address.replaceFirst("#$", ""), schema);
			if (!id.startsWith("#")) {
				scope = new Scope(address.replaceFirst("#.*$", ""), schema);
			}
		}
		for (String keyword : ANCHORS) {
			String anchor = text(schema, keyword);
			if (anchor != null) {
				this.targets.putIfAbsent(scope.base + "#" + anchor, schema);
			}
		}
		return scope;
	}

	private static @Nullable String text(Node.Mapping mapping, String name) {
		return (mapping.get(name) instanceof Node.Scalar scalar && scalar.value() instanceof String text) ? text : null;
	}

	private static String resolve(String base, String reference) {
		if (reference.startsWith("#")) {
			return base + reference;
		}
		try {
			return URI.create(base).resolve(reference).toString();
		}
		catch (IllegalArgumentException ex) {
			return reference;
		}
	}

	/**
	 * Return the subschema that a reference names.
	 * @param holder the Reference Object
	 * @param reference the reference, with or without a fragment
	 * @return the subschema, or {@code null} if none is called so
	 */
	public @Nullable Node find(Node.Mapping holder, String reference) {
		if (this.targets.isEmpty()) {
			return null;
		}
		return this.targets.get(resolve(this.scopes.getOrDefault(holder, FILE).base, reference));
	}

	/**
	 * Return the innermost subschema with an {@code $id} around a Reference Object.
	 * @param holder the Reference Object
	 * @return the subschema, or {@code null} if there is none
	 */
	public @Nullable Node around(Node.Mapping holder) {
		return this.scopes.getOrDefault(holder, FILE).schema;
	}

	private record Scope(String base, @Nullable Node schema) {

	}

	private record Step(Node node, Scope scope, boolean named) {

	}

}
