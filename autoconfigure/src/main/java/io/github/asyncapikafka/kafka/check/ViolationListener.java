package io.github.asyncapikafka.kafka.check;

import io.github.asyncapikafka.binding.KafkaOperation;

/**
 * Is told of each record that breaks the contract, once.
 */
@FunctionalInterface
public interface ViolationListener {

	/**
	 * Called when a record was refused, or accepted with a warning.
	 * @param operation the operation
	 * @param rule the rule, from a bounded set
	 */
	void onViolation(KafkaOperation operation, String rule);

}
