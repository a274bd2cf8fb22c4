package io.github.asyncapikafka.document.check.type;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * Visits each value once for each type that it has to be. What a reference leads to waits
 * in a queue, so that no chain of references can exhaust the stack.
 */
public final class Walk {

	private final CheckContext context;

	private final Map<Node, Set<Type>> visited = new IdentityHashMap<>();

	private final Deque<Runnable> pending = new ArrayDeque<>();

	public Walk(CheckContext context) {
		this.context = context;
	}

	/**
	 * Check a value and everything that can be reached from it.
	 * @param root the value
	 * @param type what it has to be
	 */
	public void run(Node root, Type type) {
		visit(root, type, "document");
		while (!this.pending.isEmpty()) {
			this.pending.remove().run();
		}
	}

	/**
	 * Check a value, unless that was done. A scalar is checked again: it costs less than
	 * to remember it.
	 */
	public void visit(Node node, Type type, String name) {
		if (node instanceof Node.Scalar
				|| this.visited.computeIfAbsent(node, (key) -> Collections.newSetFromMap(new IdentityHashMap<>(1)))
					.add(type)) {
			type.check(node, name, this);
		}
	}

	/**
	 * Check later what a Reference Object leads to.
	 */
	public void follow(Node reference, Type type, String name) {
		this.pending.add(() -> {
			Node target = resolve(reference);
			if (target != null) {
				visit(target, type, name);
			}
		});
	}

	public @Nullable Node resolve(Node node) {
		return this.context.resolve(node);
	}

	boolean isOfOtherDialect(Node schema) {
		return this.context.isOfOtherDialect(schema);
	}

	/**
	 * Count values that are looked at again wherever something refers to them.
	 * @return {@code false} if they are too many, which has been reported
	 */
	public boolean repeat(int values) {
		return this.context.repeat(values);
	}

	/**
	 * Return a sentence that names the nearest candidate, or an empty string.
	 */
	public String didYouMean(String name, Collection<String> candidates) {
		return this.context.didYouMean(name, candidates);
	}

	public void violation(Location location, String message, String action) {
		this.context.violation(location, message, action);
	}

	public void warning(Location location, String message, String action) {
		this.context.warning(location, message, action);
	}

	public void wrongType(Node node, String name, String expected) {
		violation(node.location(), Printable.quote(name) + " must be " + expected + ", but is " + node.kind() + ".",
				remedy(node, expected));
	}

	private static String remedy(Node node, String expected) {
		return switch (node.kind()) {
			case "null" -> "Give it a value, or remove it.";
			case "a number", "a boolean" -> expected.equals("a string") ? "Put it in quotes." : "Correct its type.";
			default -> "Correct its type.";
		};
	}

}
