package io.github.asyncapikafka.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged sample, started from what was processed ahead of time.
 */
class SampleApplicationIT {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	void startsFromGeneratedCode() throws Exception {
		Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dspring.aot.enabled=true", "-jar", jar().toString(), "--server.port=0"))
			.redirectErrorStream(true)
			.start();
		try {
			List<String> output = new ArrayList<>();
			int port = port(process, output);
			assertThat(output).as("start-up log").anyMatch((line) -> line.contains("Starting AOT-processed"));
			SampleClient client = new SampleClient(port);
			client.signsUp();
			client.isRefused();
			client.findsDeadLetter();
		}
		finally {
			process.destroy();
			process.waitFor(30, TimeUnit.SECONDS);
			process.destroyForcibly();
		}
	}

	private static int port(Process process, List<String> output) throws IOException {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		String line;
		while ((line = reader.readLine()) != null) {
			output.add(line);
			Matcher matcher = STARTED.matcher(line);
			if (matcher.find()) {
				return Integer.parseInt(matcher.group(1));
			}
		}
		throw new AssertionError("Did not start: " + String.join("\n", output));
	}

	private static Path jar() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("target"))) {
			return files.filter((file) -> file.getFileName().toString().matches("asyncapi-kafka-sample-app-.*\\.jar"))
				.findFirst()
				.orElseThrow();
		}
	}

}
