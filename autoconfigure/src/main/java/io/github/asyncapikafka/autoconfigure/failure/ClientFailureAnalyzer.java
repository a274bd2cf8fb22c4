package io.github.asyncapikafka.autoconfigure.failure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.asyncapikafka.diagnostic.Printable;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Explains why a Kafka client cannot be created: which setting is wrong, and which
 * property it comes from. Prints no value that may be a secret.
 */
class ClientFailureAnalyzer extends AbstractFailureAnalyzer<KafkaException> {

	private static final Pattern INVALID_VALUE = Pattern.compile(
			"Invalid value (?<value>.*?) for configuration (?<setting>[^:\\s]+)(: (?<reason>.*))?", Pattern.DOTALL);

	private static final Pattern MISSING = Pattern.compile("Missing required configuration \"(?<setting>[^\"]+)\".*",
			Pattern.DOTALL);

	private static final Pattern ADDRESS = Pattern
		.compile("(?<what>Invalid url|Invalid port|Unknown host) in bootstrap.servers: (?<value>.*)", Pattern.DOTALL);

	private static final String UNRESOLVABLE = "No resolvable bootstrap urls";

	private static final Pattern CONSTRUCTION = Pattern
		.compile("Failed to (construct kafka (consumer|producer)|create new KafkaAdminClient).*", Pattern.DOTALL);

	private static final Pattern SECRET = Pattern.compile(".*(password|jaas|secret|key|certificate|credential).*",
			Pattern.CASE_INSENSITIVE);

	private final ClientSettings settings;

	ClientFailureAnalyzer(Environment environment) {
		this.settings = new ClientSettings(environment);
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, KafkaException cause) {
		ConfigException configuration = findCause(rootFailure, ConfigException.class);
		KafkaClient client = KafkaClient.of(cause);
		if (configuration != null) {
			return analyze(configuration, client);
		}
		if (!CONSTRUCTION.matcher(String.valueOf(cause.getMessage())).matches()) {
			return null;
		}
		Throwable root = cause;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return new FailureAnalysis(
				cannot(client) + ClassUtils.getShortName(root.getClass()) + ": "
						+ Printable.escape(String.valueOf(root.getMessage())) + ".",
				"Correct it below 'spring.kafka', or where the application configures its clients itself.", cause);
	}

	private FailureAnalysis analyze(ConfigException cause, @Nullable KafkaClient client) {
		String message = String.valueOf(cause.getMessage());
		Matcher address = ADDRESS.matcher(message);
		if (address.matches()) {
			String rule = address.group("what").startsWith("Unknown") ? "its host is not known."
					: "it must be a host and a port, as in 'localhost:9092'.";
			return ofAddress(cause, client, "the address " + Printable.quote(address.group("value"))
					+ " of its bootstrap servers cannot be used: " + rule);
		}
		if (message.startsWith(UNRESOLVABLE)) {
			return ofAddress(cause, client, "no host of its bootstrap servers is known.");
		}
		Matcher missing = MISSING.matcher(message);
		if (missing.matches()) {
			String setting = missing.group("setting");
			return new FailureAnalysis(cannot(client) + "its setting " + Printable.quote(setting) + " has no value.",
					"Set 'spring.kafka." + ((client != null) ? client.property() + "." : "") + "properties."
							+ Printable.escape(setting) + "'.",
					cause);
		}
		Matcher invalid = INVALID_VALUE.matcher(message);
		return invalid.matches() ? ofValue(cause, client, invalid)
				: new FailureAnalysis(cannot(client) + Printable.escape(message) + ".",
						"Correct it below 'spring.kafka', or where the application configures its clients itself.",
						cause);
	}

	private FailureAnalysis ofValue(ConfigException cause, @Nullable KafkaClient client, Matcher invalid) {
		String setting = invalid.group("setting");
		boolean secret = SECRET.matcher(setting).matches();
		String reason = secret ? null : invalid.group("reason");
		String what = "its setting " + Printable.quote(setting) + " has the "
				+ (secret ? "wrong value" : "value " + Printable.quote(invalid.group("value")))
				+ ((reason != null) ? " (" + Printable.escape(reason) + ")" : "") + ".";
		return ofSetting(cause, client, what, this.settings.find(client, setting),
				"Correct it below 'spring.kafka', in the attribute 'properties' of a listener, or where the application "
						+ "configures its clients itself.");
	}

	private FailureAnalysis ofAddress(ConfigException cause, @Nullable KafkaClient client, String what) {
		return ofSetting(cause, client, what, this.settings.find(client, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
				"Correct the server in the AsyncAPI document, or set 'spring.kafka.bootstrap-servers'.");
	}

	private static FailureAnalysis ofSetting(ConfigException cause, @Nullable KafkaClient client, String what,
			Optional<ConfigurationProperty> property, String action) {
		return property
			.map((found) -> new FailureAnalysis(
					cannot(client) + what + " It comes from the property " + ClientSettings.describe(found) + ".",
					"Correct the property '" + Printable.escape(found.getName().toString()) + "'.", cause))
			.orElseGet(() -> new FailureAnalysis(cannot(client) + what, action, cause));
	}

	private static String cannot(@Nullable KafkaClient client) {
		return "A " + KafkaClient.describe(client) + " cannot be created: ";
	}

}
