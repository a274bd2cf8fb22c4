package io.github.asyncapikafka.inspection.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.PlainAccess;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.Skipped;
import org.jspecify.annotations.Nullable;

/**
 * Somebody listens where the contract receives. Whether something is sent cannot be told:
 * any code may use a template.
 */
final class UnimplementedOperationRule implements Rule {

	@Override
	public String id() {
		return "unimplemented-operation";
	}

	@Override
	public Severity severity() {
		return Severity.WARN;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.contract()
			.operations()
			.values()
			.stream()
			.filter((operation) -> operation.receives() && subject.endpoints(operation).isEmpty()
					&& reason(subject, operation) == null)
			.forEach((operation) -> observations.accept(Observation.of(operation, null,
					new Problem(operation.location(),
							"Nothing receives with the operation " + Printable.quote(operation.id()) + ".",
							"Add a @ChannelListener(\"" + Printable.escape(operation.channel().id())
									+ "\"), or remove the operation if it is not this application's."))));
	}

	/**
	 * Return the operations that are not compared with code, and why.
	 */
	static List<Skipped> skipped(Subject subject) {
		List<Skipped> skipped = new ArrayList<>();
		subject.contract().operations().values().forEach((operation) -> {
			if (subject.endpoints(operation).isEmpty()) {
				String reason = reason(subject, operation);
				if (reason != null) {
					skipped.add(new Skipped(operation.id(), reason));
				}
			}
		});
		return skipped;
	}

	private static @Nullable String reason(Subject subject, KafkaOperation operation) {
		if (operation.channel().elsewhere()) {
			return "its channel is on no Kafka server";
		}
		List<String> elements = subject.plain(operation.channel())
			.filter((access) -> access.action() == operation.action())
			.map(PlainAccess::element)
			.toList();
		if (!elements.isEmpty()) {
			return String.join(", ", elements) + (operation.receives() ? " receives" : " sends") + " unchecked";
		}
		return operation.receives() ? null : "not verified, no @Send method sends with it";
	}

}
