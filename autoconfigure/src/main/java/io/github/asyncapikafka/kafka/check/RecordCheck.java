package io.github.asyncapikafka.kafka.check;

import java.util.ArrayList;
import java.util.List;

import io.github.asyncapikafka.binding.Enforcement;
import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Checks records that have to be one of some messages of an operation.
 */
public final class RecordCheck {

	private static final int MAX_VIOLATIONS = 10;

	private final KafkaOperation operation;

	private final Enforcement enforcement;

	private final List<MessageCheck> checks;

	RecordCheck(KafkaOperation operation, Enforcement enforcement, List<MessageCheck> checks) {
		this.operation = operation;
		this.enforcement = enforcement;
		this.checks = List.copyOf(checks);
	}

	/**
	 * Return what follows from a violation.
	 * @return the enforcement on the operation's channel
	 */
	public Enforcement enforcement() {
		return this.enforcement;
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
		if (this.enforcement == Enforcement.OFF || this.checks.isEmpty()) {
			return null;
		}
		List<Violation> violations = (this.checks.size() == 1) ? this.checks.get(0).violations(key, payload, headers)
				: ofSeveral(key, payload, headers);
		return violations.isEmpty() ? null : new ContractViolationException(this.operation.id(), violations);
	}

	/**
	 * Return why a record is none of several messages.
	 */
	private List<Violation> ofSeveral(byte @Nullable [] key, byte @Nullable [] payload, Headers headers) {
		List<Violation> all = new ArrayList<>();
		List<String> names = new ArrayList<>();
		for (MessageCheck check : this.checks) {
			List<Violation> violations = check.violations(key, payload, headers);
			if (violations.isEmpty()) {
				return List.of();
			}
			names.add(Printable.escape(check.message().id()));
			all.add(violations.get(0));
		}
		all.add(0, new Violation(Part.PAYLOAD, null, "", "message", "one of the messages " + String.join(", ", names),
				this.operation.location()));
		return all.subList(0, Math.min(all.size(), MAX_VIOLATIONS));
	}

}
