package io.github.asyncapikafka.inspection.rule;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.OperationMatch.Failure;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Suggestions;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.DeclaredHandler;
import io.github.asyncapikafka.inspection.Severity;

/**
 * Code names channels, operations and messages that the document has.
 */
final class UnknownIdRule implements Rule {

	@Override
	public String id() {
		return "unknown-id";
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.failures(Failure.UNKNOWN).forEach(observations);
		subject.all().forEach((endpoint) -> {
			List<KafkaOperation> operations = subject.operations(endpoint);
			if (!operations.isEmpty()) {
				endpoint.handlers().forEach((handler) -> inspect(endpoint, handler, operations, observations));
			}
		});
	}

	private static void inspect(DeclaredEndpoint endpoint, DeclaredHandler handler, List<KafkaOperation> operations,
			Consumer<Observation> observations) {
		List<String> known = operations.stream()
			.flatMap((operation) -> operation.messages().stream())
			.map(KafkaMessage::id)
			.distinct()
			.toList();
		Stream<String> named = (handler.messages() != null) ? handler.messages().keySet().stream() : Stream.empty();
		named.filter((id) -> !known.contains(id)).forEach((id) -> {
			KafkaOperation operation = operations.get(0);
			String choice = known.isEmpty() ? "There are none."
					: "There are " + String.join(", ", known.stream().map(Printable::quote).toList()) + ".";
			observations.accept(Observation.of(operation, endpoint.element(),
					new Problem(operation.location(),
							handler.element() + " names the message " + Printable.quote(id) + ", which the operation "
									+ Printable.quote(operation.id()) + " does not have.",
							Suggestions.didYouMean(id, known) + choice)));
		});
	}

}
