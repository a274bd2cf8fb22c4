package io.github.asyncapikafka.kafka.retry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import io.github.asyncapikafka.kafka.deadletter.ListenerFailure;
import io.github.asyncapikafka.kafka.deadletter.ReasonHeaders;
import io.github.asyncapikafka.kafka.deadletter.ReceivedRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * Publishes records of channels to retry topics and their dead-letter topic with the
 * bytes that were received, whatever serializers the application's template has, and with
 * the reason. Message and stack trace of an exception may have parts of the record, so
 * they stay away unless configured.
 */
final class ReceivedBytesRecoverer extends DeadLetterPublishingRecoverer {

	private static final List<String> REASONS = List.of(DeadLetterHeaders.OPERATION, DeadLetterHeaders.CAUSE,
			DeadLetterHeaders.REASON, DeadLetterHeaders.MESSAGE, DeadLetterHeaders.PART, DeadLetterHeaders.POINTER,
			DeadLetterHeaders.RULE, DeadLetterHeaders.SCHEMA);

	private static final List<String> EXCEPTION_TEXTS = List.of(KafkaHeaders.EXCEPTION_MESSAGE,
			KafkaHeaders.EXCEPTION_STACKTRACE, KafkaHeaders.KEY_EXCEPTION_MESSAGE,
			KafkaHeaders.KEY_EXCEPTION_STACKTRACE);

	private final BiFunction<ConsumerRecord<?, ?>, Exception, @Nullable TopicPartition> destinations;

	private final Function<byte[], @Nullable Object> encoding;

	private final boolean includeException;

	private @Nullable RetryReports reports;

	ReceivedBytesRecoverer(
			Function<ProducerRecord<?, ?>, ? extends @Nullable KafkaOperations<?, ?>> applicationTemplates,
			BiFunction<ConsumerRecord<?, ?>, Exception, @Nullable TopicPartition> destinations,
			Supplier<KafkaOperations<?, ?>> bytesTemplate, Function<byte[], @Nullable Object> encoding,
			boolean includeException) {
		super((record) -> (record instanceof ReceivedBytes) ? bytesTemplate.get() : applicationTemplates.apply(record),
				destinations);
		this.destinations = destinations;
		this.encoding = encoding;
		this.includeException = includeException;
	}

	void setReports(RetryReports reports) {
		this.reports = reports;
	}

	/**
	 * Say what becomes of the record, once it is where it has to be. Spring Kafka would
	 * say it with the exception.
	 */
	@Override
	public void accept(ConsumerRecord<?, ?> record, @Nullable Consumer<?, ?> consumer, Exception exception) {
		if (this.reports == null || !(record instanceof ReceivedRecord received)) {
			super.accept(record, consumer, exception);
			return;
		}
		TopicPartition destination = this.destinations.apply(record, exception);
		if (destination != null) {
			super.accept(record, consumer, exception);
		}
		this.reports.report(received, exception, (destination != null) ? destination.topic() : null);
	}

	@Override
	protected ProducerRecord<Object, Object> createProducerRecord(ConsumerRecord<?, ?> record,
			TopicPartition topicPartition, Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
		if (record instanceof ReceivedRecord received) {
			addReason(headers, received);
			return new ReceivedBytes(topicPartition, encoded(received.receivedKey()), encoded(received.receivedValue()),
					headers);
		}
		return super.createProducerRecord(record, topicPartition, headers, key, value);
	}

	/**
	 * Put the reason in the place of that of an earlier attempt.
	 */
	private void addReason(Headers headers, ReceivedRecord record) {
		REASONS.forEach(headers::remove);
		if (!this.includeException) {
			EXCEPTION_TEXTS.forEach(headers::remove);
		}
		ReasonHeaders.add(headers, record, listenerFailure(headers));
	}

	/**
	 * Return how the listener failed, as Spring Kafka has written it down.
	 */
	private static @Nullable String listenerFailure(Headers headers) {
		Header cause = headers.lastHeader(KafkaHeaders.EXCEPTION_CAUSE_FQCN);
		Header failure = (cause != null) ? cause : headers.lastHeader(KafkaHeaders.EXCEPTION_FQCN);
		return (failure != null) ? ListenerFailure.description(new String(failure.value(), StandardCharsets.UTF_8))
				: null;
	}

	private @Nullable Object encoded(byte @Nullable [] bytes) {
		return (bytes != null) ? this.encoding.apply(bytes) : null;
	}

	/**
	 * A record that has bytes as key and value.
	 */
	private static final class ReceivedBytes extends ProducerRecord<Object, Object> {

		ReceivedBytes(TopicPartition destination, @Nullable Object key, @Nullable Object value, Headers headers) {
			super(destination.topic(), (destination.partition() < 0) ? null : destination.partition(), key, value,
					headers);
		}

	}

}
