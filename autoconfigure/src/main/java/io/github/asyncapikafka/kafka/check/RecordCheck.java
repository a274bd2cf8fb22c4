package io.github.asyncapikafka.kafka.check;

import java.util.Iterator;
import java.util.List;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Checks records that have to be one of some messages of an operation, and says which.
 */
public final class RecordCheck {

	/** More than any sensible record has: the work for a record grows with them. */
	private static final int MAX_HEADERS = 1_000;

	private final KafkaOperation operation;

	private final Enforcement enforcement;

	private final MessageSelector selector;

	private final boolean tombstones;

	RecordCheck(KafkaOperation operation, Enforcement enforcement, MessageSelector selector) {
		this.operation = operation;
		this.enforcement = enforcement;
		this.selector = selector;
		this.tombstones = operation.tombstones() != null;
	}

	/**
	 * Return what follows from a violation.
	 * @return the enforcement on the operation's channel
	 */
	public Enforcement enforcement() {
		return this.enforcement;
	}

	/**
	 * Find out which message a record is, and whether it breaks the contract.
	 * @param key the bytes of the key, or {@code null}
	 * @param payload the bytes of the payload, or {@code null}
	 * @param headers the headers
	 * @return the message, without a violation if nothing is checked
	 */
	public SelectedMessage select(byte @Nullable [] key, byte @Nullable [] payload, Headers headers) {
		if (this.enforcement != Enforcement.OFF) {
			return (this.operation.receives() && hasTooMany(headers)) ? this.selector.refused(tooManyHeaders())
					: this.selector.select(key, payload, headers);
		}
		Candidate only = this.selector.only();
		return (only != null) ? only.selected() : this.selector.select(key, payload, headers).withoutViolation();
	}

	/**
	 * Return whether a record has more headers than are looked at. Kafka bounds their
	 * size only, and only after compression.
	 */
	private static boolean hasTooMany(Headers headers) {
		Iterator<Header> iterator = headers.iterator();
		for (int count = 0; iterator.hasNext(); count++) {
			if (count == MAX_HEADERS) {
				return true;
			}
			iterator.next();
		}
		return false;
	}

	private Violation tooManyHeaders() {
		Candidate only = this.selector.only();
		return new Violation(Part.HEADERS, (only != null) ? only.message().id() : null, "", "size",
				"size: at most " + MAX_HEADERS + " headers", this.operation.location());
	}

	/**
	 * Check a record.
	 * @param key the bytes of the key, or {@code null}
	 * @param payload the bytes of the payload, or {@code null}
	 * @param headers the headers
	 * @return what breaks the contract, or {@code null} if nothing does or nothing is
	 * checked
	 */
	public @Nullable ContractViolationException check(byte @Nullable [] key, byte @Nullable [] payload,
			Headers headers) {
		if (this.enforcement == Enforcement.OFF) {
			return null;
		}
		if (key == null && !this.operation.receives() && this.operation.channel().isCompacted()) {
			return new ContractViolationException(this.operation.id(), List.of(new Violation(Part.KEY, null, "",
					"required", "a key, because the topic is compacted", this.operation.channel().location())));
		}
		return select(key, payload, headers).violation();
	}

	/**
	 * Return whether a record without a payload is one that the contract expects: the
	 * topic is compacted, or a schema names {@code null}. Where nobody says anything of
	 * it, it is a record like any other.
	 * @param selected what was found out about the record
	 * @return {@code true} if it is expected and breaks nothing
	 */
	public boolean isTombstone(SelectedMessage selected) {
		return this.tombstones && selected.violation() == null;
	}

}
