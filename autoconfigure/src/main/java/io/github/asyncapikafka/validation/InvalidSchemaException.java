package io.github.asyncapikafka.validation;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.ProblemsException;

/**
 * Thrown if nothing can be checked against a schema.
 */
public class InvalidSchemaException extends ProblemsException {

	/**
	 * Create an instance.
	 * @param problems everything that is wrong, at least one
	 */
	public InvalidSchemaException(List<Problem> problems) {
		super("A schema of the document cannot be used for checks", problems);
	}

}
