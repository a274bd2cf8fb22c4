package io.github.asyncapikafka.inspection.rule;

import io.github.asyncapikafka.binding.OperationMatch.Failure;

/**
 * Listeners listen where the contract receives, and senders send where it sends.
 */
final class WrongDirectionRule extends MatchRule {

	WrongDirectionRule() {
		super("wrong-direction", Failure.WRONG_DIRECTION);
	}

}
