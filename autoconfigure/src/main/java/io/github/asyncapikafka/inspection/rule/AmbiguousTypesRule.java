package io.github.asyncapikafka.inspection.rule;

import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.Severity;

/**
 * The types of the parameters say which message is meant.
 */
final class AmbiguousTypesRule implements Rule {

	private static final String SENDER_REMEDY = "Name the class like the message, say so with @ChannelMessage, or name "
			+ "the operation.";

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
			.filter((endpoint) -> !endpoint.mistakes().isEmpty() && !subject.operations(endpoint).isEmpty())
			.forEach((endpoint) -> {
				KafkaOperation operation = subject.operations(endpoint).get(0);
				endpoint.mistakes()
					.forEach((mistake) -> observations.accept(Observation.of(operation, endpoint.element(),
							new Problem(operation.location(), endpoint.element() + " " + mistake,
									endpoint.receives() ? UnhandledMessageRule.REMEDY : SENDER_REMEDY))));
			});
	}

}
