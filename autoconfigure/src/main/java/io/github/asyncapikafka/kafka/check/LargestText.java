package io.github.asyncapikafka.kafka.check;

import java.util.Objects;
import java.util.stream.LongStream;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.validation.JsonSchemaValidator;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Decides how large a JSON text may be to be read. Bytes become many times as much
 * memory, and what a topic holds can be compressed, so it has to have a bound; but no
 * record that the contract allows may be above it.
 */
public final class LargestText {

	private LargestText() {
	}

	/**
	 * Return the size of the largest text.
	 * @param configured what configuration says, or {@code null}
	 * @param contract the contract, whose topics may allow more than the default
	 * @return a number of bytes
	 */
	public static int of(@Nullable DataSize configured, KafkaContract contract) {
		long bytes = (configured != null) ? configured.toBytes()
				: Math.max(JsonSchemaValidator.DEFAULT_MAX_SIZE, largestMessage(contract));
		return (int) Math.max(0, Math.min(bytes, Integer.MAX_VALUE));
	}

	private static long largestMessage(KafkaContract contract) {
		return contract.channels()
			.values()
			.stream()
			.map((channel) -> channel.configuration().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
			.filter(Objects::nonNull)
			.flatMapToLong((value) -> number(value.value()))
			.max()
			.orElse(0);
	}

	/**
	 * Return the number, if it is one: what is none is reported with the topic.
	 */
	private static LongStream number(String value) {
		return value.matches("\\d{1,18}") ? LongStream.of(Long.parseLong(value)) : LongStream.empty();
	}

}
