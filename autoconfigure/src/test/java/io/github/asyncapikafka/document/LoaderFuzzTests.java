package io.github.asyncapikafka.document;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.github.asyncapikafka.TestDocuments;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Changes documents at random. Each of them is either read or refused with problems that
 * have a place, in time, and lenient reading takes what strict reading takes. How long
 * this goes on is told by the system property {@code fuzz.seconds}; a failure names the
 * seed that {@code fuzz.seed} repeats.
 */
class LoaderFuzzTests {

	private static final Duration BOUND = Duration.ofSeconds(10);

	private final long seconds = Long.getLong("fuzz.seconds", 40);

	@Test
	void changedDocumentIsReadOrRefused() {
		Long seed = Long.getLong("fuzz.seed");
		if (seed != null) {
			check(seed);
			return;
		}
		long first = System.nanoTime();
		long end = first + TimeUnit.SECONDS.toNanos(this.seconds);
		for (long next = first; System.nanoTime() < end; next++) {
			check(next);
		}
	}

	private static void check(long seed) {
		DocumentMutator mutator = new DocumentMutator(new Random(seed));
		byte[] content = mutator.next();
		Resource resource = TestDocuments.resource("asyncapi" + mutator.extension(), content);
		assertThatCode(() -> {
			FutureTask<Void> task = new FutureTask<>(() -> check(resource, content), null);
			new Thread(null, task, "fuzz", 512 * 1024).start();
			task.get(BOUND.toSeconds(), TimeUnit.SECONDS);
		}).as("-Dfuzz.seed=%s%n%s", seed, new String(content, StandardCharsets.UTF_8)).doesNotThrowAnyException();
	}

	private static void check(Resource resource, byte[] content) {
		List<Problem> strict = problems(AsyncApiDocumentLoader.strict(), resource);
		List<Problem> lenient = problems(AsyncApiDocumentLoader.lenient(), resource);
		if (strict.isEmpty()) {
			assertThat(lenient).isEmpty();
		}
		int lines = new String(content, StandardCharsets.UTF_8).split("\r\n|[\r\n\u0085\u2028\u2029]", -1).length;
		assertThat(strict).allSatisfy((problem) -> check(problem, lines));
		assertThat(lenient).allSatisfy((problem) -> check(problem, lines));
	}

	private static void check(Problem problem, int lines) {
		Location location = problem.location();
		assertThat(location).isNotNull();
		assertThat(location.resource()).startsWith("asyncapi.");
		assertThat(location.line()).isBetween(1, lines);
		assertThat(location.column()).isPositive();
		assertThat(problem.message()).endsWith(".");
		assertThat(problem.action()).isNotBlank().endsWith(".");
	}

	private static List<Problem> problems(AsyncApiDocumentLoader loader, Resource resource) {
		try {
			loader.load(resource);
			return List.of();
		}
		catch (InvalidAsyncApiDocumentException ex) {
			assertThat(ex.getProblems()).isNotEmpty();
			return ex.getProblems();
		}
	}

}
