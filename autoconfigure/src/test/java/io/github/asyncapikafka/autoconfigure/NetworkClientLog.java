package io.github.asyncapikafka.autoconfigure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Kafka's clients log what they otherwise are too talkative about in tests: trouble
 * with connections and topics.
 */
final class NetworkClientLog implements AutoCloseable {

	private final Logger logger = (Logger) LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient");

	private final Level before = this.logger.getLevel();

	NetworkClientLog() {
		this.logger.setLevel(Level.WARN);
	}

	@Override
	public void close() {
		this.logger.setLevel(this.before);
	}

}
