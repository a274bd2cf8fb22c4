package io.github.asyncapikafka.inspection.rule;

import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.Severity;

/**
 * A listener has no more threads than its topic has partitions.
 */
final class ConcurrencyRule implements Rule {

	@Override
	public String id() {
		return "concurrency";
	}

	@Override
	public Severity severity() {
		return Severity.WARN;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.listeners()
			.forEach((endpoint) -> subject.operations(endpoint)
				.forEach((operation) -> inspect(endpoint, operation, observations)));
	}

	private static void inspect(DeclaredEndpoint endpoint, KafkaOperation operation,
			Consumer<Observation> observations) {
		Value<Integer> partitions = operation.channel().partitions();
		Integer concurrency = endpoint.concurrency();
		boolean open = endpoint.destination() != null && endpoint.destination().isOpen();
		if (partitions != null && concurrency != null && concurrency > partitions.value() && !open) {
			int idle = concurrency - partitions.value();
			observations.accept(Observation.of(operation, endpoint.element(),
					new Problem(operation.channel().location(),
							endpoint.element() + " has " + concurrency + " threads, but "
									+ Printable.quote(String.valueOf(operation.channel().name())) + " has only "
									+ partitions.value() + ((partitions.value() == 1) ? " partition" : " partitions")
									+ ", so " + idle + ((idle == 1) ? " thread gets" : " threads get") + " no records.",
							"Set 'concurrency' to " + partitions.value() + " at most, or have more partitions.")));
		}
	}

}
