package io.github.asyncapikafka.inspection;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints a report so that it fits a screen: two lines for each finding.
 */
final class ReportText {

	static final int MAX_FINDINGS = 20;

	private static final int MAX_SKIPPED = 5;

	private static final int MAX_COLUMNS = 200;

	private final ContractReport report;

	ReportText(ContractReport report) {
		this.report = report;
	}

	@Override
	public String toString() {
		return this.report.findings().isEmpty() ? clean() : String.join("\n", lines());
	}

	private String clean() {
		List<String> subjects = this.report.skipped().stream().map(Skipped::subject).toList();
		int shown = Math.min(MAX_SKIPPED, subjects.size());
		String skipped = subjects.isEmpty() ? "" : "; not compared: " + String.join(", ", subjects.subList(0, shown))
				+ ((subjects.size() > shown) ? " and " + (subjects.size() - shown) + " more" : "");
		return "Code and contract agree: " + count(this.report.endpoints(), "endpoint") + skipped;
	}

	private List<String> lines() {
		List<String> lines = new ArrayList<>();
		List<String> counts = new ArrayList<>();
		for (Severity severity : Severity.values()) {
			long number = this.report.findings().stream().filter((finding) -> finding.severity() == severity).count();
			if (number > 0) {
				counts.add(count(number, noun(severity)));
			}
		}
		lines.add("Code held against the contract: " + String.join(", ", counts));
		int shown = Math.min(MAX_FINDINGS, this.report.findings().size());
		Severity last = null;
		for (Finding finding : this.report.findings().subList(0, shown)) {
			if (finding.severity() != last) {
				last = finding.severity();
				lines.add("  " + noun(last) + "s:");
			}
			String place = (finding.location() != null) ? finding.location() + " " : "";
			lines.add(cut("    " + place + "[" + finding.rule() + "] " + finding.what()));
			lines.add(cut("        -> " + finding.remedy()));
		}
		if (shown < this.report.findings().size()) {
			lines.add("    ... and " + (this.report.findings().size() - shown) + " more");
		}
		addSkipped(lines);
		return lines;
	}

	private void addSkipped(List<String> lines) {
		List<Skipped> skipped = this.report.skipped();
		if (!skipped.isEmpty()) {
			lines.add("  not compared:");
			skipped.stream().limit(MAX_SKIPPED).forEach((subject) -> lines.add(cut("    " + subject)));
			if (skipped.size() > MAX_SKIPPED) {
				lines.add("    ... and " + (skipped.size() - MAX_SKIPPED) + " more");
			}
		}
	}

	private static String noun(Severity severity) {
		return switch (severity) {
			case ERROR -> "error";
			case WARN -> "warning";
			case NOTE -> "note";
		};
	}

	private static String count(long number, String noun) {
		return number + " " + noun + ((number == 1) ? "" : "s");
	}

	/**
	 * Cut a line; the report has all of it.
	 */
	private static String cut(String line) {
		return (line.length() > MAX_COLUMNS) ? line.substring(0, MAX_COLUMNS - 3) + "..." : line;
	}

}
