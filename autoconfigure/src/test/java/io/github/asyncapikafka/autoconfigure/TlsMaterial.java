package io.github.asyncapikafka.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority, a broker, one that is out of date, and a client, made with the
 * tool of the JDK.
 */
final class TlsMaterial {

	static final String PASSWORD = "changeit";

	private final Path directory;

	TlsMaterial() {
		try {
			this.directory = Files.createTempDirectory("tls");
			create();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void create() throws IOException, InterruptedException {
		keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test CA", "-keyalg", "EC", "-groupname", "secp256r1",
				"-validity", "3650", "-ext", "bc:c", "-ext", "ku:c=keyCertSign,cRLSign", "-keystore", store("ca"));
		keytool("-exportcert", "-alias", "ca", "-rfc", "-keystore", store("ca"), "-file", file("ca.pem"));
		keytool("-importcert", "-noprompt", "-alias", "ca", "-file", file("ca.pem"), "-keystore", store("trust"));
		sign("broker", "CN=localhost", "san=dns:localhost,ip:127.0.0.1", "-validity", "3650");
		sign("expired", "CN=localhost", "san=dns:localhost,ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
		sign("client", "CN=svc-orders,OU=apps,O=test", "eku=clientAuth", "-validity", "3650");
	}

	private void sign(String alias, String name, String extension, String... validity)
			throws IOException, InterruptedException {
		keytool("-genkeypair", "-alias", alias, "-dname", name, "-keyalg", "EC", "-groupname", "secp256r1", "-validity",
				"3650", "-keystore", store(alias));
		keytool("-certreq", "-alias", alias, "-keystore", store(alias), "-file", file(alias + ".csr"));
		List<String> certificate = new ArrayList<>(List.of("-gencert", "-alias", "ca", "-keystore", store("ca"), "-rfc",
				"-ext", extension, "-infile", file(alias + ".csr"), "-outfile", file(alias + ".pem")));
		certificate.addAll(List.of(validity));
		keytool(certificate.toArray(String[]::new));
		keytool("-importcert", "-noprompt", "-alias", "ca", "-file", file("ca.pem"), "-keystore", store(alias));
		Files.writeString(Path.of(file(alias + ".chain.pem")),
				Files.readString(Path.of(file(alias + ".pem"))) + Files.readString(Path.of(file("ca.pem"))));
		keytool("-importcert", "-noprompt", "-alias", alias, "-file", file(alias + ".chain.pem"), "-keystore",
				store(alias));
	}

	private void keytool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IllegalStateException(output);
		}
	}

	/**
	 * Return a key store: of {@code broker}, {@code client} or {@code trust}.
	 */
	String store(String name) {
		return file(name + ".p12");
	}

	private String file(String name) {
		return this.directory.resolve(name).toString();
	}

	/**
	 * Return the properties of an SSL bundle.
	 * @param name the name of the bundle
	 * @param certificate whether it has the client's certificate beside what is trusted
	 */
	List<String> bundle(String name, boolean certificate) {
		String prefix = "spring.ssl.bundle.jks." + name + ".";
		List<String> properties = new ArrayList<>(stores(prefix + "truststore.", "trust"));
		if (certificate) {
			properties.addAll(stores(prefix + "keystore.", "client"));
		}
		return properties;
	}

	private List<String> stores(String prefix, String name) {
		return List.of(prefix + "location=" + Path.of(store(name)).toUri(), prefix + "password=" + PASSWORD,
				prefix + "type=PKCS12");
	}

}
