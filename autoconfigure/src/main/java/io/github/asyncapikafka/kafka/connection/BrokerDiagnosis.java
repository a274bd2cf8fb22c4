package io.github.asyncapikafka.kafka.connection;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.KafkaSecurity;
import io.github.asyncapikafka.binding.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/**
 * Says why brokers cannot be used: which server and address, what is wrong with it, and
 * which setting to look at.
 */
public final class BrokerDiagnosis {

	private static final int PROBE_TIMEOUT = 500;

	private static final String BOOTSTRAP_SERVERS = "spring.kafka.bootstrap-servers";

	private static final String PROTOCOL = "spring.kafka.security.protocol";

	private final KafkaContract contract;

	/**
	 * Create an instance.
	 * @param contract the contract, which knows where its settings come from
	 */
	public BrokerDiagnosis(KafkaContract contract) {
		this.contract = contract;
	}

	/**
	 * Return why none of the addresses of a cluster can be connected to.
	 * @param settings the settings of a client
	 * @return the problem, or {@code null} if somebody listens
	 */
	public @Nullable Problem unreachable(Map<String, Object> settings) {
		List<String> addresses = addresses(settings);
		List<String> obstacles = addresses.parallelStream()
			.map((address) -> new BrokerProbe(address, PROBE_TIMEOUT).obstacle())
			.toList();
		if (obstacles.isEmpty() || obstacles.stream().anyMatch(Objects::isNull)) {
			return null;
		}
		String reason = obstacles.stream().distinct().collect(Collectors.joining(", or "));
		return problem(settings, "cannot be reached: " + reason,
				"Start the broker, or correct " + setting(bootstrapServers(), BOOTSTRAP_SERVERS) + ".");
	}

	/**
	 * Return why brokers cannot be used that somebody listens for.
	 * @param failure what a client met
	 * @param settings the settings of the client
	 * @param advertised whether a broker has said which addresses it advertises
	 * @return the problem
	 */
	public Problem explain(Throwable failure, Map<String, Object> settings, boolean advertised) {
		AuthenticationException authentication = find(failure, AuthenticationException.class);
		if (authentication instanceof SslAuthenticationException) {
			return ofTls(authentication, settings);
		}
		if (authentication instanceof UnsupportedSaslMechanismException) {
			return problem(settings,
					"does not offer the mechanism "
							+ Printable.escape(String.valueOf(settings.get(SaslConfigs.SASL_MECHANISM)))
							+ reason(authentication),
					"Correct " + setting(mechanism(), "spring.kafka.properties.sasl.mechanism") + ".");
		}
		if (authentication != null) {
			return problem(settings, "refuses the credentials" + reason(authentication),
					"Correct " + credentials() + ".");
		}
		return find(failure, java.util.concurrent.TimeoutException.class) != null
				|| find(failure, org.apache.kafka.common.errors.TimeoutException.class) != null
						? (advertised ? ofAdvertisedListeners(settings) : ofSilence(settings))
						: problem(settings, "cannot be used" + reason(root(failure)),
								"Correct " + setting(bootstrapServers(), BOOTSTRAP_SERVERS)
										+ " or the settings below 'spring.kafka'.");
	}

	/**
	 * Return why it is not even known what is wrong: something that a client cannot limit
	 * takes too long, most likely the login.
	 * @param settings the settings of the client
	 * @return the problem
	 */
	public Problem late(Map<String, Object> settings) {
		if (!protocol(settings).startsWith("SASL")) {
			return problem(settings, "did not answer in time",
					"Correct " + setting(bootstrapServers(), BOOTSTRAP_SERVERS) + ", or look at the name service.");
		}
		if (settings.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL) == null) {
			return problem(settings, "cannot be used: the login was not over in time",
					"Correct " + credentials() + ".");
		}
		return problem(settings, "cannot be used: the token server did not answer in time",
				"Start it, or correct " + tokenServer() + ".");
	}

	private Problem ofTls(Throwable failure, Map<String, Object> settings) {
		if (find(failure, CertPathBuilderException.class) != null || messages(failure).contains("PKIX")) {
			return problem(settings, "shows a certificate that is not trusted",
					"Set " + sslBundle() + " to an SSL bundle that trusts it.");
		}
		if (find(failure, CertificateException.class) != null) {
			return problem(settings, "shows a certificate that is not its own" + reason(root(failure)),
					"Correct " + setting(bootstrapServers(), BOOTSTRAP_SERVERS) + " or the broker's certificate.");
		}
		if (messages(failure).contains("certificate")) {
			return problem(settings, "asks for a certificate of the client" + reason(root(failure)),
					"Set " + sslBundle() + " to an SSL bundle that has one.");
		}
		return problem(settings, "cannot be spoken to with TLS" + reason(root(failure)),
				"Correct " + setting(protocol(), PROTOCOL) + " or " + sslBundle() + ".");
	}

	/**
	 * Say what may be the matter with a broker that does not answer.
	 */
	private Problem ofSilence(Map<String, Object> settings) {
		String protocol = protocol(settings);
		boolean tls = protocol.endsWith("SSL");
		Boolean speaksTls = addresses(settings).stream()
			.map((address) -> new BrokerProbe(address, PROBE_TIMEOUT).speaksTls())
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
		String silence = "accepts connections, but does not answer to " + protocol + ": ";
		if (speaksTls == null || speaksTls == tls) {
			return problem(settings,
					silence + "it may ask for another way to authenticate, or its 'advertised.listeners' may name an "
							+ "address that cannot be reached from here",
					"Correct " + setting(protocol(), PROTOCOL) + ", or the broker's 'advertised.listeners'.");
		}
		return problem(settings, silence + (speaksTls ? "it speaks TLS" : "it does not speak TLS"),
				"Correct " + setting(protocol(), PROTOCOL) + ".");
	}

	private Problem ofAdvertisedListeners(Map<String, Object> settings) {
		return problem(settings,
				"answers, but the addresses that its 'advertised.listeners' name cannot be reached from here",
				"Correct the broker's 'advertised.listeners', or " + setting(bootstrapServers(), BOOTSTRAP_SERVERS)
						+ ".");
	}

	private Problem problem(Map<String, Object> settings, String what, String action) {
		String name = this.contract.server().name();
		Value<List<String>> servers = bootstrapServers();
		return new Problem((servers != null) ? servers.source().location() : null,
				"The Kafka server " + ((name != null) ? Printable.quote(name) + " " : "") + "at "
						+ Printable.escape(String.join(",", addresses(settings))) + " " + what + ".",
				action);
	}

	private @Nullable Value<List<String>> bootstrapServers() {
		return this.contract.server().consumerBootstrapServers();
	}

	private @Nullable Value<String> protocol() {
		KafkaSecurity security = this.contract.server().security();
		return (security != null) ? security.protocol() : null;
	}

	private static String protocol(Map<String, Object> settings) {
		return String.valueOf(settings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
				CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL));
	}

	private @Nullable Value<String> mechanism() {
		KafkaSecurity security = this.contract.server().security();
		return (security != null) ? security.mechanism() : null;
	}

	private String credentials() {
		KafkaSecurity security = this.contract.server().security();
		return (security != null && security.credentials() != null) ? "'" + security.credentials().source() + "'"
				: "the credentials below 'spring.kafka'";
	}

	private String tokenServer() {
		KafkaSecurity security = this.contract.server().security();
		return (security != null && security.credentials() != null && security.credentials().value().tokenUri() != null)
				? "'" + security.credentials().source() + ".token-uri'"
				: "'spring.kafka.properties." + SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL + "'";
	}

	private String sslBundle() {
		KafkaSecurity security = this.contract.server().security();
		if (security != null && security.sslBundle() != null) {
			return "'" + security.sslBundle().source() + "'";
		}
		return (security != null && security.credentials() != null)
				? "'" + security.credentials().source() + ".ssl-bundle' or 'spring.kafka.ssl.bundle'"
				: "'spring.kafka.ssl.bundle'";
	}

	/**
	 * Return where a value comes from, or the property that would set it.
	 */
	private static String setting(@Nullable Value<?> value, String property) {
		if (value == null) {
			return "'" + property + "'";
		}
		return (value.source().location() != null) ? "the document or '" + property + "'" : "'" + value.source() + "'";
	}

	private static String reason(Throwable failure) {
		String message = failure.getMessage();
		return (message != null) ? ": " + Printable.escape(message) : "";
	}

	private static List<String> addresses(Map<String, Object> settings) {
		Object servers = settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
		return (servers instanceof Collection<?> list) ? list.stream().map(String::valueOf).toList()
				: Arrays.stream(String.valueOf(servers).split(",")).map(String::strip).toList();
	}

	private static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			messages.append(cause.getMessage()).append(' ');
		}
		return messages.toString();
	}

	private static Throwable root(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

	private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

}
