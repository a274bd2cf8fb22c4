package io.github.asyncapikafka.autoconfigure.failure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.ProblemsException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Prints problems with place, cause and remedy, so that ten of them fit on one screen: in
 * the order of the document, and once what is wrong at several places of a file.
 */
public final class ProblemsFailureAnalyzer extends AbstractFailureAnalyzer<ProblemsException> {

	static final int MAX_PROBLEMS = 10;

	/** What is left of a screen of sixty lines beside Spring Boot's headings. */
	static final int MAX_LINES = 45;

	private static final int MAX_COLUMNS = 150;

	private static final int MAX_OTHER_LINES = 5;

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ProblemsException cause) {
		List<List<Problem>> groups = groups(cause.getProblems());
		String description = describe(cause.getSummary(), groups, 2);
		if (description.lines().count() > MAX_LINES) {
			description = describe(cause.getSummary(), groups, 1);
		}
		String action = (groups.size() == 1) ? groups.get(0).get(0).action()
				: "Each problem is listed with its remedy after '->'.";
		return new FailureAnalysis(description, action, cause);
	}

	private static List<List<Problem>> groups(List<Problem> problems) {
		List<String> files = problems.stream().map(ProblemsFailureAnalyzer::file).distinct().toList();
		Comparator<Problem> order = Comparator.comparingInt((problem) -> files.indexOf(file(problem)));
		Map<List<String>, List<Problem>> groups = problems.stream()
			.sorted(order.thenComparing(Problem::location,
					Comparator.nullsFirst(Comparator.comparingInt(Location::line).thenComparingInt(Location::column))))
			.collect(Collectors.groupingBy((problem) -> List.of(file(problem), problem.message(), problem.action()),
					LinkedHashMap::new, Collectors.toList()));
		return new ArrayList<>(groups.values());
	}

	private static String file(Problem problem) {
		return (problem.location() != null) ? problem.location().resource() : "";
	}

	private static String describe(String summary, List<List<Problem>> groups, int remedyLines) {
		StringBuilder description = new StringBuilder(summary).append(":\n\n");
		List<List<Problem>> shown = groups.subList(0, Math.min(MAX_PROBLEMS, groups.size()));
		for (List<Problem> group : shown) {
			append(description, group, groups.size() == 1, remedyLines);
		}
		int rest = groups.stream().skip(shown.size()).mapToInt(Collection::size).sum();
		if (rest > 0) {
			description.append("    ... and ").append(rest).append(" more\n");
		}
		return description.toString();
	}

	private static void append(StringBuilder description, List<Problem> group, boolean single, int remedyLines) {
		Problem problem = group.get(0);
		String indent = (problem.location() != null) ? "        " : "    ";
		if (problem.location() != null) {
			description.append("    ")
				.append(problem.location())
				.append(others(problem.location(), group))
				.append('\n');
		}
		if (single) {
			description.append(indent).append(message(problem)).append('\n');
			return;
		}
		append(description, indent, message(problem), 2);
		append(description, "        -> ", problem.action(), remedyLines);
	}

	/**
	 * Return the cause. Other places of the same file are lines in it, since the file is
	 * named above.
	 */
	private static String message(Problem problem) {
		Location location = problem.location();
		if (location == null) {
			return problem.message();
		}
		String file = location.toString().replaceFirst(":\\d+:\\d+$", ":");
		return problem.message().replaceAll(Pattern.quote(file) + "(\\d+):\\d+", "line $1");
	}

	private static String others(Location first, List<Problem> group) {
		List<String> lines = group.stream()
			.map(Problem::location)
			.mapToInt((location) -> line(location, first))
			.filter((line) -> line != first.line())
			.distinct()
			.mapToObj(String::valueOf)
			.toList();
		if (lines.isEmpty()) {
			return "";
		}
		String named = String.join(", ", lines.subList(0, Math.min(MAX_OTHER_LINES, lines.size())));
		int rest = lines.size() - MAX_OTHER_LINES;
		return ((lines.size() == 1) ? " and line " : " and lines ") + named
				+ ((rest > 0) ? " and " + rest + " more" : "");
	}

	private static int line(@Nullable Location location, Location other) {
		return (location != null) ? location.line() : other.line();
	}

	/**
	 * Append a text in lines that fit a screen. What does not fit the last line is cut;
	 * the exception has all of it.
	 */
	private static void append(StringBuilder description, String indent, String text, int lines) {
		String rest = text;
		String start = indent;
		for (int line = 1; line < lines && rest.length() > MAX_COLUMNS; line++) {
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
