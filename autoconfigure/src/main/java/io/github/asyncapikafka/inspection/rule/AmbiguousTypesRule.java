package io.github.asyncapikafka.inspection.rule;

import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.Severity;

/**
 * The types of the parameters say which message is meant.
 */
final class AmbiguousTypesRule implements Rule {

	@Override
	public String id() {
		return "ambiguous-types";
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.all()
			.stream()
			.filter((endpoint) -> endpoint.ambiguity() != null && !subject.operations(endpoint).isEmpty())
			.forEach((endpoint) -> {
				KafkaOperation operation = subject.operations(endpoint).get(0);
				observations.accept(Observation.of(operation, endpoint.element(),
						new Problem(operation.location(), endpoint.element() + " " + endpoint.ambiguity(),
								endpoint.receives() ? UnhandledMessageRule.REMEDY
										: "Name the class like the message, or name the operation.")));
			});
	}

}
