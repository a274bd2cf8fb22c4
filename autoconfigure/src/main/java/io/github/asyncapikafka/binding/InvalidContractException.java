package io.github.asyncapikafka.binding;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.ProblemsException;

/**
 * Thrown if contract, configuration and code do not fit together.
 */
public class InvalidContractException extends ProblemsException {

	/**
	 * Create an instance.
	 * @param problems everything that is wrong, at least one
	 */
	public InvalidContractException(List<Problem> problems) {
		super("The application does not fit its AsyncAPI contract", problems);
	}

}
