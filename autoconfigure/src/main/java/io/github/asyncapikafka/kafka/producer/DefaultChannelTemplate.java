package io.github.asyncapikafka.kafka.producer;

import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.ChannelTemplate;
import io.github.asyncapikafka.kafka.header.StatedHeaders;
import io.github.asyncapikafka.kafka.message.MessageTypes;
import io.github.asyncapikafka.kafka.producer.client.ProducerTemplates;
import io.github.asyncapikafka.serde.ContractSerdes;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.kafka.support.SendResult;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * Chooses the message by the payload's Java type, serializes, and sends.
 *
 * @param <T> the type of the payload
 */
final class DefaultChannelTemplate<T> implements ChannelTemplate<T> {

	private final List<Route> routes = new ArrayList<>();

	/** The routes of messages that only others send to the channel. */
	private final List<Route> outside = new ArrayList<>();

	private final Map<Class<?>, Route> routesByType = new ConcurrentHashMap<>();

	private final OutboundChecks checks;

	private volatile @Nullable Route withoutPayload;

	DefaultChannelTemplate(List<KafkaOperation> operations, ContractSerdes serdes, ProducerTemplates templates,
			OutboundChecks checks) {
		this.checks = checks;
		for (KafkaOperation operation : operations) {
			if (operation.messages().isEmpty()) {
				this.routes.add(Route.withoutMessage(operation, serdes, templates, checks));
			}
			operation.messages()
				.forEach((message) -> this.routes.add(Route.of(operation, message, serdes, templates, checks)));
		}
		KafkaOperation first = operations.get(0);
		first.otherMessages()
			.stream()
			.filter((message) -> operations.stream().noneMatch((operation) -> operation.messages().contains(message)))
			.forEach((message) -> this.outside.add(Route.outside(first, message, serdes, templates, checks)));
	}

	@Override
	public CompletableFuture<RecordMetadata> send(Message<T> message) {
		return sendMessage(message);
	}

	CompletableFuture<RecordMetadata> sendMessage(Message<?> message) {
		MessageHeaders headers = message.getHeaders();
		Object topic = headers.get(KafkaHeaders.TOPIC);
		if (topic != null) {
			throw new IllegalArgumentException(
					"The header '" + KafkaHeaders.TOPIC + "' cannot be set: the channel decides the topic");
		}
		Object payload = (message.getPayload() instanceof KafkaNull) ? null : message.getPayload();
		OutboundRecord outbound = new OutboundRecord(payload);
		outbound.key(headers.get(KafkaHeaders.KEY));
		outbound.partition(headers.get(KafkaHeaders.PARTITION, Integer.class));
		outbound.timestamp(headers.get(KafkaHeaders.TIMESTAMP, Long.class));
		StatedHeaders stated = route((payload != null) ? payload.getClass() : null).stated();
		headers.forEach((name, value) -> {
			if (RecordHeaderValues.isSent(name, stated)) {
				outbound.header(name, value);
			}
		});
		return outbound.send();
	}

	@Override
	public Outbound message(@Nullable T payload) {
		if (payload instanceof Message<?>) {
			throw new IllegalArgumentException("A Message has its own key and headers: send it alone");
		}
		return new OutboundRecord(payload);
	}

	List<KafkaOperation> operations() {
		return this.routes.stream().map(Route::operation).distinct().toList();
	}

	/**
	 * Return where a payload of a type goes.
	 * @throws IllegalArgumentException if no message is named by the type
	 */
	Route route(@Nullable Class<?> payloadType) {
		if (this.routes.size() == 1 && (this.outside.isEmpty() || payloadType == null)) {
			return this.routes.get(0);
		}
		if (payloadType == null) {
			return withoutPayload();
		}
		Route known = this.routesByType.get(payloadType);
		if (known == null) {
			known = chosen(payloadType);
			this.routesByType.put(payloadType, known);
		}
		return known;
	}

	private Route withoutPayload() {
		Route known = this.withoutPayload;
		if (known == null) {
			known = equivalent(this.routes, "without a payload", Route::isEquivalentWithoutPayload);
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
		KafkaOperation channel = this.routes.get(0).operation();
		List<KafkaMessage> messages = MessageTypes.ofPayload(payloadType, channel,
				Stream.concat(channel.messages().stream(), channel.otherMessages().stream()).toList());
		List<Route> named = this.routes.stream().filter((route) -> messages.contains(route.message())).toList();
		if (!named.isEmpty() || messages.isEmpty()) {
			return named.isEmpty() ? this.routes : named;
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
		return String.join(", ", this.routes.stream().map(Route::description).distinct().toList());
	}

	/**
	 * A record that is being built.
	 */
	private final class OutboundRecord implements Outbound {

		private final @Nullable Object payload;

		private final Headers headers = new RecordHeaders();

		private Map<String, String> parameters = Map.of();

		private @Nullable Object key;

		private @Nullable Integer partition;

		private @Nullable Long timestamp;

		OutboundRecord(@Nullable Object payload) {
			this.payload = payload;
		}

		@Override
		public Outbound key(@Nullable Object key) {
			this.key = key;
			return this;
		}

		@Override
		public Outbound header(String name, @Nullable Object value) {
			byte[] bytes = RecordHeaderValues.write(name, value);
			if (bytes != null) {
				this.headers.add(name, bytes);
			}
			return this;
		}

		@Override
		public Outbound parameter(String name, @Nullable Object value) {
			Map<String, String> parameters = new LinkedHashMap<>(this.parameters);
			parameters.remove(name);
			if (value != null) {
				parameters.put(name, RecordHeaderValues.text("address parameter", name, value));
			}
			this.parameters = parameters;
			return this;
		}

		@Override
		public Outbound partition(@Nullable Integer partition) {
			this.partition = partition;
			return this;
		}

		@Override
		public Outbound timestamp(@Nullable Long timestamp) {
			this.timestamp = timestamp;
			return this;
		}

		@Override
		public CompletableFuture<RecordMetadata> send() {
			Route route = route((this.payload != null) ? this.payload.getClass() : null);
			AddressedTopics addressed = route.addressed();
			boolean open = addressed != null && addressed.isOpen(this.parameters);
			Headers headers = route.headers(this.headers);
			OutboundPayload outbound = new OutboundPayload(route, this.payload);
			String topic = (addressed != null && (open || !this.parameters.isEmpty()))
					? addressed.topic(this.parameters, headers, outbound) : topic(route);
			Object effectiveKey = (this.key != null) ? this.key : route.selectedKey();
			byte[] keyBytes = route.encoder().key(topic, headers, effectiveKey);
			byte[] payloadBytes = outbound.bytes(topic, headers);
			route.check().check(keyBytes, payloadBytes, headers);
			ProducerRecord<Object, Object> record = new ProducerRecord<>(topic, this.partition, this.timestamp,
					route.templates().encoded(keyBytes), route.templates().encoded(payloadBytes), headers);
			String clientId = (route.operation().clientId() != null) ? route.operation().clientId().value() : null;
			KafkaTemplate<Object, Object> template = route.templates().get(clientId);
			CompletableFuture<SendResult<Object, Object>> sent = open
					? route.check().topics().send(topic, () -> template.send(record)) : template.send(record);
			return sent.thenApply(SendResult::getRecordMetadata);
		}

		private String topic(Route route) {
			if (!this.parameters.isEmpty()) {
				throw new IllegalArgumentException("The topic " + Printable.quote(route.operation().topic())
						+ " has no parameter " + Printable.quote(this.parameters.keySet().iterator().next()));
			}
			return route.operation().topic();
		}

	}

}
