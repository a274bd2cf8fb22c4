package io.github.asyncapikafka.kafka.topic;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.asyncapikafka.diagnostic.Printable;
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

	private final KeptClient client;

	private final Set<String> known = ConcurrentHashMap.newKeySet();

	/**
	 * Create an instance.
	 * @param connections gives the configuration of the admin clients
	 * @param timeout how long a sender may wait for an answer
	 */
	public TopicLookup(Supplier<TopicConnections> connections, Duration timeout) {
		this.client = new KeptClient(() -> connections.get().producers(), timeout);
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
		Boolean exists = exists(topic);
		if (Boolean.FALSE.equals(exists)) {
			throw new KafkaException(
					"The topic " + Printable.quote(topic)
							+ " does not exist. Topics of an address with open parameters are not created",
					new UnknownTopicOrPartitionException());
		}
		if (exists == null) {
			throw new KafkaException(
					"The topic " + Printable.quote(topic) + " cannot be sent to: the application is being closed");
		}
		this.known.add(topic);
	}

	private @Nullable Boolean exists(String topic) {
		try {
			return this.client.exists(topic);
		}
		catch (UnreachableException ex) {
			throw new KafkaException("The broker cannot be asked for the topic " + Printable.quote(topic), ex);
		}
		catch (ApiException ex) {
			// Who may not look at a topic may still write to it.
			return true;
		}
	}

	/**
	 * Return whether the broker says that there is no such topic. It is asked each time.
	 * @param topic the name of the topic
	 * @return {@code false} if there is one, or nobody says whether there is
	 */
	public boolean isMissing(String topic) {
		return this.client.isMissing(topic);
	}

	@Override
	public void destroy() {
		this.client.close();
	}

}
