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
		try {
			if (!client().exists(topic)) {
				throw new KafkaException(
						"The topic " + Printable.quote(topic)
								+ " does not exist. Topics of an address with open parameters are not created",
						new UnknownTopicOrPartitionException());
			}
			this.known.add(topic);
		}
		catch (UnreachableException ex) {
			throw new KafkaException("The broker cannot be asked for the topic " + Printable.quote(topic), ex);
		}
		catch (ApiException ex) {
			// Who may not look at a topic may still write to it.
		}
	}

	private synchronized TopicClient client() {
		TopicClient client = this.client;
		if (client == null) {
			client = TopicClient.create(this.connections.get().producers(), this.timeout);
			this.client = client;
		}
		return client;
	}

	@Override
	public synchronized void destroy() {
		if (this.client != null) {
			this.client.close();
		}
	}

}
