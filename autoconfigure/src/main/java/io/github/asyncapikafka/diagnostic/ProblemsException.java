package io.github.asyncapikafka.diagnostic;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Carries all problems of one kind that were found together.
 */
public abstract class ProblemsException extends RuntimeException {

	private final transient List<Problem> problems;

	private final String summary;

	/**
	 * Create an instance.
	 * @param summary what the problems have in common, without a full stop
	 * @param problems the problems, at least one
	 */
	protected ProblemsException(String summary, List<Problem> problems) {
		super(summary + ":" + problems.stream().map((problem) -> "\n- " + problem).collect(Collectors.joining()));
		if (problems.isEmpty()) {
			throw new IllegalArgumentException("'problems' must not be empty");
		}
		this.summary = summary;
		this.problems = List.copyOf(problems);
	}

	/**
	 * Return what the problems have in common.
	 * @return a phrase without a full stop
	 */
	public String getSummary() {
		return this.summary;
	}

	/**
	 * Return everything that is wrong.
	 * @return the problems, at least one
	 */
	public List<Problem> getProblems() {
		return this.problems;
	}

}
