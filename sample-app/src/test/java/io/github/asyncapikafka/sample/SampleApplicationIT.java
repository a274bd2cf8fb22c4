package io.github.asyncapikafka.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged sample, started from what was processed ahead of time. The files of its
 * contract are in Boot's nested jars.
 */
class SampleApplicationIT {

	private static final List<String> CONTRACT = List.of("asyncapi.yaml", "schemas/user-signed-up.yaml",
			"schemas/user-id.yaml");

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	void startsFromGeneratedCode() throws Exception {
		run(jar(), "", (client) -> {
			client.signsUp();
			client.isRefused();
			client.findsDeadLetter();
		});
	}

	@Test
	@Timeout(value = 3, unit = TimeUnit.MINUTES)
	void startsWithTheContractOfALibrary(@TempDir Path directory) throws Exception {
		Path library = directory.resolve("contracts.jar");
		try (FileSystem files = FileSystems.newFileSystem(library, Map.of("create", "true"))) {
			Files.createDirectories(files.getPath("shop/schemas"));
			for (String name : CONTRACT) {
				Files.copy(Path.of("src/main/resources").resolve(name), files.getPath("shop", name));
			}
		}
		Path jar = Files.copy(jar(), directory.resolve("sample.jar"));
		try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("noCompression", "true"))) {
			Files.copy(library, files.getPath("BOOT-INF/lib/contracts.jar"));
		}
		run(jar, "shop/", (client) -> {
			client.signsUp();
			client.isRefused();
		});
	}

	private static void run(Path jar, String contract, Consumer<SampleClient> check) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dspring.aot.enabled=true", "-jar", jar.toString(), "--server.port=0",
				"--asyncapi-kafka.location=" + (contract.isEmpty() ? "" : "classpath:" + contract + "asyncapi.yaml"))
			.redirectErrorStream(true)
			.start();
		try {
			List<String> output = new ArrayList<>();
			int port = port(process, output);
			assertThat(output).as("start-up log").anyMatch((line) -> line.contains("Starting AOT-processed"));
			check.accept(new SampleClient(port, contract));
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
