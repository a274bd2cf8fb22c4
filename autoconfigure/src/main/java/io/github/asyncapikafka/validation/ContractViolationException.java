package io.github.asyncapikafka.validation;

import java.util.List;
import java.util.stream.Collectors;

import io.github.asyncapikafka.diagnostic.Printable;

/**
 * Thrown instead of sending a record that breaks the contract, and the cause with which
 * such a record is kept from its listener. The message is printable and says nothing of
 * the record but where it is wrong.
 */
public class ContractViolationException extends RuntimeException {

	private final String operationId;

	private final List<Violation> violations;

	/**
	 * Create an instance.
	 * @param operationId the id of the operation
	 * @param violations what breaks the contract, at least one
	 */
	public ContractViolationException(String operationId, List<Violation> violations) {
		super("A record of the operation " + Printable.quote(operationId) + " breaks the contract: "
				+ violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
		this.operationId = operationId;
		this.violations = List.copyOf(violations);
	}

	/**
	 * Return the operation.
	 * @return the operation's id in the document
	 */
	public String getOperationId() {
		return this.operationId;
	}

	/**
	 * Return what breaks the contract.
	 * @return the violations, at least one; the first is the one to show if there is room
	 * for one only
	 */
	public List<Violation> getViolations() {
		return this.violations;
	}

}
