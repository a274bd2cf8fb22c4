package io.github.asyncapikafka.kafka.producer;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.kafka.message.MessageTypes;
import io.github.asyncapikafka.kafka.producer.client.ProducerTemplates;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.jspecify.annotations.Nullable;

/**
 * The routes of the messages that one template sends, among which the payload's Java type
 * chooses.
 */
final class Routes {

	private final List<Route> all = new ArrayList<>();

	/** The routes of messages that only others send to the channel. */
	private final List<Route> outside = new ArrayList<>();

	private final Map<Class<?>, Route> byType = new ConcurrentHashMap<>();

	private final OutboundChecks checks;

	private volatile @Nullable Route withoutPayload;

	/**
	 * Create an instance.
	 * @param operations the operations, which send to one channel
	 * @param serdes creates serializers
	 * @param templates gives the Kafka templates
	 * @param checks the checks of what is sent
	 */
	Routes(List<KafkaOperation> operations, ContractSerdes serdes, ProducerTemplates templates, OutboundChecks checks) {
		this.checks = checks;
		for (KafkaOperation operation : operations) {
			if (operation.messages().isEmpty()) {
				this.all.add(Route.withoutMessage(operation, serdes, templates, checks));
			}
			operation.messages()
				.forEach((message) -> this.all.add(Route.of(operation, message, serdes, templates, checks)));
		}
		KafkaOperation first = operations.get(0);
		first.otherMessages()
			.stream()
			.filter((message) -> operations.stream().noneMatch((operation) -> operation.messages().contains(message)))
			.forEach((message) -> this.outside.add(Route.outside(first, message, serdes, templates, checks)));
	}

	List<KafkaOperation> operations() {
		return this.all.stream().map(Route::operation).distinct().toList();
	}

	/**
	 * Return where a payload of a type goes.
	 * @throws IllegalArgumentException if no message is named by the type
	 */
	Route of(@Nullable Class<?> payloadType) {
		if (this.all.size() == 1 && (this.outside.isEmpty() || payloadType == null)) {
			return this.all.get(0);
		}
		if (payloadType == null) {
			return withoutPayload();
		}
		Route known = this.byType.get(payloadType);
		if (known == null) {
			known = chosen(payloadType);
			this.byType.put(payloadType, known);
		}
		return known;
	}

	private Route withoutPayload() {
		Route known = this.withoutPayload;
		if (known == null) {
			known = equivalent(this.all, "without a payload", Route::isEquivalentWithoutPayload);
			this.withoutPayload = known;
		}
		return known;
	}

	private Route chosen(Class<?> payloadType) {
		List<Route> candidates = candidates(payloadType);
		return this.outside.contains(candidates.get(0)) ? candidates.get(0)
				: equivalent(candidates, "of type " + payloadType.getName(), Route::isEquivalent);
	}

	/**
	 * Return the routes of the messages that a type names, or all if it names none.
	 */
	private List<Route> candidates(Class<?> payloadType) {
		KafkaOperation channel = this.all.get(0).operation();
		List<KafkaMessage> messages = MessageTypes.ofPayload(payloadType, channel,
				Stream.concat(channel.messages().stream(), channel.otherMessages().stream()).toList());
		List<Route> named = this.all.stream().filter((route) -> messages.contains(route.message())).toList();
		if (!named.isEmpty() || messages.isEmpty()) {
			return named.isEmpty() ? this.all : named;
		}
		return this.outside.stream().filter((route) -> messages.contains(route.message())).toList();
	}

	/**
	 * Return one of the routes if it makes no difference which.
	 */
	private Route equivalent(List<Route> candidates, String payload, BiPredicate<Route, Route> equivalence) {
		Route first = candidates.get(0);
		if (candidates.size() == 1) {
			return first;
		}
		if (candidates.stream().allMatch((route) -> equivalence.test(first, route))) {
			List<KafkaMessage> messages = candidates.stream().map(Route::message).filter(Objects::nonNull).toList();
			return first.checkedBy(this.checks.of(first.operation(), messages));
		}
		throw new IllegalArgumentException("A message " + payload + " could be any of " + descriptions()
				+ "; name the class like the message, or name the operation");
	}

	/**
	 * Return why payloads of a type cannot be sent: it is not clear which message they
	 * are, or they are one that none of the operations has.
	 * @return a phrase, or {@code null} if they can, or if only the class of a payload
	 * can tell
	 */
	@Nullable String mistake(Type payloadType) {
		if (!(payloadType instanceof Class<?> type) || !Modifier.isFinal(type.getModifiers())) {
			return null;
		}
		List<Route> candidates = candidates(type);
		Route first = candidates.get(0);
		if (this.outside.contains(first)) {
			return "sends " + type.getSimpleName() + ", which is none of the messages of the operation, "
					+ descriptions() + ".";
		}
		return (candidates.size() == 1 || candidates.stream().allMatch(first::isEquivalent)) ? null
				: "sends " + type.getSimpleName() + ", which could be any of " + descriptions() + ".";
	}

	private String descriptions() {
		return String.join(", ", this.all.stream().map(Route::description).distinct().toList());
	}

}
