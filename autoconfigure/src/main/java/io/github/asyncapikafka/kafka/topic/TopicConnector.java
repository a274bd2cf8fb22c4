package io.github.asyncapikafka.kafka.topic;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.kafka.connection.BrokerDiagnosis;
import io.github.asyncapikafka.kafka.connection.UnusableBrokerException;

/**
 * Connects to clusters while the start-up waits, which it does for five seconds at most:
 * neither a name service nor a login knows a time-out that a client could set.
 */
final class TopicConnector {

	private static final Duration MAX_WAIT = Duration.ofSeconds(5);

	/** What it takes to find out why nobody answers. */
	private static final Duration EXPLANATION = Duration.ofSeconds(1);

	private static final Duration MIN_PATIENCE = Duration.ofMillis(500);

	private final Duration timeout;

	private final boolean explain;

	private final long deadline = System.nanoTime() + MAX_WAIT.toNanos();

	/**
	 * Create an instance, whose time runs from now.
	 * @param timeout how long to wait for an answer
	 * @param explain whether to find out why brokers cannot be used
	 */
	TopicConnector(Duration timeout, boolean explain) {
		this.timeout = timeout;
		this.explain = explain;
	}

	/**
	 * Return a client that the broker has answered. A client that comes too late is
	 * closed.
	 * @throws UnusableBrokerException if it does not answer and is to be explained
	 * @throws UnreachableException if it does not answer
	 */
	TopicClient connect(Map<String, Object> settings, BrokerDiagnosis diagnosis) {
		CompletableFuture<TopicClient> client = new CompletableFuture<>();
		Thread thread = new Thread(() -> connect(settings, diagnosis, client), "asyncapi-kafka-preflight");
		thread.setDaemon(true);
		thread.start();
		try {
			return client.get(remaining().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			client.completeExceptionally(
					this.explain ? new UnusableBrokerException(diagnosis.late()) : new UnreachableException(ex));
			return join(client);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			client.completeExceptionally(new UnreachableException(ex));
			return join(client);
		}
		catch (ExecutionException ex) {
			return join(client);
		}
	}

	private static TopicClient join(CompletableFuture<TopicClient> client) {
		try {
			return client.join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : ex;
		}
	}

	private void connect(Map<String, Object> settings, BrokerDiagnosis diagnosis,
			CompletableFuture<TopicClient> client) {
		try {
			TopicClient connected = this.explain ? explained(settings, diagnosis)
					: TopicClient.connect(settings, patience());
			if (!client.complete(connected)) {
				connected.close();
			}
		}
		catch (RuntimeException | Error ex) {
			client.completeExceptionally(ex);
		}
	}

	private TopicClient explained(Map<String, Object> settings, BrokerDiagnosis diagnosis) {
		Problem unreachable = diagnosis.unreachable();
		if (unreachable != null) {
			throw new UnusableBrokerException(unreachable);
		}
		try {
			return TopicClient.connect(settings, patience());
		}
		catch (UnreachableException ex) {
			throw new UnusableBrokerException(diagnosis.explain(ex, ex.isAdvertised()));
		}
	}

	private Duration patience() {
		Duration left = remaining().minus(EXPLANATION);
		Duration patience = (left.compareTo(MIN_PATIENCE) > 0) ? left : MIN_PATIENCE;
		return (this.timeout.compareTo(patience) < 0) ? this.timeout : patience;
	}

	private Duration remaining() {
		return Duration.ofNanos(Math.max(0, this.deadline - System.nanoTime()));
	}

}
