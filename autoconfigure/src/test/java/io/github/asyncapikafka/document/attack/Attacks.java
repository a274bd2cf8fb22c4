package io.github.asyncapikafka.document.attack;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.io.Resource;

import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.document.InvalidAsyncApiDocumentException;

/**
 * All attacks, and how they are made: in a thread that has only a small stack.
 */
final class Attacks {

	/** The stack of a thread, in bytes. */
	private static final long STACK = 512 * 1024;

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final Log log = LogFactory.getLog(Attacks.class);

	private Attacks() {
	}

	static List<Attack> all() {
		List<Attack> attacks = new ArrayList<>(MultiplyingAttacks.all());
		attacks.addAll(CrossingAttacks.all());
		attacks.addAll(DeepAttacks.all());
		attacks.addAll(LargeAttacks.all());
		attacks.addAll(ManyAttacks.all());
		attacks.addAll(ProblemAttacks.all());
		attacks.addAll(TextAttacks.all());
		attacks.addAll(FileAttacks.all());
		return attacks;
	}

	/**
	 * Load every attack with both loaders, and exit with 1 if one does not end as it has
	 * to.
	 * @param arguments a directory for files
	 */
	public static void main(String[] arguments) throws IOException {
		boolean ended = true;
		for (Attack attack : all()) {
			Resource resource = attack.resource(Path.of(arguments[0]));
			ended &= run(attack, AsyncApiDocumentLoader.strict(), resource).result().equals("refused");
			ended &= !run(attack, AsyncApiDocumentLoader.lenient(), resource).result().startsWith("failed");
		}
		System.exit(ended ? 0 : 1);
	}

	static Outcome run(Attack attack, AsyncApiDocumentLoader loader, Resource resource) {
		FutureTask<Outcome> task = new FutureTask<>(() -> load(loader, resource));
		Thread thread = new Thread(null, task, attack.name(), STACK);
		thread.setDaemon(true);
		thread.start();
		Outcome outcome;
		try {
			outcome = task.get(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			outcome = new Outcome("failed with " + ex, "", Duration.ZERO);
		}
		log.info(attack.name() + ": " + outcome);
		return outcome;
	}

	private static Outcome load(AsyncApiDocumentLoader loader, Resource resource) {
		try {
			loader.load(resource);
			return new Outcome("loaded", "", time());
		}
		catch (InvalidAsyncApiDocumentException ex) {
			List<Problem> problems = ex.getProblems();
			String last = problems.get(problems.size() - 1).toString();
			boolean readable = problems.stream().allMatch((problem) -> problem.toString().length() < 1500);
			return new Outcome(readable ? "refused" : "failed with long messages", last, time());
		}
	}

	private static Duration time() {
		return Duration.ofNanos(THREADS.getCurrentThreadCpuTime());
	}

	/**
	 * How loading ended.
	 *
	 * @param result {@code loaded}, {@code refused} or {@code failed} with the reason
	 * @param problem the last problem
	 * @param time the time that the thread had the processor
	 */
	record Outcome(String result, String problem, Duration time) {

		@Override
		public String toString() {
			return this.result + " in " + this.time.toMillis() + " ms " + this.problem;
		}

	}

}
