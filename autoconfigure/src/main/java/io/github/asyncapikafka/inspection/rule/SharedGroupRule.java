package io.github.asyncapikafka.inspection.rule;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.Severity;
import org.jspecify.annotations.Nullable;

/**
 * No two listeners take records from each other.
 */
final class SharedGroupRule implements Rule {

	@Override
	public String id() {
		return "shared-group";
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		List<Reader> readers = subject.listeners()
			.stream()
			.filter((endpoint) -> endpoint.destination() != null && !subject.operations(endpoint).isEmpty())
			.map((endpoint) -> Reader.of(endpoint, subject.operations(endpoint).get(0)))
			.toList();
		for (int i = 1; i < readers.size(); i++) {
			Reader reader = readers.get(i);
			for (Reader first : readers.subList(0, i)) {
				String topic = first.shared(reader);
				if (topic != null) {
					observations.accept(Observation.of(reader.operation(), reader.element(),
							new Problem(reader.operation().location(), what(first, reader, topic),
									"Keep one of them, or give them different groups.")));
					break;
				}
			}
		}
	}

	private static String what(Reader first, Reader second, String topic) {
		boolean open = first.destination().isOpen() || second.destination().isOpen();
		String pair = open ? Printable.quote(first.destination().name()) + " and "
				+ Printable.quote(second.destination().name()) + " can be the same topic. " : "";
		return pair + first.element() + " and " + second.element() + " both read the topic " + Printable.quote(topic)
				+ " in one consumer group, so each would get a part of the records.";
	}

	/**
	 * A listener that can run.
	 */
	private record Reader(String element, KafkaOperation operation, KafkaDestination destination,
			@Nullable String group) {

		static Reader of(DeclaredEndpoint endpoint, KafkaOperation operation) {
			Value<String> ofContract = operation.groupId();
			String group = (endpoint.groupId() != null || ofContract == null) ? endpoint.groupId() : ofContract.value();
			return new Reader(endpoint.element(), operation, Objects.requireNonNull(endpoint.destination()), group);
		}

		/**
		 * Return a topic that both read in one group, or {@code null} if there is none.
		 */
		@Nullable String shared(Reader other) {
			return (this.group != null && this.group.equals(other.group))
					? this.destination.shared(other.destination).orElse(null) : null;
		}

	}

}
