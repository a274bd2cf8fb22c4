package io.github.asyncapikafka.inspection;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.diagnostic.Location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ContractReport}.
 */
class ContractReportTests {

	private final Finding note = finding("plain-topic", Severity.NOTE, 7, "Audit.on is plain.", "Use the channel.");

	private final Finding warning = finding("concurrency", Severity.WARN, 9, "Mailer.on has 3 threads.", "Have fewer.");

	private final Finding error = finding("unknown-id", Severity.ERROR, 12, "Mailer.on names nothing.", "Name it.");

	private final Finding earlier = finding("missing-group", Severity.ERROR, 3, "Mailer.on has no group.", "Set it.");

	private final Finding nowhere = new Finding("ambiguous-types", Severity.ERROR, null, null, null, null, "Mailer.on",
			"Mailer.on is ambiguous.", "Say what it takes.");

	@Test
	void isOneLineIfItIsClean() {
		assertThat(new ContractReport(List.of(), List.of(), 3)).hasToString("Code and contract agree: 3 endpoints");
		assertThat(new ContractReport(List.of(), List.of(), 1)).hasToString("Code and contract agree: 1 endpoint");
	}

	@Test
	void isOneLineIfItIsCleanAndSomethingWasSkipped() {
		List<Skipped> skipped = new ArrayList<>();
		for (int i = 1; i < 8; i++) {
			skipped.add(new Skipped("send" + i, "nobody knows"));
		}
		assertThat(new ContractReport(List.of(), skipped.subList(0, 1), 2))
			.hasToString("Code and contract agree: 2 endpoints; not compared: send1");
		assertThat(new ContractReport(List.of(), skipped, 2)).hasToString("Code and contract agree: 2 endpoints; "
				+ "not compared: send1, send2, send3, send4, send5 and 2 more");
	}

	@Test
	void printsTheGravestFirstAndInTheOrderOfTheDocument() {
		assertThat(new ContractReport(List.of(this.note, this.nowhere, this.error, this.warning, this.earlier),
				List.of(new Skipped("sendOrder", "not verified, no @Send method sends with it")), 3))
			.hasToString("""
					Code held against the contract: 3 errors, 1 warning, 1 note
					  errors:
					    asyncapi.yaml:3:5 [missing-group] Mailer.on has no group.
					        -> Set it.
					    asyncapi.yaml:12:5 [unknown-id] Mailer.on names nothing.
					        -> Name it.
					    [ambiguous-types] Mailer.on is ambiguous.
					        -> Say what it takes.
					  warnings:
					    asyncapi.yaml:9:5 [concurrency] Mailer.on has 3 threads.
					        -> Have fewer.
					  notes:
					    asyncapi.yaml:7:5 [plain-topic] Audit.on is plain.
					        -> Use the channel.
					  not compared:
					    sendOrder: not verified, no @Send method sends with it""");
	}

	@Test
	void fitsOneScreen() {
		List<Finding> findings = new ArrayList<>();
		List<Skipped> skipped = new ArrayList<>();
		for (int i = 1; i < 31; i++) {
			findings.add(finding("unknown-id", Severity.ERROR, i, "Reader" + i + " names " + "x".repeat(300), "No."));
			skipped.add(new Skipped("send" + i, "nobody knows"));
		}
		List<String> lines = new ContractReport(findings, skipped, 30).toString().lines().toList();
		assertThat(lines).hasSizeLessThan(60).allSatisfy((line) -> assertThat(line).hasSizeLessThanOrEqualTo(200));
		assertThat(lines.get(2)).startsWith("    asyncapi.yaml:1:5 [unknown-id] Reader1 names xxx").endsWith("xx...");
		assertThat(lines.subList(40, lines.size())).containsExactly(lines.get(40), "        -> No.",
				"    ... and 10 more", "  not compared:", "    send1: nobody knows", "    send2: nobody knows",
				"    send3: nobody knows", "    send4: nobody knows", "    send5: nobody knows", "    ... and 25 more");
	}

	@Test
	void throwsAllErrorsAndNothingElse() {
		ContractReport report = new ContractReport(List.of(this.note, this.error, this.earlier), List.of(), 1);
		assertThat(report.hasErrors()).isTrue();
		assertThatExceptionOfType(InvalidContractException.class).isThrownBy(report::throwIfErrors)
			.withMessage("The application does not fit its AsyncAPI contract:\n"
					+ "- asyncapi.yaml:3:5 [missing-group] Mailer.on has no group. Set it.\n"
					+ "- asyncapi.yaml:12:5 [unknown-id] Mailer.on names nothing. Name it.");
	}

	@Test
	void isFiltered() {
		ContractReport report = new ContractReport(List.of(this.note, this.error, this.warning), List.of(), 1);
		ContractReport filtered = report.filter((finding) -> finding.severity() != Severity.ERROR);
		assertThat(filtered.findings()).containsExactly(this.warning, this.note);
		assertThat(filtered.hasErrors()).isFalse();
		filtered.throwIfErrors();
		assertThat(report.findings()).containsExactly(this.error, this.warning, this.note);
	}

	@Test
	void keepsTheSameFindingOnce() {
		assertThat(new ContractReport(List.of(this.note, this.note), List.of(), 1).findings()).hasSize(1);
	}

	@Test
	void escapesWhatCameFromADocument() {
		assertThat(finding("unknown-id", Severity.ERROR, 1, "a\nERROR b", "c\u001b[31m"))
			.hasToString("asyncapi.yaml:1:5 [unknown-id] a\\nERROR b c\\u001b[31m");
		assertThat(new Skipped("a\nb", "why")).hasToString("a\\nb: why");
	}

	private static Finding finding(String rule, Severity severity, int line, String what, String remedy) {
		return new Finding(rule, severity, "orders", "onOrder", null, new Location("asyncapi.yaml", "/x", line, 5),
				"Mailer.on", what, remedy);
	}

}
