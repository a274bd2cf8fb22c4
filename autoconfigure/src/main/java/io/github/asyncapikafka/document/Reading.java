package io.github.asyncapikafka.document;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.asyncapikafka.diagnostic.BoundedSuggestions;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.document.reference.DocumentFiles;
import io.github.asyncapikafka.document.reference.References;
import io.github.asyncapikafka.document.tree.Node;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of one document share: its references, and what is wrong with it.
 */
final class Reading {

	/**
	 * How many values may be read, including those that references and traits repeat.
	 */
	static final int MAX_REPEATED_VALUES = 300_000;

	/**
	 * How many warnings are kept.
	 */
	static final int MAX_WARNINGS = 1_000;

	private final Node root;

	private final boolean strict;

	private final Problems problems;

	private final Set<Problem> warnings = new LinkedHashSet<>();

	private final BoundedSuggestions suggestions = new BoundedSuggestions();

	private final References references;

	private int repeatedValues;

	Reading(DocumentFiles files, boolean strict, Problems problems) {
		this.root = files.root();
		this.strict = strict;
		this.problems = problems;
		this.references = new References(files, this.suggestions);
	}

	References references() {
		return this.references;
	}

	/**
	 * Return a sentence that names the nearest candidate, or an empty string.
	 */
	String didYouMean(String name, Collection<String> candidates) {
		return this.suggestions.didYouMean(name, candidates);
	}

	List<Problem> warnings() {
		return List.copyOf(this.warnings);
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
	 * Report a problem that was found elsewhere.
	 */
	void report(Problem problem, boolean fatal) {
		if (fatal) {
			this.problems.add(problem);
		}
		else if (this.warnings.size() < MAX_WARNINGS) {
			this.warnings.add(problem);
		}
	}

	/**
	 * Report what many authors write and what has only one sensible meaning.
	 */
	void warning(Location location, String message, String action) {
		if (this.warnings.size() < MAX_WARNINGS) {
			this.warnings.add(new Problem(location, message, action));
		}
	}

	/**
	 * Count values that are read. References and traits can multiply them as aliases do.
	 * @param values how many more values are read
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
	 * @return the members, or {@code null} if it is not an object, which the check
	 * reports
	 */
	@Nullable Members object(Node node, String name) {
		Node resolved = this.references.resolve(node);
		if (resolved instanceof Node.Mapping mapping) {
			return new Members(mapping, this);
		}
		return null;
	}

}
