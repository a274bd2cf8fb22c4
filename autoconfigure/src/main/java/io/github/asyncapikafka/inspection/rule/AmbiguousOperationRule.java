package io.github.asyncapikafka.inspection.rule;

import io.github.asyncapikafka.binding.OperationMatch.Failure;

/**
 * Code names an operation where a channel has several.
 */
final class AmbiguousOperationRule extends MatchRule {

	AmbiguousOperationRule() {
		super("ambiguous-operation", Failure.AMBIGUOUS);
	}

}
