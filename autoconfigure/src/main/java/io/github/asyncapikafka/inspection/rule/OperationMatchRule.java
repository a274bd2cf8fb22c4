package io.github.asyncapikafka.inspection.rule;

import java.util.function.Consumer;

import io.github.asyncapikafka.binding.OperationMatch.Failure;
import io.github.asyncapikafka.inspection.Severity;

/**
 * Code is for an operation: listeners listen where the contract receives, senders send
 * where it sends, and it is clear which operation is meant.
 */
final class OperationMatchRule implements Rule {

	private final String id;

	private final Failure failure;

	private OperationMatchRule(String id, Failure failure) {
		this.id = id;
		this.failure = failure;
	}

	static Rule direction() {
		return new OperationMatchRule("wrong-direction", Failure.WRONG_DIRECTION);
	}

	static Rule ambiguity() {
		return new OperationMatchRule("ambiguous-operation", Failure.AMBIGUOUS);
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.failures(this.failure).forEach(observations);
	}

}
