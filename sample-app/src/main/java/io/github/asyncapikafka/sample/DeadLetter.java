package io.github.asyncapikafka.sample;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import io.github.asyncapikafka.kafka.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.support.KafkaHeaders;

/**
 * A dead letter for people.
 *
 * @param key the key as text
 * @param value the value as text
 * @param topic the topic that it comes from
 * @param partition the partition that it comes from
 * @param offset its offset there
 * @param operation the operation that received it
 * @param cause why it is a dead letter: {@code violation}, {@code unreadable} or
 * {@code handler}
 * @param reason a sentence
 * @param pointer the JSON pointer to the place that breaks the contract
 * @param rule the rule that it breaks
 */
record DeadLetter(@Nullable String key, @Nullable String value, @Nullable String topic, @Nullable Integer partition,
		@Nullable Long offset, @Nullable String operation, @Nullable String cause, @Nullable String reason,
		@Nullable String pointer, @Nullable String rule) {

	static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
		return new DeadLetter(text(record.key()), text(record.value()),
				header(record, KafkaHeaders.DLT_ORIGINAL_TOPIC, DeadLetter::text),
				header(record, KafkaHeaders.DLT_ORIGINAL_PARTITION, (bytes) -> ByteBuffer.wrap(bytes).getInt()),
				header(record, KafkaHeaders.DLT_ORIGINAL_OFFSET, (bytes) -> ByteBuffer.wrap(bytes).getLong()),
				header(record, DeadLetterHeaders.OPERATION, DeadLetter::text),
				header(record, DeadLetterHeaders.CAUSE, DeadLetter::text),
				header(record, DeadLetterHeaders.REASON, DeadLetter::text),
				header(record, DeadLetterHeaders.POINTER, DeadLetter::text),
				header(record, DeadLetterHeaders.RULE, DeadLetter::text));
	}

	private static <T> @Nullable T header(ConsumerRecord<?, ?> record, String name,
			Function<byte[], @Nullable T> reader) {
		Header header = record.headers().lastHeader(name);
		return (header != null) ? reader.apply(header.value()) : null;
	}

	private static @Nullable String text(byte @Nullable [] bytes) {
		return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : null;
	}

}
