package io.github.asyncapikafka.inspection;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import io.github.asyncapikafka.binding.InvalidContractException;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;

/**
 * On what the application's code and its contract disagree. Immutable.
 */
public final class ContractReport {

	private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
		.thenComparing(Finding::location,
				Comparator.nullsLast(Comparator.comparingInt(Location::line).thenComparingInt(Location::column)))
		.thenComparing(Finding::what);

	private final List<Finding> findings;

	private final List<Skipped> skipped;

	private final int endpoints;

	/**
	 * Create an instance.
	 * @param findings the findings in any order
	 * @param skipped what was not compared
	 * @param endpoints how many listeners and methods that send were compared
	 */
	public ContractReport(List<Finding> findings, List<Skipped> skipped, int endpoints) {
		this.findings = findings.stream().distinct().sorted(ORDER).toList();
		this.skipped = List.copyOf(skipped);
		this.endpoints = endpoints;
	}

	/**
	 * Return the findings.
	 * @return the findings, the gravest first, and in the order of the document
	 */
	public List<Finding> findings() {
		return this.findings;
	}

	/**
	 * Return what was not compared, and why.
	 * @return what was skipped, possibly empty
	 */
	public List<Skipped> skipped() {
		return this.skipped;
	}

	/**
	 * Return the number of listeners and methods that send.
	 * @return how many were compared
	 */
	public int endpoints() {
		return this.endpoints;
	}

	/**
	 * Return a report with some of the findings.
	 * @param predicate which findings to keep
	 * @return the report
	 */
	public ContractReport filter(Predicate<? super Finding> predicate) {
		return new ContractReport(this.findings.stream().filter(predicate).toList(), this.skipped, this.endpoints);
	}

	/**
	 * Return the errors.
	 * @return the errors as problems, empty if there are none
	 */
	public List<Problem> errors() {
		return this.findings.stream()
			.filter((finding) -> finding.severity() == Severity.ERROR)
			.map(Finding::toProblem)
			.toList();
	}

	/**
	 * Return whether there are errors.
	 * @return {@code false} if there are warnings and notes at most
	 */
	public boolean hasErrors() {
		return !errors().isEmpty();
	}

	/**
	 * Throw an exception if there are errors.
	 * @throws InvalidContractException with all errors
	 */
	public void throwIfErrors() {
		List<Problem> errors = errors();
		if (!errors.isEmpty()) {
			throw new InvalidContractException(errors);
		}
	}

	/**
	 * Return the report for people: one line if nothing was found, else what fits a
	 * screen, the gravest first.
	 */
	@Override
	public String toString() {
		return new ReportText(this).toString();
	}

}
