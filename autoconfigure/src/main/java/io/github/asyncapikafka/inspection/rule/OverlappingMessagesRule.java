package io.github.asyncapikafka.inspection.rule;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.format.SerdeFormat;
import io.github.asyncapikafka.binding.message.Discriminator;
import io.github.asyncapikafka.binding.message.Discriminators;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.rule.message.MessageOverlap;

/**
 * The messages that a listener gets can be told apart.
 */
final class OverlappingMessagesRule implements Rule {

	/** Each is compared with each. */
	private static final int MAX_MESSAGES = 100;

	@Override
	public String id() {
		return "overlapping-messages";
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
			.filter((operation) -> operation.receives() && !subject.endpoints(operation).isEmpty())
			.forEach((operation) -> inspect(operation, observations));
	}

	private static void inspect(KafkaOperation operation, Consumer<Observation> observations) {
		List<KafkaMessage> messages = operation.messages()
			.stream()
			.filter((message) -> message.payload() != null && message.payload().value().format() == SerdeFormat.JSON)
			.limit(MAX_MESSAGES)
			.toList();
		List<KafkaMessage> all = Stream.concat(operation.messages().stream(), operation.otherMessages().stream())
			.toList();
		List<Discriminator<KafkaMessage>> discriminators = (messages.size() > 1)
				? new Discriminators<>(all, Function.identity()).find() : List.of();
		for (int i = 1; i < messages.size(); i++) {
			for (KafkaMessage first : messages.subList(0, i)) {
				report(operation, first, messages.get(i), discriminators, observations);
			}
		}
	}

	private static void report(KafkaOperation operation, KafkaMessage first, KafkaMessage second,
			List<Discriminator<KafkaMessage>> discriminators, Consumer<Observation> observations) {
		boolean forth = new MessageOverlap(first, second, discriminators).isProven();
		boolean back = new MessageOverlap(second, first, discriminators).isProven();
		if (forth || back) {
			KafkaMessage one = forth ? first : second;
			KafkaMessage other = forth ? second : first;
			observations.accept(
					new Observation(operation.channel().id(), operation, one, null,
							new Problem(one.location(), (forth && back) ? "The messages " + Printable.quote(first.id())
									+ " and " + Printable.quote(second.id()) + " of " + Printable.quote(operation.id())
									+ " cannot be told apart: what fits the one fits the other."
									: "A message " + Printable.quote(one.id()) + " of "
											+ Printable.quote(operation.id()) + " fits the schema of "
											+ Printable.quote(other.id()) + ", too, so they cannot be told apart.",
									"Require a property with a 'const' of its own in each of them.")));
		}
	}

}
