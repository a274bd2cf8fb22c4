package io.github.asyncapikafka.kafka.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.message.Discriminator;
import io.github.asyncapikafka.binding.message.Discriminators;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.validation.ContractViolationException;
import io.github.asyncapikafka.validation.JsonValues;
import io.github.asyncapikafka.validation.Violation;
import io.github.asyncapikafka.validation.Violation.Part;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decides which message a record is: the one that a discriminator names, or else the only
 * one whose schemas it fits. Those of the operation are tried before the others of its
 * channel.
 */
final class MessageSelector {

	private static final int MAX_VIOLATIONS = 10;

	private final KafkaOperation operation;

	private final List<Candidate> candidates;

	private final List<Candidate> own;

	private final List<Discriminator<Candidate>> discriminators;

	/** Whether a record that fits the only message needs no further look. */
	private final boolean settledByOwn;

	MessageSelector(KafkaOperation operation, List<Candidate> candidates) {
		this.operation = operation;
		this.candidates = List.copyOf(candidates);
		this.own = candidates.stream().filter(Candidate::isOwn).toList();
		this.discriminators = (candidates.size() > 1) ? new Discriminators<>(candidates, Candidate::message).find()
				: List.of();
		this.settledByOwn = this.own.size() == 1 && this.discriminators.stream()
			.filter((discriminator) -> discriminator.header() == null)
			.allMatch((discriminator) -> discriminator.isSettledBy(this.own.get(0)));
	}

	/**
	 * Return the only message that there is, or {@code null} if there are several.
	 */
	@Nullable Candidate only() {
		return (this.candidates.size() == 1) ? this.candidates.get(0) : null;
	}

	SelectedMessage select(byte @Nullable [] key, byte @Nullable [] payload, Headers headers) {
		if (this.candidates.isEmpty()) {
			return SelectedMessage.UNKNOWN;
		}
		Candidate only = only();
		if (only != null) {
			List<Violation> violations = only.violations(key, payload, headers);
			return violations.isEmpty() ? only.selected() : violated(only, violations);
		}
		return ofSeveral(new Data(key, payload, headers));
	}

	/**
	 * Refuse a record without holding it against the schema of any message.
	 */
	SelectedMessage refused(Violation violation) {
		Candidate only = only();
		return (only != null) ? violated(only, List.of(violation))
				: new SelectedMessage(null, true, violation(List.of(violation)));
	}

	private SelectedMessage ofSeveral(Data data) {
		List<Candidate> possible = this.candidates;
		SelectedMessage refused = null;
		for (Discriminator<Candidate> discriminator : this.discriminators) {
			if (discriminator.header() == null && this.settledByOwn && possible.contains(this.own.get(0))
					&& fits(this.own.get(0), data)) {
				return this.own.get(0).selected();
			}
			Object value = data.value(discriminator);
			Candidate named = (value != null) ? discriminator.named().get(value) : null;
			if (named != null && possible.contains(named)) {
				List<Violation> violations = violations(named, data);
				if (violations.isEmpty()) {
					return named.selected();
				}
				refused = (refused != null) ? refused : violated(named, violations);
			}
			if (value != null) {
				possible = possible.stream()
					.filter((candidate) -> candidate != named && discriminator.open().contains(candidate))
					.toList();
			}
			if (possible.isEmpty()) {
				return (refused != null) ? refused : none(this.candidates, data, discriminator);
			}
		}
		SelectedMessage found = tried(possible, data);
		return (refused != null && found.violation() != null) ? refused : found;
	}

	/**
	 * Hold the record against the schemas of messages.
	 */
	private SelectedMessage tried(List<Candidate> messages, Data data) {
		List<Candidate> fitting = messages.stream()
			.filter((candidate) -> candidate.isOwn() && candidate.isCheckable() && fits(candidate, data))
			.toList();
		if (fitting.size() == 1) {
			return fitting.get(0).selected();
		}
		if (fitting.size() > 1 && data.payload() == null && haveOneKeyFormat(fitting)) {
			return new SelectedMessage(fitting.get(0).message(), true, null,
					fitting.stream().map(Candidate::message).toList());
		}
		if (fitting.size() > 1) {
			return new SelectedMessage(null, true,
					violation(List.of(new Violation(Part.PAYLOAD, null, "", "ambiguous-message",
							"one message only, not each of " + names(fitting), this.operation.location()))));
		}
		return messages.stream()
			.filter((candidate) -> !candidate.isOwn() && candidate.isCheckable() && fits(candidate, data))
			.findFirst()
			.map(Candidate::selected)
			.orElseGet(() -> none(messages, data, null));
	}

	private static boolean fits(Candidate candidate, Data data) {
		return candidate.fits(data.key(), data.payload(), data.headers());
	}

	private static List<Violation> violations(Candidate candidate, Data data) {
		return candidate.violations(data.key(), data.payload(), data.headers());
	}

	private static boolean haveOneKeyFormat(List<Candidate> candidates) {
		return candidates.stream().map((candidate) -> candidate.message().key().value()).distinct().count() == 1;
	}

	/**
	 * Say why a record is none of some messages: it is not, and what keeps it from being
	 * the nearest of them.
	 * @param discriminator where the record has a value that names no message, or
	 * {@code null} if its parts do not fit
	 */
	private SelectedMessage none(List<Candidate> messages, Data data, @Nullable Discriminator<?> discriminator) {
		List<List<Violation>> all = messages.stream()
			.sorted(Comparator.comparing((candidate) -> !candidate.isOwn()))
			.map((candidate) -> violations(candidate, data))
			.filter((violations) -> !violations.isEmpty())
			.toList();
		List<Violation> nearest = all.stream().min(Comparator.comparing(List::size)).orElse(List.of());
		boolean inHeader = discriminator != null && discriminator.header() != null;
		Violation none = new Violation(inHeader ? Part.HEADERS : Part.PAYLOAD, null,
				(discriminator != null) ? discriminator.pointer() : "", "message",
				"one of the messages " + names(this.candidates), this.operation.location());
		return new SelectedMessage(null, true, violation(Stream.concat(Stream.of(none), nearest.stream()).toList()));
	}

	private SelectedMessage violated(Candidate named, List<Violation> violations) {
		return new SelectedMessage(named.message(), named.isOwn(), violation(violations));
	}

	private ContractViolationException violation(List<Violation> violations) {
		List<Violation> first = new ArrayList<>(violations.subList(0, Math.min(violations.size(), MAX_VIOLATIONS)));
		return this.operation.receives() ? ContractViolationException.ofReceived(this.operation.id(), first)
				: new ContractViolationException(this.operation.id(), first);
	}

	private static String names(List<Candidate> candidates) {
		return String.join(", ",
				candidates.stream().map((candidate) -> Printable.escape(candidate.message().id())).toList());
	}

	/**
	 * What is looked at of a record.
	 *
	 * @param key the bytes of the key
	 * @param payload the bytes of the payload
	 * @param headers the headers
	 */
	private record Data(byte @Nullable [] key, byte @Nullable [] payload, Headers headers) {

		/**
		 * Return the value that says which message it is, or {@code null} if it has none.
		 */
		@Nullable Object value(Discriminator<?> discriminator) {
			if (discriminator.header() != null) {
				Header last = this.headers.lastHeader(discriminator.header());
				return (last != null && last.value() != null) ? new String(last.value(), StandardCharsets.UTF_8) : null;
			}
			Object value = (this.payload != null) ? JsonValues.scalar(this.payload, discriminator.path()) : null;
			return (value != null) ? Discriminator.comparable(value) : null;
		}

	}

}
