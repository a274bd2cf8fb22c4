package io.github.asyncapikafka.inspection.rule;

import java.util.Objects;
import java.util.function.Consumer;

import io.github.asyncapikafka.binding.OperationMatch;
import io.github.asyncapikafka.binding.OperationMatch.Failure;
import io.github.asyncapikafka.inspection.Severity;

/**
 * Code names an operation of the contract. What it does instead differs by rule.
 */
abstract class MatchRule implements Rule {

	private final String id;

	private final Failure failure;

	MatchRule(String id, Failure failure) {
		this.id = id;
		this.failure = failure;
	}

	@Override
	public final String id() {
		return this.id;
	}

	@Override
	public final Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.all().forEach((endpoint) -> {
			OperationMatch match = subject.match(endpoint);
			if (match.failure() == this.failure) {
				observations.accept(new Observation(endpoint.channel(), null, null, endpoint.element(),
						Objects.requireNonNull(match.problem())));
			}
		});
	}

}
