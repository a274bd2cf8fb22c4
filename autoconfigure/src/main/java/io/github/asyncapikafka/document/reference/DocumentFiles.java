package io.github.asyncapikafka.document.reference;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.diagnostic.TooManyProblemsException;
import io.github.asyncapikafka.document.source.SourceException;
import io.github.asyncapikafka.document.source.SourceFile;
import io.github.asyncapikafka.document.source.Sources;
import io.github.asyncapikafka.document.tree.Identifiers;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.NodeReader;
import org.jspecify.annotations.Nullable;

/**
 * The trees of a document and of the files that it refers to. Each file is read once.
 */
public final class DocumentFiles {

	/**
	 * How many problems of a document are told.
	 */
	public static final int MAX_PROBLEMS = 1000;

	/** How many problems of a file that the document refers to are told. */
	private static final int MAX_PROBLEMS_OF_OTHERS = 100;

	private final Sources sources;

	private final Map<String, SourceFile> files = new HashMap<>();

	private final Map<SourceFile, Tree> trees = new IdentityHashMap<>();

	private final Map<Node, Identifiers> identifiers = new IdentityHashMap<>();

	private final AtomicInteger nodes = new AtomicInteger();

	private final Node root;

	private @Nullable Tree exhausted;

	private DocumentFiles(Sources sources, SourceFile document, Problems problems) throws UnreadableException {
		this.sources = sources;
		Tree tree = read(document);
		problems.addAll(tree.problems);
		if (tree.root == null) {
			throw new UnreadableException();
		}
		this.root = tree.root;
	}

	/**
	 * Read a document.
	 * @param sources where its files are
	 * @param name what it is called
	 * @param problems where everything wrong with it is added
	 * @return its files, or {@code null} if it cannot be read
	 */
	public static @Nullable DocumentFiles of(Sources sources, String name, Problems problems) {
		try {
			return new DocumentFiles(sources, sources.document(), problems);
		}
		catch (SourceException ex) {
			problems.add(new Location(name, "", 1, 1), ex.getMessage(), ex.getAction());
		}
		catch (UnreadableException ex) {
			// the problems are known
		}
		return null;
	}

	/**
	 * Return the tree of the document itself.
	 * @return its root
	 */
	public Node root() {
		return this.root;
	}

	/**
	 * Return which files were read.
	 * @return their names, the document first
	 */
	public List<String> names() {
		return this.sources.names();
	}

	boolean isFetched(String reference) {
		return this.sources.isFetched(reference);
	}

	/**
	 * Return the tree of the file that a node stands in.
	 */
	Node rootOf(Location location) {
		SourceFile file = this.files.get(location.resource());
		Tree tree = (file != null) ? this.trees.get(file) : null;
		return (tree != null && tree.root != null) ? tree.root : this.root;
	}

	/**
	 * Return the names of the subschemas of a file.
	 */
	Identifiers identifiers(Node fileRoot) {
		return this.identifiers.computeIfAbsent(fileRoot, Identifiers::new);
	}

	/**
	 * Return the file that a reference leads to.
	 * @param holder the place of the reference
	 * @param reference the reference without its fragment
	 * @return the file's tree with what is wrong with it
	 * @throws SourceException if the file is refused or cannot be read
	 */
	Tree load(Location holder, String reference) throws SourceException {
		SourceFile file = this.sources.find(Objects.requireNonNull(this.files.get(holder.resource())), reference);
		Tree tree = this.trees.get(file);
		if (tree != null) {
			return tree;
		}
		return (this.exhausted != null) ? this.exhausted : read(file);
	}

	private Tree read(SourceFile file) {
		boolean first = this.files.isEmpty();
		this.files.put(file.name(), file);
		Problems problems = new Problems(first ? MAX_PROBLEMS : MAX_PROBLEMS_OF_OTHERS);
		Tree tree = new Tree(root(file, problems), problems.toList());
		this.trees.put(file, tree);
		if (this.nodes.get() > NodeReader.MAX_NODES) {
			this.exhausted = tree;
		}
		return tree;
	}

	private @Nullable Node root(SourceFile file, Problems problems) {
		if (file.name().endsWith(".proto")) {
			return new Node.Scalar(new Location(file.name(), "", 1, 1), file.content());
		}
		try {
			return NodeReader.read(file.name(), file.content(), this.nodes, problems);
		}
		catch (TooManyProblemsException ex) {
			return null;
		}
	}

	/**
	 * The tree of a file.
	 *
	 * @param root its root, or {@code null} if the file cannot be parsed
	 * @param problems what is wrong with it
	 */
	record Tree(@Nullable Node root, List<Problem> problems) {

	}

	private static final class UnreadableException extends Exception {

	}

}
