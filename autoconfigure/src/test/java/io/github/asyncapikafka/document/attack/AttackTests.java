package io.github.asyncapikafka.document.attack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.Resource;

import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.document.attack.Attacks.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no document exhausts time, memory or stack.
 */
class AttackTests {

	private static final Duration BOUND = Duration.ofSeconds(1);

	/** The first load of a document may find code that was not compiled yet. */
	private static final int ATTEMPTS = 3;

	@TempDir
	Path directory;

	@TestFactory
	Stream<DynamicTest> attackIsRefusedInTime() {
		return Attacks.all().stream().map((attack) -> DynamicTest.dynamicTest(attack.name(), () -> {
			Resource resource = attack.resource(this.directory);
			assertThat(inTime(attack, AsyncApiDocumentLoader.strict(), resource)).isEqualTo("refused");
			assertThat(inTime(attack, AsyncApiDocumentLoader.lenient(), resource)).isIn("refused", "loaded");
		}));
	}

	private static String inTime(Attack attack, AsyncApiDocumentLoader loader, Resource resource) {
		Outcome outcome = Attacks.run(attack, loader, resource);
		for (int i = 1; i < ATTEMPTS && outcome.time().compareTo(BOUND) >= 0; i++) {
			outcome = Attacks.run(attack, loader, resource);
		}
		assertThat(outcome.time()).isLessThan(BOUND);
		return outcome.result();
	}

	@Test
	void attacksAreRefusedInASmallHeap() throws IOException, InterruptedException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
				Attacks.class.getName(), this.directory.toString());
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		Path output = this.directory.resolve("output");
		Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
		assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
		String failures = Files.readString(output)
			.lines()
			.filter((line) -> line.contains(": failed"))
			.reduce("", (a, b) -> a + "\n" + b);
		assertThat(failures).isEmpty();
		assertThat(process.exitValue()).as(() -> output.toString()).isZero();
	}

}
