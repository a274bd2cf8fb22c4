package io.github.asyncapikafka.kafka.check;

import java.util.List;

import io.github.asyncapikafka.binding.KafkaMessage;
import io.github.asyncapikafka.validation.Violation;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message that a record can be. Equal to itself only: messages are large values.
 */
final class Candidate {

	private final KafkaMessage message;

	private final @Nullable MessageCheck check;

	private final boolean compacted;

	private final SelectedMessage selected;

	/**
	 * Create an instance.
	 * @param message the message
	 * @param check its check, or {@code null} if it cannot be checked
	 * @param own whether the operation has the message
	 * @param compacted whether a record may lack a payload whatever the schema says
	 */
	Candidate(KafkaMessage message, @Nullable MessageCheck check, boolean own, boolean compacted) {
		this.message = message;
		this.check = check;
		this.compacted = compacted;
		this.selected = new SelectedMessage(message, own, null);
	}

	KafkaMessage message() {
		return this.message;
	}

	/**
	 * Return what to say of a record that is this message, the same for all of them.
	 */
	SelectedMessage selected() {
		return this.selected;
	}

	boolean isOwn() {
		return this.selected.ofOperation();
	}

	/**
	 * Return whether it can be told if a record is this message.
	 */
	boolean isCheckable() {
		return this.check != null;
	}

	boolean fits(byte @Nullable [] key, byte @Nullable [] payload, Headers headers) {
		return this.check == null || this.check.fits(key, payload, headers, this.compacted);
	}

	List<Violation> violations(byte @Nullable [] key, byte @Nullable [] payload, Headers headers) {
		if (this.check == null) {
			return List.of();
		}
		return (payload == null && this.compacted) ? this.check.violationsOfTombstone(key, headers)
				: this.check.violations(key, payload, headers);
	}

}
