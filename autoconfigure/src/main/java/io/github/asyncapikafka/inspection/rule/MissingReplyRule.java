package io.github.asyncapikafka.inspection.rule;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaReply;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.DeclaredHandler;
import io.github.asyncapikafka.inspection.Severity;
import io.github.asyncapikafka.inspection.Skipped;
import io.github.asyncapikafka.inspection.rule.message.HandledMessage;

/**
 * What has to be answered is answered.
 */
final class MissingReplyRule implements Rule {

	private static final String ID = "missing-reply";

	@Override
	public String id() {
		return ID;
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.listeners()
			.forEach((endpoint) -> endpoint.handlers()
				.stream()
				.filter((handler) -> handler.returned() == void.class)
				.forEach((handler) -> inspect(endpoint, handler, observations)));
	}

	private static void inspect(DeclaredEndpoint endpoint, DeclaredHandler handler,
			Consumer<Observation> observations) {
		HandledMessage.of(endpoint, handler)
			.stream()
			.filter((handled) -> handled.operation().reply() != null)
			.findFirst()
			.ifPresent((handled) -> {
				KafkaReply reply = Objects.requireNonNull(handled.operation().reply());
				String answers = reply.messages()
					.stream()
					.map(KafkaMessage::id)
					.map(Printable::quote)
					.collect(Collectors.joining(" or "));
				observations.accept(new Observation(handled.operation().channel().id(), handled.operation(),
						handled.message(), endpoint.element(),
						new Problem(reply.location(),
								handler.element() + " returns nothing, but " + Printable.quote(handled.message().id())
										+ " of the operation " + Printable.quote(handled.operation().id())
										+ " has to be answered" + (answers.isEmpty() ? "." : " with " + answers + "."),
								"Return the answer, with @SendTo naming its topic, or set 'asyncapi-kafka.inspection.rules."
										+ ID + "' to 'off' if something else answers.")));
			});
	}

	/**
	 * Return the operations whose answers are not compared.
	 */
	static List<Skipped> skipped(Subject subject) {
		return subject.contract()
			.operations()
			.values()
			.stream()
			.filter((operation) -> !operation.receives() && operation.reply() != null
					&& !subject.endpoints(operation).isEmpty())
			.map((operation) -> new Skipped(operation.id(), "its answer is not compared"))
			.toList();
	}

}
