package io.github.asyncapikafka.document;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no document exhausts time, memory or stack.
 */
class AttackTests {

	/**
	 * A warm machine that does nothing else needs less than a second.
	 */
	private static final Duration BOUND = Duration.ofSeconds(5);

	@TestFactory
	Stream<DynamicTest> attackIsRefusedInTime() {
		return Attacks.all().entrySet().stream().map((attack) -> DynamicTest.dynamicTest(attack.getKey(), () -> {
			Resource resource = attack.getValue().get();
			long start = System.nanoTime();
			assertThat(Attacks.outcome(attack.getKey(), AsyncApiDocumentLoader.strict(), resource))
				.isEqualTo("refused");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
		}));
	}

	@Test
	void attacksAreRefusedInASmallHeap(@TempDir Path directory) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", Attacks.class.getName());
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		Path output = directory.resolve("output");
		Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
		assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).as(() -> output.toString()).isZero();
	}

}
