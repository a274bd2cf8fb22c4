package io.github.asyncapikafka.kafka.progress.corrupt;

import java.util.Set;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the exceptions of Kafka's consumer say of records that it cannot read.
 */
final class CorruptFailure {

	private CorruptFailure() {
	}

	/**
	 * Return whether the broker's log is to blame, rather than a compression that this
	 * machine does not know.
	 */
	static boolean isCorrupt(KafkaException failure) {
		return failure.getCause() == null
				|| String.valueOf(failure.getCause().getMessage()).contains(" is invalid, cause: ");
	}

	/**
	 * Return the partition that an exception of the consumer is about. Only its text says
	 * so.
	 */
	static @Nullable TopicPartition partition(KafkaException failure, Set<TopicPartition> assignment) {
		String message = String.valueOf(failure.getMessage());
		return assignment.stream()
			.filter((partition) -> message
				.startsWith("Received exception when fetching the next record from " + partition + ". ")
					|| (message.startsWith("Encountered corrupt message ")
							&& message.endsWith(" for topic-partition " + partition)))
			.findFirst()
			.orElse(null);
	}

}
