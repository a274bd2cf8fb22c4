package io.github.asyncapikafka.document;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * Merges traits into their target (JSON Merge Patch, RFC 7386).
 */
final class Traits {

	private static final int MAX_DEPTH = 100;

	private final Reading reading;

	private final boolean traitWins;

	private final Deque<Node[]> inProgress = new ArrayDeque<>();

	/**
	 * Create an instance.
	 * @param reading resolves the traits
	 * @param traitWins {@code true} for 2.x, where a trait overrides its target;
	 * {@code false} for 3.x, where the target overrides its traits
	 */
	Traits(Reading reading, boolean traitWins) {
		this.reading = reading;
		this.traitWins = traitWins;
	}

	/**
	 * Return the target with its {@code traits} merged in. A later trait overrides an
	 * earlier one.
	 * @param target an operation or a message
	 * @return the merged object, without {@code traits}
	 */
	Node.Mapping apply(Node.Mapping target) {
		if (!(target.get("traits") instanceof Node.Sequence traits)
				|| !this.reading.repeat(target.members().size() + traits.items().size())) {
			return target;
		}
		Map<String, Node> members = new LinkedHashMap<>(target.members());
		members.remove("traits");
		Node.Mapping own = new Node.Mapping(target.location(), members);
		Node.Mapping merged = this.traitWins ? own : new Node.Mapping(target.location(), Map.of());
		for (Node trait : traits.items()) {
			if (this.reading.references().resolve(trait) instanceof Node.Mapping patch) {
				merged = patch(merged, patch);
			}
		}
		return this.traitWins ? merged : patch(merged, own);
	}

	private Node.Mapping patch(Node.Mapping target, Node.Mapping patch) {
		if (!this.reading.repeat(target.members().size() + patch.members().size())) {
			return target;
		}
		Map<String, Node> members = new LinkedHashMap<>(target.members());
		patch.members().forEach((name, value) -> {
			if (isNull(value)) {
				warn(name, members.get(name), value);
				members.remove(name);
			}
			else {
				members.put(name, patchMember(name, members.get(name), value));
			}
		});
		return new Node.Mapping(target.location(), members);
	}

	private Node patchMember(String name, @Nullable Node target, Node patch) {
		if (target == null) {
			return patch;
		}
		Node resolvedTarget = this.reading.references().resolve(target);
		Node resolvedPatch = this.reading.references().resolve(patch);
		if (resolvedTarget instanceof Node.Mapping targetMapping
				&& resolvedPatch instanceof Node.Mapping patchMapping) {
			return patchObject(targetMapping, patchMapping);
		}
		warn(name, target, patch);
		return patch;
	}

	/**
	 * Warn that a trait changes what stands in its target, which surprises in 2.x. In 3.x
	 * only traits override each other, as they are meant to.
	 */
	private void warn(String name, @Nullable Node target, Node patch) {
		if (!this.traitWins || target == null || target == patch || isNull(target) || (target instanceof Node.Scalar own
				&& patch instanceof Node.Scalar other && Objects.equals(own.value(), other.value()))) {
			return;
		}
		this.reading.warning(target.location(),
				"A trait at " + patch.location() + " overrides " + Printable.quote(name) + ".",
				"In AsyncAPI 2.x the trait wins; remove one of them.");
	}

	private static boolean isNull(Node node) {
		return node instanceof Node.Scalar scalar && scalar.value() == null;
	}

	/**
	 * Merge two objects, unless this is just being done: both may contain themselves.
	 */
	private Node patchObject(Node.Mapping target, Node.Mapping patch) {
		if (target == patch || this.inProgress.stream().anyMatch((pair) -> pair[0] == target && pair[1] == patch)) {
			return patch;
		}
		if (this.inProgress.size() >= MAX_DEPTH) {
			this.reading.problem(target.location(), "Traits merge objects deeper than " + MAX_DEPTH + " levels.",
					"Flatten what the references lead to.");
			return target;
		}
		this.inProgress.push(new Node[] { target, patch });
		try {
			return patch(target, patch);
		}
		finally {
			this.inProgress.pop();
		}
	}

}
