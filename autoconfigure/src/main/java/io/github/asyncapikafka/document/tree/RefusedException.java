package io.github.asyncapikafka.document.tree;

import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;

/**
 * Ends the reading of a document that must not be read further.
 */
final class RefusedException extends RuntimeException {

	private final transient Problem problem;

	RefusedException(Location location, String message, String action) {
		super(message, null, false, false);
		this.problem = new Problem(location, message, action);
	}

	Problem problem() {
		return this.problem;
	}

}
