package io.github.asyncapikafka.inspection.rule;

import java.util.function.Consumer;

import io.github.asyncapikafka.inspection.Severity;

/**
 * A listener has a consumer group.
 */
final class MissingGroupRule implements Rule {

	@Override
	public String id() {
		return "missing-group";
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.listeners()
			.stream()
			.filter((endpoint) -> endpoint.groupId() == null)
			.forEach((endpoint) -> subject.operations(endpoint)
				.forEach((operation) -> operation.missingGroup()
					.ifPresent(
							(problem) -> observations.accept(Observation.of(operation, endpoint.element(), problem)))));
	}

}
