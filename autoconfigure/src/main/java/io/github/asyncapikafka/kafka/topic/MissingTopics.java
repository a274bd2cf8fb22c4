package io.github.asyncapikafka.kafka.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.springframework.beans.factory.DisposableBean;

/**
 * Knows which topics that are read do not exist. The broker is asked by a thread of its
 * own, for neither a name service nor a login knows a time-out, and an answer is good for
 * some seconds.
 */
public final class MissingTopics implements DisposableBean {

	private static final Duration VALIDITY = Duration.ofSeconds(10);

	private static final Duration MAX_WAIT = Duration.ofSeconds(1);

	private final KeptClient client;

	private final Map<String, Answer> answers = new ConcurrentHashMap<>();

	private final ExecutorService executor;

	/**
	 * Create an instance.
	 * @param connections gives the configuration of the admin clients
	 * @param timeout how long to wait for an answer of the broker
	 */
	public MissingTopics(Supplier<TopicConnections> connections, Duration timeout) {
		this.client = new KeptClient(() -> connections.get().consumers(), timeout);
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, VALIDITY.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), (runnable) -> {
					Thread thread = new Thread(runnable, "asyncapi-kafka-missing-topics");
					thread.setDaemon(true);
					return thread;
				});
		executor.allowCoreThreadTimeOut(true);
		this.executor = executor;
	}

	/**
	 * Return those topics of which the broker says that they do not exist. Waits for it
	 * for a second at most.
	 * @param topics the names of topics
	 * @return the names of those that are missing
	 */
	public Set<String> among(Set<String> topics) {
		long deadline = System.nanoTime() + MAX_WAIT.toNanos();
		return topics.stream().filter((topic) -> isMissing(topic, deadline)).collect(Collectors.toSet());
	}

	private boolean isMissing(String topic, long deadline) {
		Answer answer = this.answers.compute(topic,
				(key, before) -> (before != null && before.isValid()) ? before : ask(topic));
		try {
			return answer.missing().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (Exception ex) {
			return false;
		}
	}

	private Answer ask(String topic) {
		return new Answer(CompletableFuture.supplyAsync(() -> this.client.isMissing(topic), this.executor),
				System.nanoTime());
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
		this.client.close();
	}

	/**
	 * What the broker says, once it does.
	 *
	 * @param missing whether there is no such topic
	 * @param since since when it was asked
	 */
	private record Answer(CompletableFuture<Boolean> missing, long since) {

		boolean isValid() {
			return !this.missing.isDone() || System.nanoTime() - this.since < VALIDITY.toNanos();
		}

	}

}
