package io.github.asyncapikafka.document.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.asyncapikafka.diagnostic.BoundedSuggestions;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.tree.Dialect;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * Follows Reference Objects within the document and into other files. What cannot be
 * followed is no problem by itself: {@link ReferenceCheck} says whether it is one.
 */
public final class References {

	private static final int MAX_CHAIN = 100;

	/** How many problems of the files that a reference leads through are told. */
	private static final int MAX_PROBLEMS = 100;

	private final DocumentFiles files;

	private final Targets targets;

	private final Map<Node, Resolution> resolutions = new IdentityHashMap<>();

	/** The Reference Objects that are just being followed. */
	private final Set<Node> inProgress = Collections.newSetFromMap(new IdentityHashMap<>());

	/**
	 * Create an instance.
	 * @param files the files of the document
	 * @param suggestions what names the nearest candidate of a wrong name
	 */
	public References(DocumentFiles files, BoundedSuggestions suggestions) {
		this.files = files;
		this.targets = new Targets(files, suggestions, this::follow);
	}

	/**
	 * Return the node itself, or what it refers to in the end.
	 * @param node a node, possibly a Reference Object
	 * @return the target, or {@code null} if there is none
	 */
	public @Nullable Node resolve(Node node) {
		return follow(node).target();
	}

	/**
	 * Return what comes of following a node, which may be no reference at all.
	 * @param node a node, possibly a Reference Object
	 * @return the target, or why there is none
	 */
	public Resolution follow(Node node) {
		if (!(node instanceof Node.Mapping mapping) || mapping.reference() == null) {
			return Resolution.to(node);
		}
		Resolution resolution = this.resolutions.get(node);
		if (resolution == null) {
			Set<Node> visited = Collections.newSetFromMap(new IdentityHashMap<>());
			resolution = follow(mapping, visited);
			this.resolutions.put(node, resolution);
			this.inProgress.removeAll(visited);
		}
		return resolution;
	}

	/**
	 * Return what a reference leads to at first, which may be another one.
	 * @param reference a Reference Object
	 * @return the target, or why there is none
	 */
	public Resolution step(Node.Mapping reference) {
		return this.targets.of(reference);
	}

	/**
	 * Return the dialect of a schema that states no format.
	 * @param schema the schema itself
	 * @return its dialect, or {@code null} for AsyncAPI's own
	 */
	public @Nullable Dialect dialect(Node schema) {
		return Dialect.of(schema, this.files.rootOf(schema.location()));
	}

	/**
	 * Return whether a request to a host would be needed to follow a reference that was
	 * not followed yet.
	 * @param mapping a Reference Object
	 * @return {@code false} if it leads to a file that is at hand
	 */
	public boolean isFetched(Node.Mapping mapping) {
		String reference = mapping.reference();
		return reference != null && !this.resolutions.containsKey(mapping)
				&& this.files.isFetched(reference.replaceFirst("#.*$", ""));
	}

	private Resolution follow(Node.Mapping start, Set<Node> visited) {
		List<String> path = new ArrayList<>();
		List<Problem> problems = List.of();
		Node current = start;
		while (current instanceof Node.Mapping mapping && mapping.reference() != null) {
			path.add(Targets.printable(mapping.reference()));
			if (!this.inProgress.add(current)) {
				return Resolution.failed(start.location(),
						"The reference leads back to itself: " + Printable.escape(String.join(" -> ", path)) + ".",
						"Let one of them hold the object.");
			}
			visited.add(current);
			if (this.inProgress.size() > MAX_CHAIN) {
				return Resolution.failed(start.location(),
						"The reference leads through more than " + MAX_CHAIN + " other references.",
						"Refer to the object itself.");
			}
			Resolution next = this.targets.of(mapping);
			if (next.target() == null) {
				return next;
			}
			problems = join(problems, next.problems());
			current = next.target();
		}
		return new Resolution(current, problems, null, false);
	}

	/**
	 * Return both lists in one. There may be as many as there are references.
	 */
	private static List<Problem> join(List<Problem> first, List<Problem> second) {
		if (first.isEmpty() || second.isEmpty() || first == second) {
			return first.isEmpty() ? second : first;
		}
		return Stream.concat(first.stream(), second.stream()).limit(MAX_PROBLEMS).toList();
	}

}
