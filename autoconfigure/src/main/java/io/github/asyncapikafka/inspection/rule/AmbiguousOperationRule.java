package io.github.asyncapikafka.inspection.rule;

import java.util.function.Consumer;

import io.github.asyncapikafka.binding.OperationMatch.Failure;
import io.github.asyncapikafka.inspection.Severity;

/**
 * Code names an operation where a channel has several.
 */
final class AmbiguousOperationRule implements Rule {

	@Override
	public String id() {
		return "ambiguous-operation";
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.failures(Failure.AMBIGUOUS).forEach(observations);
	}

}
