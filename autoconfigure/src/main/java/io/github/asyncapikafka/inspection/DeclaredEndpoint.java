package io.github.asyncapikafka.inspection;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.OperationMatch;
import io.github.asyncapikafka.binding.address.KafkaDestination;
import io.github.asyncapikafka.model.Operation.Action;
import org.jspecify.annotations.Nullable;

/**
 * A code element that receives from a channel or sends to it, as the code declares it.
 *
 * @param action what the code does
 * @param element what the element is called, such as {@code Mailer.on}
 * @param channel the id of the channel as it is written
 * @param match the operations that the code names, or why there is none
 * @param groupId the consumer group that the code names, or {@code null}
 * @param concurrency the number of consumer threads, or {@code null} if it is not known
 * @param destination what a listener subscribes to, or {@code null} for a sender and a
 * listener that cannot run
 * @param handlers the methods, at least one
 * @param mistakes why messages and types cannot be matched, phrases that follow the name
 * of the element, empty if they can
 */
public record DeclaredEndpoint(Action action, String element, String channel, OperationMatch match,
		@Nullable String groupId, @Nullable Integer concurrency, @Nullable KafkaDestination destination,
		List<DeclaredHandler> handlers, List<String> mistakes) {

	public DeclaredEndpoint {
		handlers = List.copyOf(handlers);
		mistakes = List.copyOf(mistakes);
	}

	/**
	 * Return whether the code receives.
	 * @return {@code false} if it sends
	 */
	public boolean receives() {
		return this.action == Action.RECEIVE;
	}

	/**
	 * Return the parameters of the address that the code has values of.
	 * @return the names of the parameters of all methods
	 */
	public Set<String> parameters() {
		return this.handlers.stream()
			.flatMap((handler) -> handler.parameters().keySet().stream())
			.collect(Collectors.toSet());
	}

}
