package io.github.asyncapikafka.kafka.connection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.asyncapikafka.binding.KafkaContract;
import io.github.asyncapikafka.binding.value.Value;
import io.github.asyncapikafka.diagnostic.Printable;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.kafka.connection.BrokerProbe.Attempt;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/**
 * Says why the brokers of one cluster cannot be used: which server and address, what is
 * wrong with it, and which setting to look at.
 */
public final class BrokerDiagnosis {

	private final KafkaContract contract;

	private final @Nullable Value<List<String>> bootstrapServers;

	private final Map<String, Object> settings;

	private final BrokerProbes probes;

	private final SettingNames names;

	private volatile List<Attempt> attempts = List.of();

	private BrokerDiagnosis(KafkaContract contract, @Nullable Value<List<String>> bootstrapServers,
			Map<String, Object> settings) {
		this.contract = contract;
		this.bootstrapServers = bootstrapServers;
		this.settings = settings;
		this.probes = new BrokerProbes(BootstrapServers.of(settings));
		this.names = new SettingNames(contract.server().security(), bootstrapServers);
	}

	/**
	 * Return the diagnosis of the cluster that is read.
	 * @param contract the contract, which knows where its settings come from
	 * @param settings the settings of a client
	 * @return the diagnosis
	 */
	public static BrokerDiagnosis ofConsumers(KafkaContract contract, Map<String, Object> settings) {
		return new BrokerDiagnosis(contract, contract.server().consumerBootstrapServers(), settings);
	}

	/**
	 * Return the diagnosis of the cluster that is written to.
	 * @param contract the contract, which knows where its settings come from
	 * @param settings the settings of a client
	 * @return the diagnosis
	 */
	public static BrokerDiagnosis ofProducers(KafkaContract contract, Map<String, Object> settings) {
		return new BrokerDiagnosis(contract, contract.server().producerBootstrapServers(), settings);
	}

	/**
	 * Return why certainly none of the addresses can be connected to.
	 * @return the problem, or {@code null} if it is worth while to try
	 */
	public @Nullable Problem unreachable() {
		this.attempts = this.probes.connect();
		return (!this.attempts.isEmpty() && this.attempts.stream().allMatch(Attempt::isConclusive)) ? unconnected()
				: null;
	}

	private Problem unconnected() {
		String reason = this.attempts.stream().map(Attempt::toString).distinct().collect(Collectors.joining(", or "));
		return problem("cannot be reached: " + reason,
				"Start the broker, or correct " + this.names.bootstrapServers() + ".");
	}

	/**
	 * Return why brokers cannot be used that may be reached.
	 * @param failure what a client met
	 * @param advertised whether a broker has said which addresses it advertises
	 * @return the problem
	 */
	public Problem explain(Throwable failure, boolean advertised) {
		AuthenticationException authentication = Causes.find(failure, AuthenticationException.class);
		if (authentication instanceof SslAuthenticationException) {
			TlsFailure tls = TlsFailure.of(authentication, this.names);
			return problem(tls.what(), tls.action());
		}
		if (authentication instanceof UnsupportedSaslMechanismException) {
			return problem("does not offer the mechanism "
					+ Printable.escape(String.valueOf(this.settings.get(SaslConfigs.SASL_MECHANISM)))
					+ Causes.reason(authentication), "Correct " + this.names.mechanism() + ".");
		}
		if (authentication != null) {
			return problem("refuses the credentials" + Causes.reason(authentication),
					"Correct " + this.names.credentials() + ".");
		}
		if (Causes.isTimeout(failure)) {
			return advertised ? ofAdvertisedListeners() : ofSilence();
		}
		return problem("cannot be used" + Causes.reason(Causes.root(failure)),
				"Correct " + this.names.bootstrapServers()
						+ (securityProtocol().startsWith("SASL") ? ", " + this.names.credentials() : "")
						+ " or the settings below 'spring.kafka'.");
	}

	/**
	 * Return why it is not even known what is wrong: something that a client cannot limit
	 * takes too long, most likely the login.
	 * @return the problem
	 */
	public Problem late() {
		if (!securityProtocol().startsWith("SASL")) {
			return problem("did not answer in time",
					"Correct " + this.names.bootstrapServers() + ", or look at the name service.");
		}
		if (this.settings.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL) == null) {
			return problem("cannot be used: the login was not over in time",
					"Correct " + this.names.credentials() + ".");
		}
		return problem("cannot be used: the token server did not answer in time",
				"Start it, or correct " + this.names.tokenServer() + ".");
	}

	/**
	 * Return what is wrong with brokers that have answered once.
	 * @param failure what a client met
	 * @return the problem
	 */
	public Problem stalled(Throwable failure) {
		return problem("answered at first, but not when it was asked for topics" + Causes.reason(Causes.root(failure)),
				"Look at the log of the broker.");
	}

	/**
	 * Say what may be the matter with a broker that does not answer.
	 */
	private Problem ofSilence() {
		if (!this.attempts.contains(Attempt.ACCEPTED)) {
			return unconnected();
		}
		String protocol = securityProtocol();
		boolean tls = protocol.endsWith("SSL");
		Boolean speaksTls = this.probes.speakTls().stream().filter(Objects::nonNull).findFirst().orElse(null);
		String silence = "accepts connections, but does not answer to " + protocol + ": ";
		if (speaksTls == null || speaksTls == tls) {
			return problem(
					silence + "it may ask for another way to authenticate, or its 'advertised.listeners' may name an "
							+ "address that cannot be reached from here",
					"Correct " + this.names.protocol() + ", or the broker's 'advertised.listeners'.");
		}
		return problem(silence + (speaksTls ? "it speaks TLS" : "it does not speak TLS"),
				"Correct " + this.names.protocol() + ".");
	}

	private Problem ofAdvertisedListeners() {
		return problem("answers, but the addresses that its 'advertised.listeners' name cannot be reached from here",
				"Correct the broker's 'advertised.listeners', or " + this.names.bootstrapServers() + ".");
	}

	private String securityProtocol() {
		return String.valueOf(this.settings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
				CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL));
	}

	private Problem problem(String what, String action) {
		String name = this.contract.server().name();
		return new Problem((this.bootstrapServers != null) ? this.bootstrapServers.source().location() : null,
				"The Kafka server " + ((name != null) ? Printable.quote(name) + " " : "") + "at "
						+ Printable.escape(String.join(",", this.probes.addresses())) + " " + what + ".",
				action);
	}

}
