package io.github.asyncapikafka.document;

import java.util.List;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.ProblemsException;

/**
 * Thrown if a document cannot be read or is not what the AsyncAPI specification demands.
 */
public class InvalidAsyncApiDocumentException extends ProblemsException {

	InvalidAsyncApiDocumentException(String resource, List<Problem> problems) {
		super("The AsyncAPI document " + Printable.escape(resource) + " cannot be used", problems);
	}

}
