package io.github.asyncapikafka.document.source;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * A directory with all below it, on the file system or on the class path.
 */
interface Tree {

	/**
	 * Return the names that lead to the tree.
	 * @return the path from the root of the file system or of the class path
	 */
	List<String> prefix();

	/**
	 * Return whether the other tree counts its paths from the same root.
	 * @param other another tree
	 * @return {@code true} if a relative reference can lead from one to the other
	 */
	boolean isComparable(Tree other);

	/**
	 * Return a file of the tree.
	 * @param path the names below the tree, normalised
	 * @return the file, or {@code null} if there is none
	 * @throws SourceException if it is no file, or is outside after all
	 */
	@Nullable Resource find(List<String> path) throws SourceException;

	/**
	 * Return what a person calls a file of the tree.
	 * @param path the names below the tree
	 * @return the name
	 */
	String name(List<String> path);

	/**
	 * Return what the tree is called in a message.
	 * @return a noun with its article
	 */
	String kind();

}
