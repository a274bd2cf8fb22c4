package io.github.asyncapikafka.inspection.rule.message;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.inspection.DeclaredEndpoint;
import io.github.asyncapikafka.inspection.DeclaredHandler;

/**
 * A message that a method takes or sends, or could.
 *
 * @param endpoint what the method is part of
 * @param handler the method
 * @param operation the operation
 * @param message the message
 * @param headers what its headers are
 */
public record HandledMessage(DeclaredEndpoint endpoint, DeclaredHandler handler, KafkaOperation operation,
		KafkaMessage message, MessageHeaders headers) {

	/**
	 * Return the messages of a method.
	 * @param endpoint what the method is part of
	 * @param handler the method
	 * @return the messages that its types name, else all of its operations, none if it is
	 * not clear
	 */
	public static List<HandledMessage> of(DeclaredEndpoint endpoint, DeclaredHandler handler) {
		if (!endpoint.mistakes().isEmpty()) {
			return List.of();
		}
		Map<String, Type> named = handler.messages();
		return endpoint.match()
			.operations()
			.stream()
			.flatMap((operation) -> operation.messages()
				.stream()
				.filter((message) -> named == null || named.containsKey(message.id()))
				.map((message) -> new HandledMessage(endpoint, handler, operation, message,
						MessageHeaders.of(message.message()))))
			.toList();
	}

	/**
	 * Return the type of the payload.
	 * @return the type that stands for the message
	 */
	public Type payload() {
		Map<String, Type> types = this.handler.messages();
		return (types != null) ? Objects.requireNonNull(types.get(this.message.id())) : this.handler.payload();
	}

}
