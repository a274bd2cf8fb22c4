package io.github.asyncapikafka.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.awaitility.Awaitility;

import org.springframework.util.FileSystemUtils;

/**
 * A broker in a process of its own, on a port that is known before it starts. A secured
 * one asks clients for a name and password, and lets each of them do what it has been
 * given the right to; {@link #admin()} may do everything.
 */
final class StandaloneBroker implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

	private static final List<String> JAVA = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

	private final Path directory;

	private final String address;

	private final String internalAddress;

	private final Path configuration;

	private Process process;

	private final List<String> java = new ArrayList<>(JAVA);

	private StandaloneBroker(int port, List<String> users) {
		this(port, (properties) -> secure(properties, users), List.of(), List.of());
	}

	private StandaloneBroker(int port, Consumer<Properties> customizer, List<String> virtualMachine,
			List<String> format) {
		this.java.addAll(virtualMachine);
		this.address = "localhost:" + port;
		this.internalAddress = "localhost:" + freePort();
		try {
			this.directory = Files.createTempDirectory("broker");
			this.configuration = this.directory.resolve("server.properties");
			try (var writer = Files.newBufferedWriter(this.configuration)) {
				Properties properties = configuration();
				customizer.accept(properties);
				properties.store(writer, null);
			}
			List<String> arguments = new ArrayList<>(
					List.of("format", "-t", "AAAAAAAAQACAAAAAAAAAAQ", "-c", this.configuration.toString()));
			arguments.addAll(format);
			start("kafka.tools.StorageTool", arguments.toArray(String[]::new)).waitFor(START_TIMEOUT.toSeconds(),
					TimeUnit.SECONDS);
			this.process = start("kafka.Kafka", this.configuration.toString());
			Runtime.getRuntime().addShutdownHook(new Thread(() -> this.process.destroyForcibly()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		awaitReady();
	}

	/**
	 * Start a broker that lets everybody do everything.
	 */
	static StandaloneBroker open(int port) {
		return new StandaloneBroker(port, List.of());
	}

	/**
	 * Start a broker that knows these users, whose password is their name.
	 */
	static StandaloneBroker secured(String... users) {
		return new StandaloneBroker(freePort(), List.of(users));
	}

	/**
	 * Start a broker that lets everybody do everything, but for what is customized.
	 * @param customizer changes its configuration
	 * @param virtualMachine arguments of its Java virtual machine
	 * @param format arguments of the tool that formats its storage
	 */
	static StandaloneBroker customized(Consumer<Properties> customizer, List<String> virtualMachine,
			List<String> format) {
		return new StandaloneBroker(freePort(), customizer, virtualMachine, format);
	}

	/**
	 * Return a port that is free, and that no client gets as its own.
	 */
	static int freePort() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(20000, 32000);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				// Taken; try another.
			}
		}
	}

	String address() {
		return this.address;
	}

	/**
	 * Return the address at which everybody may do everything.
	 */
	String internalAddress() {
		return this.internalAddress;
	}

	Admin admin() {
		return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, this.internalAddress));
	}

	/**
	 * Return the properties of an application that connects as a user, with a prefix such
	 * as {@code spring.kafka.properties}.
	 */
	static String[] credentials(String prefix, String user) {
		return new String[] { prefix + ".security.protocol=SASL_PLAINTEXT", prefix + ".sasl.mechanism=PLAIN", prefix
				+ ".sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
				+ user + "\" password=\"" + user + "\";" };
	}

	private Properties configuration() {
		String controller = "localhost:" + freePort();
		Properties properties = new Properties();
		properties.put("process.roles", "broker,controller");
		properties.put("node.id", "1");
		properties.put("controller.quorum.voters", "1@" + controller);
		String listeners = "CLIENT://" + this.address + ",INTERNAL://" + this.internalAddress;
		properties.put("listeners", listeners + ",CONTROLLER://" + controller);
		properties.put("advertised.listeners", listeners);
		properties.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
		properties.put("controller.listener.names", "CONTROLLER");
		properties.put("inter.broker.listener.name", "INTERNAL");
		properties.put("log.dirs", this.directory.resolve("data").toString());
		properties.put("offsets.topic.replication.factor", "1");
		properties.put("offsets.topic.num.partitions", "1");
		properties.put("group.initial.rebalance.delay.ms", "0");
		properties.put("auto.create.topics.enable", "false");
		return properties;
	}

	private static void secure(Properties properties, List<String> users) {
		if (users.isEmpty()) {
			return;
		}
		StringBuilder jaas = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
		users.forEach((user) -> jaas.append(" user_").append(user).append("=\"").append(user).append('"'));
		properties.put("listener.security.protocol.map",
				"CLIENT:SASL_PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
		properties.put("listener.name.client.sasl.enabled.mechanisms", "PLAIN");
		properties.put("listener.name.client.plain.sasl.jaas.config", jaas.append(';').toString());
		properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
		properties.put("super.users", "User:ANONYMOUS");
	}

	private Process start(String mainClass, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(this.java);
		command.add(mainClass);
		command.addAll(List.of(arguments));
		File output = this.directory.resolve(mainClass + ".log").toFile();
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		return builder.start();
	}

	/**
	 * Stop as an administrator does, so that the log is not checked when it starts again.
	 */
	void stop() throws InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The broker does not stop");
		}
	}

	void startAgain() throws IOException {
		this.process = start("kafka.Kafka", this.configuration.toString());
		awaitReady();
	}

	/**
	 * Return the file that has the first records of a partition.
	 */
	Path segment(String partition) {
		return this.directory.resolve("data").resolve(partition).resolve("00000000000000000000.log");
	}

	private void awaitReady() {
		try (Admin admin = admin()) {
			Awaitility.await()
				.atMost(START_TIMEOUT)
				.ignoreExceptions()
				.until(() -> !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty());
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(30, TimeUnit.SECONDS);
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
