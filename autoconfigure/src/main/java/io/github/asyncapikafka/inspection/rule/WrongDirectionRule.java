package io.github.asyncapikafka.inspection.rule;

import java.util.function.Consumer;

import io.github.asyncapikafka.binding.OperationMatch.Failure;
import io.github.asyncapikafka.inspection.Severity;

/**
 * Listeners listen where the contract receives, and senders send where it sends.
 */
final class WrongDirectionRule implements Rule {

	@Override
	public String id() {
		return "wrong-direction";
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.failures(Failure.WRONG_DIRECTION).forEach(observations);
	}

}
