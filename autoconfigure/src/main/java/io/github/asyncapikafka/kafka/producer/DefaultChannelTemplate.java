package io.github.asyncapikafka.kafka.producer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.ChannelTemplate;
import io.github.asyncapikafka.kafka.header.StatedHeaders;
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
 * Serializes what the routes of a channel take, and sends it.
 *
 * @param <T> the type of the payload
 */
final class DefaultChannelTemplate<T> implements ChannelTemplate<T> {

	private final Routes routes;

	DefaultChannelTemplate(Routes routes) {
		this.routes = routes;
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
		StatedHeaders stated = this.routes.of((payload != null) ? payload.getClass() : null).stated();
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

	Routes routes() {
		return this.routes;
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
			Route route = DefaultChannelTemplate.this.routes
				.of((this.payload != null) ? this.payload.getClass() : null);
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
