package io.github.asyncapikafka.autoconfigure;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.ProblemsException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Prints problems with place, cause and remedy, so that ten of them fit on one screen.
 */
class ProblemsFailureAnalyzer extends AbstractFailureAnalyzer<ProblemsException> {

	static final int MAX_PROBLEMS = 10;

	private static final int MAX_COLUMNS = 150;

	private static final int MAX_LINES = 2;

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ProblemsException cause) {
		List<Problem> problems = cause.getProblems();
		StringBuilder description = new StringBuilder(cause.getSummary()).append(":\n\n");
		boolean single = problems.size() == 1;
		problems.stream().limit(MAX_PROBLEMS).forEach((problem) -> append(description, problem, single));
		if (problems.size() > MAX_PROBLEMS) {
			description.append("    ... and ").append(problems.size() - MAX_PROBLEMS).append(" more\n");
		}
		String action = single ? problems.get(0).action() : "Each problem is listed with its remedy after '->'.";
		return new FailureAnalysis(description.toString(), action, cause);
	}

	private static void append(StringBuilder description, Problem problem, boolean single) {
		String indent = (problem.location() != null) ? "        " : "    ";
		if (problem.location() != null) {
			description.append("    ").append(problem.location()).append('\n');
		}
		if (single) {
			description.append(indent).append(problem.message()).append('\n');
			return;
		}
		append(description, indent, problem.message());
		append(description, "        -> ", problem.action());
	}

	/**
	 * Append a text in lines that fit a screen. What does not fit the last line is cut;
	 * the exception has all of it.
	 */
	private static void append(StringBuilder description, String indent, String text) {
		String rest = text;
		String start = indent;
		for (int line = 1; line < MAX_LINES && rest.length() > MAX_COLUMNS; line++) {
			int space = rest.lastIndexOf(' ', MAX_COLUMNS);
			int end = (space > 0) ? space : MAX_COLUMNS;
			description.append(start).append(rest, 0, end).append('\n');
			rest = rest.substring(end).stripLeading();
			start = " ".repeat(indent.length());
		}
		String last = (rest.length() > MAX_COLUMNS) ? rest.substring(0, MAX_COLUMNS - 3) + "..." : rest;
		description.append(start).append(last).append('\n');
	}

}
