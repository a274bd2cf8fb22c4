package io.github.asyncapikafka.document;

import java.util.ArrayList;
import java.util.List;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of one document share: its references, and what is wrong with it.
 */
final class Reading {

	/**
	 * How many values references and traits may repeat, all together.
	 */
	static final int MAX_REPEATED_VALUES = 500_000;

	private final Node root;

	private final boolean strict;

	private final Problems problems;

	private final List<Problem> warnings = new ArrayList<>();

	private final References references;

	private int repeatedValues;

	Reading(Node root, boolean strict, Problems problems) {
		this.root = root;
		this.strict = strict;
		this.problems = problems;
		this.references = new References(root, problems);
	}

	References references() {
		return this.references;
	}

	List<Problem> warnings() {
		return this.warnings;
	}

	/**
	 * Report what makes the document unusable.
	 */
	void problem(Location location, String message, String action) {
		this.problems.add(location, message, action);
	}

	/**
	 * Report what the specification forbids although the document could be used: a
	 * problem in strict reading, a warning in lenient reading.
	 */
	void violation(Location location, String message, String action) {
		if (this.strict) {
			problem(location, message, action);
		}
		else {
			warning(location, message, action);
		}
	}

	/**
	 * Report what many authors write and what has only one sensible meaning.
	 */
	void warning(Location location, String message, String action) {
		this.warnings.add(new Problem(location, message, action));
	}

	/**
	 * Count values that a schema or a trait repeats. References can multiply as aliases
	 * do.
	 * @param values how many more values there are
	 * @return {@code false} if they are too many, which has been reported
	 */
	boolean repeat(int values) {
		this.repeatedValues = Math.min(this.repeatedValues + values, MAX_REPEATED_VALUES + 1);
		if (this.repeatedValues > MAX_REPEATED_VALUES) {
			problem(this.root.location(),
					"References and traits repeat more than " + MAX_REPEATED_VALUES + " values of the document.",
					"Split it, and look for references that multiply.");
			return false;
		}
		return true;
	}

	/**
	 * Return the members of an object.
	 * @param node a node, possibly a reference
	 * @param name what it is called
	 * @return the members, or {@code null} if it is not an object, which has been
	 * reported
	 */
	@Nullable Members object(Node node, String name) {
		Node resolved = this.references.resolve(node);
		if (resolved instanceof Node.Mapping mapping) {
			return new Members(mapping, this);
		}
		if (resolved != null) {
			problem(resolved.location(), "'" + name + "' must be an object, but is " + resolved.kind() + ".",
					"Correct its type.");
		}
		return null;
	}

}
