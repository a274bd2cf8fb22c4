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
		super(message(operationId, violations));
		this.operationId = operationId;
		this.violations = List.copyOf(violations);
	}

	private ContractViolationException(List<Violation> violations, String operationId) {
		super(message(operationId, violations), null, false, false);
		this.operationId = operationId;
		this.violations = List.copyOf(violations);
	}

	/**
	 * Create what is wrong with a received record. It has no stack trace, which would say
	 * nothing, and be made for each such record.
	 * @param operationId the id of the operation
	 * @param violations what breaks the contract, at least one
	 * @return the exception
	 */
	public static ContractViolationException ofReceived(String operationId, List<Violation> violations) {
		return new ContractViolationException(violations, operationId);
	}

	private static String message(String operationId, List<Violation> violations) {
		return "A record of the operation " + Printable.quote(operationId) + " breaks the contract: "
				+ violations.stream().map(Violation::toString).collect(Collectors.joining("; "));
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
