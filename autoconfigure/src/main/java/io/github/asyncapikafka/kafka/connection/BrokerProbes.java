package io.github.asyncapikafka.kafka.connection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.asyncapikafka.kafka.connection.BrokerProbe.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all addresses of a cluster at once, so that it takes no longer than one of
 * them.
 */
final class BrokerProbes {

	private static final int TIMEOUT = 500;

	private static final int MAX_WAIT = 800;

	private final List<String> addresses;

	/**
	 * Create an instance.
	 * @param addresses the bootstrap servers of a client
	 */
	BrokerProbes(Collection<String> addresses) {
		this.addresses = List.copyOf(addresses);
	}

	List<String> addresses() {
		return this.addresses;
	}

	/**
	 * Return what comes of connecting to each address.
	 */
	List<Attempt> connect() {
		return ask(BrokerProbe::connect).stream()
			.map((attempt) -> Objects.requireNonNullElse(attempt, Attempt.UNANSWERED))
			.toList();
	}

	/**
	 * Return whether TLS is spoken at each address, with {@code null} where that cannot
	 * be found out.
	 */
	List<@Nullable Boolean> speakTls() {
		return ask(BrokerProbe::speaksTls);
	}

	private <T> List<@Nullable T> ask(Function<BrokerProbe, @Nullable T> question) {
		ExecutorService executor = Executors.newCachedThreadPool((runnable) -> {
			Thread thread = new Thread(runnable, "asyncapi-kafka-probe");
			thread.setDaemon(true);
			return thread;
		});
		try {
			List<Callable<@Nullable T>> tasks = this.addresses.stream()
				.<Callable<@Nullable T>>map((address) -> () -> question.apply(new BrokerProbe(address, TIMEOUT)))
				.toList();
			List<@Nullable T> answers = new ArrayList<>();
			for (Future<@Nullable T> answer : executor.invokeAll(tasks, MAX_WAIT, TimeUnit.MILLISECONDS)) {
				answers.add(answer(answer));
			}
			return answers;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return List.of();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static <T> @Nullable T answer(Future<@Nullable T> future) {
		try {
			return future.isCancelled() ? null : future.get();
		}
		catch (InterruptedException | ExecutionException ex) {
			return null;
		}
	}

}
