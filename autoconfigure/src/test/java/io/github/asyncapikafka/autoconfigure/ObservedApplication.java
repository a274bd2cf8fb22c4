package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.ProblemsException;
import io.github.asyncapikafka.kafka.ChannelListener;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/**
 * An application that tells which names it looked up and which connections it tried. Runs
 * as a process: the first argument is the file to write to, the second one the location
 * of the document, and the others are properties.
 */
final class ObservedApplication {

	private ObservedApplication() {
	}

	public static void main(String[] args) throws IOException {
		Observer observer = new Observer();
		observer.install();
		Contract.application()
			.withUserConfiguration(OrderListener.class)
			.withPropertyValues("asyncapi-kafka.location=" + args[1], "spring.kafka.consumer.group-id=orders",
					"spring.kafka.listener.auto-startup=false", "asyncapi-kafka.topics.mode=none",
					"asyncapi-kafka.preflight=off", "asyncapi-kafka.dead-letter.mode=skip")
			.withPropertyValues(Arrays.copyOfRange(args, 2, args.length))
			.run((context) -> Files.write(Path.of(args[0]),
					Stream.concat(outcome(context).stream(), observer.attempts.stream()).toList()));
		System.exit(0);
	}

	private static List<String> outcome(AssertableApplicationContext context) {
		Throwable failure = context.getStartupFailure();
		if (failure == null) {
			return List.of("started");
		}
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		if (cause instanceof ProblemsException exception) {
			return exception.getProblems()
				.stream()
				.map(Problem::toString)
				.map((line) -> line.replaceFirst("^file:\\S*/", ""))
				.toList();
		}
		return List.of(failure.toString());
	}

	/**
	 * A listener for one of the channels.
	 */
	static class OrderListener {

		@ChannelListener("orders")
		void on(Map<String, Object> order) {
		}

	}

	/**
	 * Is asked by the JDK before each look-up of a name, connection and bound socket, and
	 * allows everything.
	 */
	@SuppressWarnings("removal")
	private static final class Observer extends SecurityManager {

		private final Set<String> attempts = new ConcurrentSkipListSet<>();

		void install() {
			System.setSecurityManager(this);
		}

		@Override
		public void checkConnect(String host, int port) {
			this.attempts.add((port < 0) ? "looked up " + host : "connected to " + host + ":" + port);
		}

		@Override
		public void checkConnect(String host, int port, Object context) {
			checkConnect(host, port);
		}

		@Override
		public void checkListen(int port) {
			this.attempts.add("bound to " + port);
		}

		@Override
		public void checkPermission(Permission permission) {
			// everything is allowed
		}

		@Override
		public void checkPermission(Permission permission, Object context) {
			// everything is allowed
		}

	}

}
