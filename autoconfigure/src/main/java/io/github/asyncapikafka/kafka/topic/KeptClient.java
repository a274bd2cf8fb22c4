package io.github.asyncapikafka.kafka.topic;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.kafka.common.errors.ApiException;
import org.jspecify.annotations.Nullable;

/**
 * A client that is there once it is needed. One that the broker does not answer is
 * replaced: it may know only brokers that are gone, and does not start over.
 */
final class KeptClient implements AutoCloseable {

	private final Supplier<Map<String, Object>> settings;

	private final Duration timeout;

	private @Nullable TopicClient client;

	private boolean closed;

	/**
	 * Create an instance.
	 * @param settings gives the configuration of the client
	 * @param timeout how long to wait for an answer
	 */
	KeptClient(Supplier<Map<String, Object>> settings, Duration timeout) {
		this.settings = settings;
		this.timeout = timeout;
	}

	/**
	 * Return whether a topic exists.
	 * @return the answer, or {@code null} after the end
	 * @throws ApiException if the broker refuses to tell
	 * @throws UnreachableException if it does not answer
	 */
	@Nullable Boolean exists(String topic) {
		TopicClient client = get();
		if (client == null) {
			return null;
		}
		try {
			return client.exists(topic);
		}
		catch (UnreachableException ex) {
			discard(client);
			throw ex;
		}
	}

	/**
	 * Return whether the broker says that there is no such topic.
	 * @return {@code false} if there is one, or nobody says whether there is
	 */
	boolean isMissing(String topic) {
		try {
			return Boolean.FALSE.equals(exists(topic));
		}
		catch (ApiException | UnreachableException ex) {
			return false;
		}
	}

	private synchronized @Nullable TopicClient get() {
		if (this.client == null && !this.closed) {
			this.client = TopicClient.create(this.settings.get(), this.timeout);
		}
		return this.client;
	}

	private void discard(TopicClient unreachable) {
		synchronized (this) {
			if (this.client != unreachable) {
				return;
			}
			this.client = null;
		}
		unreachable.close();
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.client != null) {
			this.client.close();
			this.client = null;
		}
	}

}
