package io.github.asyncapikafka.kafka.check;

import io.github.asyncapikafka.binding.KafkaOperation;
import org.jspecify.annotations.Nullable;

/**
 * Is told of each record that a listener does not get although it breaks nothing, once.
 */
@FunctionalInterface
public interface SkipListener {

	/**
	 * Called when a record was left out.
	 * @param operation the operation
	 * @param message the id of the message, or {@code null} if it could be several
	 * @param reason why
	 */
	void onSkip(KafkaOperation operation, @Nullable String message, SkipReason reason);

}
