package io.github.asyncapikafka.inspection.rule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.DeclaredHandler;
import io.github.asyncapikafka.inspection.Severity;

/**
 * Something takes each message of an operation that is listened to.
 */
final class UnhandledMessageRule implements Rule {

	static final String REMEDY = "Mark the payload with @Payload, have a @KafkaHandler method for each message whose "
			+ "type is named like it or says so with @ChannelMessage, or take one type that can hold all of them, such as "
			+ "JsonNode.";

	@Override
	public String id() {
		return "unhandled-message";
	}

	@Override
	public Severity severity() {
		return Severity.ERROR;
	}

	@Override
	public void inspect(Subject subject, Consumer<Observation> observations) {
		subject.listeners()
			.stream()
			.filter((endpoint) -> endpoint.mistakes().isEmpty())
			.forEach((endpoint) -> subject.operations(endpoint)
				.forEach((operation) -> inspect(endpoint, operation, observations)));
	}

	private static void inspect(DeclaredEndpoint endpoint, KafkaOperation operation,
			Consumer<Observation> observations) {
		if (operation.skipsUnhandled()) {
			return;
		}
		Set<String> taken = new LinkedHashSet<>();
		for (DeclaredHandler handler : endpoint.handlers()) {
			if (handler.messages() == null) {
				return;
			}
			taken.addAll(handler.messages().keySet());
		}
		List<KafkaMessage> untaken = operation.messages()
			.stream()
			.filter((message) -> !taken.contains(message.id()))
			.toList();
		if (!untaken.isEmpty()) {
			String ids = untaken.stream()
				.map((message) -> Printable.quote(message.id()))
				.collect(Collectors.joining(", "));
			observations.accept(new Observation(operation.channel().id(), operation, untaken.get(0), endpoint.element(),
					new Problem(untaken.get(0).location(),
							endpoint.element() + " takes " + taken(taken.size()) + " of the messages of "
									+ Printable.quote(operation.id()) + ", and nothing takes " + ids + ".",
							REMEDY + " 'asyncapi-kafka.operations." + Printable.escape(operation.id())
									+ ".unhandled=skip' leaves messages out.")));
		}
	}

	private static String taken(int count) {
		return (count == 0) ? "none" : (count == 1) ? "only one" : "only some";
	}

}
