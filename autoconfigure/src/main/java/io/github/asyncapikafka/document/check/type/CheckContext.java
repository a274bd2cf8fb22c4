package io.github.asyncapikafka.document.check.type;

import java.util.Collection;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * What a check needs of the reading that it is a part of.
 */
public interface CheckContext {

	/**
	 * Return the node itself, or what it refers to in the end.
	 * @param node a node, possibly a Reference Object
	 * @return the target, or {@code null} if there is none, which has been reported
	 */
	@Nullable Node resolve(Node node);

	/**
	 * Return whether a schema is written in a dialect whose keywords have other types.
	 * @param schema the schema itself
	 * @return {@code true} if it must not be checked as a Schema Object
	 */
	boolean isOfOtherDialect(Node schema);

	/**
	 * Count values that are looked at again wherever something refers to them.
	 * @param values how many they are
	 * @return {@code false} if they are too many, which has been reported
	 */
	boolean repeat(int values);

	/**
	 * Return a sentence that names the nearest candidate.
	 * @param name the name that does not exist
	 * @param candidates the names that exist
	 * @return the sentence with a space behind it, or an empty string
	 */
	String didYouMean(String name, Collection<String> candidates);

	/**
	 * Report what the specification forbids.
	 * @param location the place
	 * @param message the cause
	 * @param action the remedy
	 */
	void violation(Location location, String message, String action);

	/**
	 * Report what many authors write and what has only one sensible meaning.
	 * @param location the place
	 * @param message the cause
	 * @param action the remedy
	 */
	void warning(Location location, String message, String action);

}
