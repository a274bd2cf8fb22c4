package io.github.asyncapikafka.autoconfigure.failure;

import io.github.asyncapikafka.autoconfigure.document.DocumentLocation;

/**
 * What to do if there is no document, although the application needs one.
 */
final class MissingDocument {

	static final String ACTION = "Add 'asyncapi.yaml' to the class path or set '" + DocumentLocation.PROPERTY
			+ "', and check that 'asyncapi-kafka.enabled' is not 'false'. Start with '--debug' to see what "
			+ "AsyncApiKafkaAutoConfiguration found.";

	private MissingDocument() {
	}

}
