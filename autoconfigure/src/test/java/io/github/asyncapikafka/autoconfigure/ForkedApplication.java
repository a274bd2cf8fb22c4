package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link LoadedApplication} in a process of its own.
 */
final class ForkedApplication implements AutoCloseable {

	private final Path directory;

	private final Process process;

	private final Path log;

	ForkedApplication(Path directory, String broker, int run, String... properties) throws IOException {
		this.directory = directory;
		this.log = directory.resolve("application-" + run + ".log");
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", LoadedApplication.class.getName(),
				"--" + Contract.location(LoadedApplication.DOCUMENT), "--spring.application.name=load",
				"--spring.main.banner-mode=off", "--spring.kafka.bootstrap-servers=" + broker,
				"--spring.kafka.consumer.auto-offset-reset=earliest", "--spring.kafka.consumer.max-poll-records=50",
				"--spring.kafka.consumer.properties.session.timeout.ms=1500",
				"--spring.kafka.consumer.properties.heartbeat.interval.ms=300",
				"--spring.kafka.consumer.key-deserializer=org.apache.kafka.common.serialization.StringDeserializer",
				"--load.directory=" + directory, "--load.run=" + run));
		for (String property : properties) {
			command.add("--" + property);
		}
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.log.toFile());
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		this.process = builder.start();
	}

	/**
	 * Return the numbers that the application has noted down, of all runs in the
	 * directory.
	 */
	List<Long> noted(String file) throws IOException {
		return noted(this.directory.resolve(file));
	}

	static List<Long> noted(Path path) throws IOException {
		if (!Files.exists(path)) {
			return List.of();
		}
		String text = Files.readString(path);
		return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Long::valueOf).toList();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	String log() throws IOException {
		return Files.readString(this.log);
	}

	/**
	 * Kill the application, which it does not notice.
	 */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/**
	 * Let the application shut down.
	 * @return the exit code
	 */
	int terminate(long seconds) throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(seconds, TimeUnit.SECONDS)) {
			throw new AssertionError("The application does not shut down");
		}
		return this.process.exitValue();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
