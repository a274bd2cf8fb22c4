package io.github.asyncapikafka.kafka.topic;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.kafka.topic.TopicClient.UnreachableException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.KafkaException;

/**
 * Knows which topics of open addresses exist. A producer would wait for a missing one for
 * {@code max.block.ms}, and a broker may create it. Each topic is asked for once, until
 * sending to it fails.
 */
public final class TopicLookup implements DisposableBean {

	private final Supplier<TopicConnections> connections;

	private final Duration timeout;

	private final Set<String> known = ConcurrentHashMap.newKeySet();

	private @Nullable TopicClient client;

	private boolean destroyed;

	/**
	 * Create an instance.
	 * @param connections gives the configuration of the admin clients
	 * @param timeout how long a sender may wait for an answer
	 */
	public TopicLookup(Supplier<TopicConnections> connections, Duration timeout) {
		this.connections = connections;
		this.timeout = timeout;
	}

	/**
	 * Send to a topic if it exists.
	 * @param topic the name of the topic
	 * @param sender sends
	 * @return what becomes of the record
	 * @throws KafkaException if the topic does not exist, or if the broker cannot be
	 * asked
	 */
	public <T> CompletableFuture<T> send(String topic, Supplier<CompletableFuture<T>> sender) {
		require(topic);
		try {
			return sender.get().whenComplete((result, failure) -> {
				if (failure != null) {
					this.known.remove(topic);
				}
			});
		}
		catch (RuntimeException ex) {
			this.known.remove(topic);
			throw ex;
		}
	}

	private void require(String topic) {
		if (this.known.contains(topic)) {
			return;
		}
		TopicClient client = client(topic);
		try {
			if (!client.exists(topic)) {
				throw new KafkaException(
						"The topic " + Printable.quote(topic)
								+ " does not exist. Topics of an address with open parameters are not created",
						new UnknownTopicOrPartitionException());
			}
			this.known.add(topic);
		}
		catch (UnreachableException ex) {
			discard(client);
			throw unreachable(topic, ex);
		}
		catch (ApiException ex) {
			// Who may not look at a topic may still write to it.
		}
	}

	private synchronized TopicClient client(String topic) {
		if (this.destroyed) {
			throw new KafkaException(
					"The topic " + Printable.quote(topic) + " cannot be sent to: the application is being closed");
		}
		TopicClient client = this.client;
		if (client == null) {
			try {
				client = TopicClient.create(this.connections.get().producers(), this.timeout);
			}
			catch (UnreachableException ex) {
				throw unreachable(topic, ex);
			}
			this.client = client;
		}
		return client;
	}

	private static KafkaException unreachable(String topic, UnreachableException cause) {
		return new KafkaException("The broker cannot be asked for the topic " + Printable.quote(topic), cause);
	}

	/**
	 * Let the next one ask with another client: this one may know only brokers that are
	 * gone, and does not start over.
	 */
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
	public synchronized void destroy() {
		this.destroyed = true;
		if (this.client != null) {
			this.client.close();
			this.client = null;
		}
	}

}
