package io.github.asyncapikafka.document.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.Resource;

/**
 * Changes documents at random, and expects of each what {@link LoadCheck} says. How long
 * this goes on is told by the system property {@code fuzz.seconds}. A document that fails
 * is printed and kept in {@code target/fuzz}, with the seed that {@code fuzz.seed} makes
 * it from again.
 */
class LoaderFuzzTests {

	private static final Log log = LogFactory.getLog(LoaderFuzzTests.class);

	private static final Path FAILURES = Path.of("target", "fuzz");

	/** The stack of a thread, in bytes. */
	private static final long STACK = 512 * 1024;

	/** When a document hangs; a busy machine may take long for one that does not. */
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final List<Map<String, String>> seeds = SeedDocuments.all();

	@Test
	void changedDocumentIsReadOrRefused(@TempDir Path directory) throws Exception {
		Long seed = Long.getLong("fuzz.seed");
		if (seed != null) {
			check(seed, directory);
			return;
		}
		long first = System.nanoTime();
		long end = first + TimeUnit.SECONDS.toNanos(Long.getLong("fuzz.seconds", 60));
		long next = first;
		while (System.nanoTime() < end) {
			check(next++, directory);
			if ((next - first) % 10_000 == 0) {
				log.info("Changed documents: " + (next - first));
			}
		}
		log.info("Changed documents: " + (next - first));
	}

	private void check(long seed, Path directory) throws IOException, InterruptedException {
		FuzzedDocument document = new FuzzedDocument(seed, new DocumentMutator(new Random(seed), this.seeds).next());
		Resource resource = document.resource(directory);
		FutureTask<Void> task = new FutureTask<>(() -> new LoadCheck(document, resource).run(), null);
		Thread thread = new Thread(null, task, "fuzz", STACK);
		thread.setDaemon(true);
		thread.start();
		try {
			task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			document.write(FAILURES.resolve(String.valueOf(seed)));
			throw new AssertionError(document.toString(), (ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

}
