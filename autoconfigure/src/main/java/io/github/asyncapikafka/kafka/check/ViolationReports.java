package io.github.asyncapikafka.kafka.check;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.asyncapikafka.binding.KafkaOperation;
import io.github.asyncapikafka.binding.setting.Enforcement;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.validation.ContractViolationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * Says what broke the contract: in the log, and to those who count.
 */
public final class ViolationReports {

	/**
	 * The rule of a record that is as the contract wants it, but not as the code does.
	 */
	private static final String UNREADABLE = "unreadable";

	/**
	 * The rule of a record that the broker cannot give back.
	 */
	private static final String CORRUPT = "corrupt";

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final Supplier<List<ViolationListener>> listeners;

	private final Supplier<List<SkipListener>> skipListeners;

	/**
	 * Create an instance.
	 * @param listeners gives those who count violations
	 * @param skipListeners gives those who count records that are left out
	 */
	public ViolationReports(Supplier<Stream<ViolationListener>> listeners,
			Supplier<Stream<SkipListener>> skipListeners) {
		this.listeners = SingletonSupplier.of(() -> listeners.get().toList());
		this.skipListeners = SingletonSupplier.of(() -> skipListeners.get().toList());
	}

	/**
	 * Report a received record that the listener does not get although it breaks nothing.
	 * @param operation the operation
	 * @param record the coordinates of the record
	 * @param message the id of the message, or {@code null} if it could be several
	 * @param reason why
	 */
	public void skipped(KafkaOperation operation, String record, @Nullable String message, SkipReason reason) {
		if (logger.isDebugEnabled()) {
			logger.debug("Skipped " + record + " of the operation " + Printable.quote(operation.id()) + ": it is "
					+ reason + ((message != null) ? ", " + Printable.quote(message) : ""));
		}
		count("A skipped record",
				() -> this.skipListeners.get().forEach((listener) -> listener.onSkip(operation, message, reason)));
	}

	/**
	 * Report a received record that breaks the contract.
	 * @param operation the operation
	 * @param record the coordinates of the record
	 * @param violation what breaks the contract
	 */
	public void received(KafkaOperation operation, String record, ContractViolationException violation) {
		boolean refused = operation.enforcement().value() == Enforcement.REJECT;
		logger.warn((refused ? "Refused " : "Accepted ") + record + " of the operation "
				+ Printable.quote(operation.id()) + (refused ? ": " : " although ") + text(violation));
		count(operation, violation.getViolations().get(0).rule());
	}

	/**
	 * Report a received record that the listener's code cannot take.
	 * @param operation the operation
	 * @param record the coordinates of the record
	 * @param reason why it cannot be read, without anything of the record
	 */
	public void unreadable(KafkaOperation operation, String record, String reason) {
		logger.warn("Refused " + record + " of the operation " + Printable.quote(operation.id()) + ": " + reason);
		count(operation, UNREADABLE);
	}

	/**
	 * Report a record to send that breaks the contract. A refused one is not logged,
	 * because the sender gets an exception.
	 * @param operation the operation
	 * @param violation what breaks the contract
	 */
	public void sent(KafkaOperation operation, ContractViolationException violation) {
		if (operation.enforcement().value() == Enforcement.WARN) {
			logger.warn("Sending a record of the operation " + Printable.quote(operation.id()) + " although "
					+ text(violation));
		}
		count(operation, violation.getViolations().get(0).rule());
	}

	/**
	 * Report received records that were skipped because they are corrupted in the
	 * broker's log. They have been logged.
	 * @param operation the operation
	 * @param count the number of offsets that they may have had
	 */
	public void skipped(KafkaOperation operation, long count) {
		for (long number = 0; number < count; number++) {
			count(operation, CORRUPT);
		}
	}

	private static String text(ContractViolationException violation) {
		int more = violation.getViolations().size() - 1;
		return violation.getViolations().get(0) + ((more > 0) ? " and " + more + " more" : "");
	}

	private void count(KafkaOperation operation, String rule) {
		count("A violation", () -> this.listeners.get().forEach((listener) -> listener.onViolation(operation, rule)));
	}

	private static void count(String what, Runnable listeners) {
		try {
			listeners.run();
		}
		catch (RuntimeException | LinkageError ex) {
			// What becomes of the record must not depend on who counts it.
			logger.warn(what + " cannot be counted", ex);
		}
	}

}
