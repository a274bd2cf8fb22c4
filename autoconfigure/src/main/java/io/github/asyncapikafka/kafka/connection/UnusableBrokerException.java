package io.github.asyncapikafka.kafka.connection;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.ProblemsException;

/**
 * Thrown at start-up if the brokers of the contract cannot be used.
 */
public class UnusableBrokerException extends ProblemsException {

	/**
	 * Create an instance.
	 * @param problem why they cannot be used
	 */
	public UnusableBrokerException(Problem problem) {
		super("The brokers of the AsyncAPI contract cannot be used", List.of(problem));
	}

}
