package io.github.asyncapikafka.kafka.topic;

import java.util.HashSet;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Says each thing about topics once, however often they are looked at.
 */
final class Findings {

	private static final Log logger = LogFactory.getLog("io.github.asyncapikafka");

	private final Set<String> said = new HashSet<>();

	synchronized void warn(String message) {
		if (this.said.add(message)) {
			logger.warn(message);
		}
	}

	synchronized void error(String message) {
		if (this.said.add(message)) {
			logger.error(message);
		}
	}

}
