package io.github.asyncapikafka.document.reference;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.github.asyncapikafka.diagnostic.BoundedSuggestions;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.source.SourceException;
import io.github.asyncapikafka.document.tree.Identifiers;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.Pointers;
import io.github.asyncapikafka.model.Located;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a single Reference Object leads to: by a pointer, or by the name that a
 * schema has given itself, in its own file or in another.
 */
final class Targets {

	private static final int MAX_LENGTH = 4_000;

	private final DocumentFiles files;

	private final BoundedSuggestions suggestions;

	private final Function<Node, Resolution> follow;

	/**
	 * Create an instance.
	 * @param files the files of the document
	 * @param suggestions what names the nearest candidate of a wrong name
	 * @param follow follows the references that a pointer leads through
	 */
	Targets(DocumentFiles files, BoundedSuggestions suggestions, Function<Node, Resolution> follow) {
		this.files = files;
		this.suggestions = suggestions;
		this.follow = follow;
	}

	/**
	 * Return what a reference leads to at first, which may be another one.
	 * @param holder a Reference Object
	 * @return the target, or why there is none
	 */
	Resolution of(Node.Mapping holder) {
		String reference = String.valueOf(holder.reference());
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
	static String printable(@Nullable String reference) {
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
				: this.follow.apply(node);
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
