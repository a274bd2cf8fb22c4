package io.github.asyncapikafka.document.reference;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.asyncapikafka.diagnostic.BoundedSuggestions;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.source.SourceException;
import io.github.asyncapikafka.document.tree.Dialect;
import io.github.asyncapikafka.document.tree.Identifiers;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.Pointers;
import io.github.asyncapikafka.model.Located;
import org.jspecify.annotations.Nullable;

/**
 * Follows Reference Objects within the document and into other files. What cannot be
 * followed is no problem by itself: the check of references says whether it is one.
 */
public final class References {

	private static final int MAX_CHAIN = 100;

	private static final int MAX_LENGTH = 4_000;

	/** How many problems of the files that a reference leads through are told. */
	private static final int MAX_PROBLEMS = 100;

	private final DocumentFiles files;

	private final BoundedSuggestions suggestions;

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
		this.suggestions = suggestions;
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
		return target(reference, String.valueOf(reference.reference()));
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
			String reference = mapping.reference();
			path.add(printable(reference));
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
			Resolution next = target(mapping, reference);
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

	private Resolution target(Node.Mapping holder, String reference) {
		if (reference.length() > MAX_LENGTH) {
			return Resolution.failed(holder.location(), "The reference is longer than " + MAX_LENGTH + " characters.",
					"Refer to something with a shorter pointer.");
		}
		int hash = reference.indexOf('#');
		String file = (hash >= 0) ? reference.substring(0, hash) : reference;
		String fragment = (hash >= 0) ? reference.substring(hash + 1) : "";
		Node own = this.files.rootOf(holder.location());
		Node named = named(holder, own, file, fragment);
		if (named != null) {
			return fragment.startsWith("/") ? pointer(named, fragment, holder) : Resolution.to(named);
		}
		if (!file.isEmpty()) {
			return inFile(holder, file, fragment);
		}
		Resolution resolution = pointer(own, fragment, holder);
		Node around = (resolution.target() == null) ? this.files.identifiers(own).around(holder) : null;
		Resolution second = (around != null) ? pointer(around, fragment, holder) : resolution;
		return (second.target() != null) ? second : resolution;
	}

	/**
	 * Return the subschema that the reference names by its {@code $id} or
	 * {@code $anchor}.
	 */
	private @Nullable Node named(Node.Mapping holder, Node own, String file, String fragment) {
		if (file.isEmpty() && fragment.startsWith("/")) {
			return null;
		}
		Identifiers identifiers = this.files.identifiers(own);
		if (file.isEmpty() && fragment.isEmpty()) {
			return identifiers.around(holder);
		}
		String name = (fragment.isEmpty() || fragment.startsWith("/")) ? file : file + "#" + fragment;
		Node named = identifiers.find(holder, name);
		return (named != null) ? named : this.files.identifiers(this.files.root()).find(holder, name);
	}

	private Resolution inFile(Node.Mapping holder, String file, String fragment) {
		Location location = holder.location();
		try {
			DocumentFiles.Tree tree = this.files.load(location, file);
			if (tree.root() == null) {
				return new Resolution(null, tree.problems(), null, false);
			}
			Resolution resolution = pointer(tree.root(), fragment, holder);
			if (resolution.target() == null || tree.problems().isEmpty()) {
				return resolution;
			}
			return new Resolution(resolution.target(), tree.problems(), null, false);
		}
		catch (SourceException ex) {
			if (ex.getKind() == SourceException.Kind.BOUND) {
				return new Resolution(null,
						List.of(new Problem(this.files.root().location(), ex.getMessage(), ex.getAction())), null,
						true);
			}
			String quoted = Printable.quote(printable(holder.reference()));
			Problem problem = new Problem(location, "The reference " + quoted + " " + ex.getMessage(), ex.getAction());
			Located<String> elsewhere = (ex.getKind() == SourceException.Kind.ELSEWHERE)
					? new Located<>(String.valueOf(holder.reference()), location) : null;
			return new Resolution(null, List.of(problem), elsewhere, false);
		}
	}

	/**
	 * Return the reference without credentials.
	 */
	private static String printable(@Nullable String reference) {
		return String.valueOf(reference).replaceFirst("//[^/@]*@", "//***@");
	}

	private Resolution pointer(Node root, String fragment, Node.Mapping holder) {
		if (!fragment.isEmpty() && !fragment.startsWith("/")) {
			return Resolution.failed(holder.location(),
					"The reference " + Printable.quote(printable(holder.reference()))
							+ " leads nowhere: nothing has such an '$id' or '$anchor'.",
					"Refer to a place with '#/...'.");
		}
		Node current = root;
		for (String token : Pointers.tokens(fragment)) {
			Resolution owner = owner(current, token);
			Node parent = owner.target();
			if (parent == null) {
				return owner;
			}
			Node next = child(parent, token);
			if (next == null) {
				return Resolution.failed(holder.location(),
						"The reference " + Printable.quote(printable(holder.reference()))
								+ " leads nowhere: there is no " + Printable.quote(token) + " at " + parent.location()
								+ ".",
						remedy(parent, token));
			}
			current = next;
		}
		return Resolution.to(current);
	}

	private String remedy(Node parent, String token) {
		Set<String> names = (parent instanceof Node.Mapping mapping) ? mapping.members().keySet() : Set.of();
		boolean escaped = names.stream().anyMatch((name) -> name.indexOf('/') >= 0 || name.indexOf('~') >= 0);
		return this.suggestions.didYouMean(token, names)
				+ (escaped ? "In a reference '/' within a key is written '~1', and '~' is written '~0'."
						: "Correct the reference, or add what it leads to.");
	}

	/**
	 * Return what has the child: the node itself, or what it refers to.
	 */
	private Resolution owner(Node node, String token) {
		return (node instanceof Node.Mapping mapping && mapping.get(token) != null) ? Resolution.to(node)
				: follow(node);
	}

	private static @Nullable Node child(Node parent, String token) {
		if (parent instanceof Node.Mapping mapping) {
			return mapping.get(token);
		}
		if (parent instanceof Node.Sequence sequence && token.matches("\\d{1,6}")) {
			int index = Integer.parseInt(token);
			return (index < sequence.items().size()) ? sequence.items().get(index) : null;
		}
		return null;
	}

}
