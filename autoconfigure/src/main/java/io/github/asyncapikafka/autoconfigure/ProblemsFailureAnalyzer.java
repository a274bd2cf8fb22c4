package io.github.asyncapikafka.autoconfigure;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.ProblemsException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Prints every problem with its place, cause and remedy.
 */
class ProblemsFailureAnalyzer extends AbstractFailureAnalyzer<ProblemsException> {

	static final int MAX_PROBLEMS = 10;

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ProblemsException cause) {
		List<Problem> problems = cause.getProblems();
		StringBuilder description = new StringBuilder(cause.getSummary()).append(":\n");
		boolean single = problems.size() == 1;
		problems.stream().limit(MAX_PROBLEMS).forEach((problem) -> append(description, problem, !single));
		if (problems.size() > MAX_PROBLEMS) {
			description.append("\n    ... and ").append(problems.size() - MAX_PROBLEMS).append(" more\n");
		}
		String action = single ? problems.get(0).action() : "Each problem is listed with its remedy after '->'.";
		return new FailureAnalysis(description.toString(), action, cause);
	}

	private static void append(StringBuilder description, Problem problem, boolean withAction) {
		description.append("\n    ");
		if (problem.location() != null) {
			description.append(problem.location()).append("\n        ");
		}
		description.append(problem.message()).append('\n');
		if (withAction) {
			description.append("        -> ").append(problem.action()).append('\n');
		}
	}

}
