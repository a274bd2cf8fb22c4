package io.github.asyncapikafka.kafka.check;

import java.util.List;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.validation.ContractViolationException;
import org.jspecify.annotations.Nullable;

/**
 * Which message a record is.
 *
 * @param message the message, the same instance as the operation has, or {@code null} if
 * the record could be several, or is none
 * @param ofOperation whether the operation has the message, and not only its channel
 * @param violation what breaks the contract, or {@code null} if nothing does or nothing
 * is checked
 * @param alternatives the messages that a record without a payload could be as well, with
 * keys of the same form
 */
public record SelectedMessage(@Nullable KafkaMessage message, boolean ofOperation,
		@Nullable ContractViolationException violation, List<KafkaMessage> alternatives) {

	static final SelectedMessage UNKNOWN = new SelectedMessage(null, true, null);

	SelectedMessage(@Nullable KafkaMessage message, boolean ofOperation,
			@Nullable ContractViolationException violation) {
		this(message, ofOperation, violation, List.of());
	}

	SelectedMessage withoutViolation() {
		return (this.violation != null) ? new SelectedMessage(this.message, this.ofOperation, null) : this;
	}

}
