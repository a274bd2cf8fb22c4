package io.github.asyncapikafka.binding;

import java.util.List;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.operation.Nulls;
import io.github.asyncapikafka.diagnostic.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an operation among those of its channel.
 *
 * @param own those of the operation
 * @param others those that only other operations of the channel have
 * @param skipsUnhandled whether no code needs to handle all of its own
 * @param reply the answer, or {@code null} if there is none
 */
record OperationMessages(List<KafkaMessage> own, List<KafkaMessage> others, boolean skipsUnhandled,
		@Nullable KafkaReply reply) {

	OperationMessages {
		own = List.copyOf(own);
		others = List.copyOf(others);
	}

	/**
	 * Return why records without a payload are to be expected.
	 * @return a phrase, or {@code null} if no message says so
	 */
	@Nullable String tombstones() {
		return this.own.stream()
			.filter((message) -> Nulls.areNamed(message.payloadSchema()))
			.findFirst()
			.map((message) -> "the payload of " + Printable.quote(message.id()) + " can be null")
			.orElse(null);
	}

	/**
	 * Return the messages of several operations of one channel.
	 */
	static OperationMessages joined(List<OperationMessages> all) {
		List<KafkaMessage> own = all.stream().flatMap((messages) -> messages.own.stream()).distinct().toList();
		List<KafkaMessage> others = all.stream()
			.flatMap((messages) -> Stream.concat(messages.own.stream(), messages.others.stream()))
			.distinct()
			.filter((message) -> !own.contains(message))
			.toList();
		return new OperationMessages(own, others, false, null);
	}

}
