package io.github.asyncapikafka.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Collects problems, so that all of them are reported at once. The same problem is kept
 * once, in the order of discovery. Not safe for use by several threads.
 */
public final class Problems {

	private final Set<Problem> problems = new LinkedHashSet<>();

	private final int limit;

	public Problems() {
		this(Integer.MAX_VALUE);
	}

	/**
	 * Create an instance that ends the search for problems when there are many of them.
	 * @param limit how many are kept
	 */
	public Problems(int limit) {
		this.limit = limit;
	}

	/**
	 * Add a problem.
	 * @param location its place, or {@code null}
	 * @param message what is wrong
	 * @param action what the reader can do about it
	 */
	public void add(@Nullable Location location, String message, String action) {
		add(new Problem(location, message, action));
	}

	/**
	 * Add a problem.
	 * @param problem the problem
	 * @throws TooManyProblemsException if there are too many, which has been added as the
	 * last one
	 */
	public void add(Problem problem) {
		this.problems.add(problem);
		if (this.problems.size() >= this.limit) {
			this.problems.add(new Problem(problem.location(),
					"There are more than " + this.limit + " problems; the rest is not listed.",
					"Correct these first."));
			throw new TooManyProblemsException();
		}
	}

	/**
	 * Add several problems.
	 * @param problems the problems
	 */
	public void addAll(Iterable<Problem> problems) {
		problems.forEach(this::add);
	}

	/**
	 * Return whether nothing is wrong.
	 * @return {@code true} if there is no problem
	 */
	public boolean isEmpty() {
		return this.problems.isEmpty();
	}

	/**
	 * Return the problems in the order of their discovery.
	 * @return an immutable snapshot
	 */
	public List<Problem> toList() {
		return List.copyOf(new ArrayList<>(this.problems));
	}

}
